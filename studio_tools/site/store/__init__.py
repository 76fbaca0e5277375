"""Where rows live: the engine, the tables, the identity sequence and the transactions.

What a field means is the schema's; what a request does with rows is the protocol's.
"""

from __future__ import annotations

from studio_tools.site.store.database import Database, IdBlock
from studio_tools.site.store.opening import FORMAT, open_database
from studio_tools.site.store.tables import Tables

__all__ = ["FORMAT", "Database", "IdBlock", "Tables", "open_database"]
