"""Telegram: updates in, cards and deliveries out. `routes` is the map; knows no database and no mail."""

import os

# python-telegram-bot then gives durations as timedelta, as its next major version will, and does not warn of it.
os.environ.setdefault("PTB_TIMEDELTA", "true")
