"""The schema: which entity types and fields the site has, read from `stock.json` and from fields made at run time.

What a data type means is not here (values, relations), nor how a type is stored (store.tables).
"""

from __future__ import annotations

from studio_tools.site.schema.catalog import Schema, load_schema
from studio_tools.site.schema.fields import EntityType, Field, Inverse, Link, Mirror, Own, Via

__all__ = ["EntityType", "Field", "Inverse", "Link", "Mirror", "Own", "Schema", "Via", "load_schema"]
