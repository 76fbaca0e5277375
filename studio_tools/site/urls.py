"""Addresses that the site hands out: signed, and good for a while.

Signed, because the client loses its cookie on any port but 80, and images are fetched without credentials.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import quote

LIFETIME = timedelta(hours=24)
PENDING_PATH = "/images/status/transient/thumbnail_pending.png"


@dataclass(frozen=True, slots=True, kw_only=True)
class Urls:
    """Makes and checks addresses below one host."""

    base: str
    """Scheme and host, without a trailing slash."""
    secret: bytes
    now: datetime

    def signed(self, path: str, name: str = "") -> str:
        """An address that authorises itself until it expires."""
        expires = int((self.now + LIFETIME).timestamp())
        # A steady expiry within the hour keeps pages cacheable and answers comparable.
        expires -= expires % 3600
        tail = f"&name={quote(name)}" if name else ""
        return f"{self.base}{path}?expires={expires}&signature={self._sign(path, expires)}{tail}"

    def is_valid(self, path: str, expires: str, signature: str) -> bool:
        """Whether the address was made by this site and has not expired."""
        if not expires.isdigit() or int(expires) < self.now.timestamp():
            return False
        return hmac.compare_digest(self._sign(path, int(expires)), signature)

    def pending(self) -> str:
        """Where an image points while its thumbnail is being made."""
        return self.base + PENDING_PATH

    def _sign(self, path: str, expires: int) -> str:
        return hmac.new(self.secret, f"{path}\n{expires}".encode(), hashlib.sha256).hexdigest()[:40]
