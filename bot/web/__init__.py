"""The public pages: the news, the feed, the photos, and asking for the news by mail.

Start at `app.py`, which lists every address. Sets no cookie. Knows neither the database nor Telegram nor mail.
"""
