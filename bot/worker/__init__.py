"""The worker: rounds that release, report, write letters, talk and sweep, and lanes that deliver. Knows only ports."""

from bot.worker.rounds import Worker

__all__ = ["Worker"]
