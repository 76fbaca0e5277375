"""What becomes of versions after they were published: verify, show, where-used, retract. Nothing here deletes."""

from __future__ import annotations

from studio_tools.versions.retract import Retracted, retract
from studio_tools.versions.scope import committed, covers, listing, listing_of_all, matching, one
from studio_tools.versions.show import Shown, show
from studio_tools.versions.uses import Graph, Use, Web, where_used
from studio_tools.versions.verify import VerifyReport, verify

__all__ = [
    "Graph",
    "Retracted",
    "Shown",
    "Use",
    "VerifyReport",
    "Web",
    "committed",
    "covers",
    "listing",
    "listing_of_all",
    "matching",
    "one",
    "retract",
    "show",
    "verify",
    "where_used",
]
