"""The rules of a newsroom as pure functions of values, the time included.

Nothing in here waits, reads a clock, logs, or knows a database, Telegram, mail or the web.
"""
