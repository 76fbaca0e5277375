"""Which status means pending, published and retracted on this site: the configured ones where the site knows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from studio_tools.errors import TrackerRefused


class Configured(Protocol):
    """The part of the settings that names statuses."""

    @property
    def status_pending(self) -> str: ...

    @property
    def status_published(self) -> str: ...

    @property
    def status_retracted(self) -> str: ...


_PENDING = ("wtg", "rdy", "ip", "na")
_PUBLISHED = ("cmpt", "fin", "apr", "vwd")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statuses:
    pending: str
    published: str
    retracted: str

    @classmethod
    def on(cls, valid: Sequence[str], configured: Configured) -> Statuses:
        """Choose among *valid*; where a configured one is not there, its usual kin.

        A site that cannot tell pending from published is refused: nothing half made may look published.
        A site without a status for what is retracted shows it as pending again.
        """
        published = _first([configured.status_published, *_PUBLISHED], valid)
        pending = _first([configured.status_pending, *_PENDING], [one for one in valid if one != published])
        if not (published and pending):
            raise TrackerRefused(
                "the site has no statuses to tell a pending published file from a finished one",
                hint="Name two of them in tracker.status_pending and tracker.status_published.",
                details={"valid": list(valid)},
            )
        hidden = _first([configured.status_retracted], [one for one in valid if one != published])
        return cls(pending=pending, published=published, retracted=hidden or pending)


def _first(wanted: Sequence[str], valid: Sequence[str]) -> str:
    return next((one for one in wanted if one and one in valid), "")
