"""The steps by which a database came to its present shape, run by `bot/storage/migrate.py`.

A step that was ever released is never changed: it does not look at the tables of today.
"""

# The newest step. A database that stands there is not asked again, and Alembic stays unloaded.
HEAD = "0015"
