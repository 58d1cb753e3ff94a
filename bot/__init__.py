"""Newsdesk: a newsroom that lives in the chat.

Start reading at `bot/news` (the rules, pure), then `bot/desk` (the work, one file a step), then follow an
update in through `bot/telegram/routes.py` and a delivery out through `bot/worker`. `bot/wiring.py` is the
only file that knows every room.
"""
