"""Telegram: updates in, cards and deliveries out. `routes` is the map; knows no database and no mail."""
