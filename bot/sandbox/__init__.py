"""The sandbox: Telegram's Bot API, its people and a mailbox, on this machine, for trying and for testing.

It is Telegram, not us: nothing of the bot's other rooms is imported here. Start at `sandbox.py` (what is
started and stopped), `world.py` (what there is) and `people.py` (what people do). docs/sandbox.md is the guide,
docs/sandbox-api.md the console that the chat page uses.
"""
