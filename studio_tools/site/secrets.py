"""Keys, passwords and session tokens: kept as salted digests, compared in constant time, never read back."""

from __future__ import annotations

import hashlib
import hmac
from secrets import token_hex

from sqlalchemy import Connection, delete, insert, select

from studio_tools.site.store import Tables

_SCRYPT_COST = 2**14
_MAX_PASSWORD = 1024


def keep(connection: Connection, tables: Tables, entity_type: str, entity_id: int, secret: str | None) -> None:
    """Replace the secret of a script or a person; None takes it away."""
    table = tables.secret
    connection.execute(delete(table).where(table.c.entity_id == entity_id))
    if secret:
        salt = token_hex(16)
        row = {"entity_id": entity_id, "kind": entity_type, "salt": salt, "digest": _digest(entity_type, secret, salt)}
        connection.execute(insert(table), [row])


def matches(connection: Connection, tables: Tables, entity_type: str, entity_id: int, secret: str) -> bool:
    """Whether the secret is the one that was kept."""
    table = tables.secret
    query = select(table.c.salt, table.c.digest).where(table.c.entity_id == entity_id, table.c.kind == entity_type)
    row = connection.execute(query).first()
    if row is None or len(secret) > _MAX_PASSWORD:
        return False
    return hmac.compare_digest(_digest(entity_type, secret, row[0]), row[1])


def token_digest(token: str) -> str:
    """A session token as it is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def _digest(entity_type: str, secret: str, salt: str) -> str:
    raw, salted = secret.encode(), bytes.fromhex(salt)
    if entity_type == "ApiUser":
        # A key is long and random and is checked on every call: one keyed digest is enough, and quick.
        return hmac.new(salted, raw, hashlib.sha256).hexdigest()
    return hashlib.scrypt(raw, salt=salted, n=_SCRYPT_COST, r=8, p=1).hex()
