"""The database: SQLAlchemy Core on an embedded SQLite file or on PostgreSQL, the same code for both.

Start at `opening.py`, then `store.py`. Every file here named after a noun is the adapter for the desk's port of that
name. Knows the rules' values and the desk's ports, no other adapter.
"""

from bot.desk.ports.failures import StorageUnavailable
from bot.storage.opening import open_store
from bot.storage.store import SqlStore

__all__ = ["SqlStore", "StorageUnavailable", "open_store"]
