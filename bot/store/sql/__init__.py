"""The store on a SQL database."""

from bot.store.sql.schema import REVISION, migrate
from bot.store.sql.store import SqlStore, open_store

__all__ = ["REVISION", "SqlStore", "migrate", "open_store"]
