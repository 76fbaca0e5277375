"""What an address means among the versions that storage holds: a project, a sequence with its shots, a product, one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from studio_tools.errors import ContextError, TrackerError
from studio_tools.model import Address, ProductKey, Version
from studio_tools.session import Session


def matching(session: Session, address: Address | None) -> Iterator[Version]:
    """Every committed version below an address; below everything where there is none.

    Raises VersionUnknown where one version is named that is not there.
    """
    catalog = session.storage.catalog
    if address is None:
        yield from catalog.walk()
    elif address.is_version:
        yield catalog.version(address)
    else:
        yield from (version for version in catalog.walk(address.project) if covers(address, version.key))


def covers(address: Address, key: ProductKey) -> bool:
    """Whether a product lies below an address; a sequence covers its shots, a kind all its variants."""
    below = not address.entity or key.entity == address.entity or key.entity.startswith(f"{address.entity}/")
    kind = not address.kind or key.kind == address.kind
    variant = not address.variant or key.variant == address.variant
    return address.project == key.project and below and kind and variant


def listing(session: Session, address: Address | None, *, everything: bool = False) -> list[Version]:
    """The versions below an address, sorted by product and number; *everything* adds unfinished and abandoned ones.

    Raises VersionUnknown, and ContextError where nobody knows the entity.
    """
    catalog = session.storage.catalog
    if address is not None and address.is_version:
        return [catalog.version(address)]
    projects = [address.project] if address is not None else catalog.projects()
    keys = [key for code in projects for key in catalog.products(code) if address is None or covers(address, key)]
    found = [version for key in sorted(keys) for version in catalog.versions(key, all=everything)]
    if not found and address is not None:
        refuse_unknown(session, address)
    return found


def refuse_unknown(session: Session, address: Address) -> None:
    """Raise ContextError naming the nearest, where neither storage nor its memory nor the tracker knows the entity."""
    storage = session.storage
    projects = set(storage.catalog.projects())
    if address.project in projects:
        wanted = address.entity
        known = set(storage.cache.names(address.project))
        known |= {key.entity for key in storage.catalog.products(address.project)}
        is_known = not wanted or any(one == wanted or one.startswith(f"{wanted}/") for one in known)
    else:
        wanted, known, is_known = address.project, projects, False
    if not is_known and not _tracker_knows(session, address):
        near = difflib.get_close_matches(wanted, sorted(known), n=1)
        guess = f"; did you mean {near[0]}?" if near else ""
        raise ContextError(f"nothing is known of {address.bare()}{guess}", details={"nearest": near})


def _tracker_knows(session: Session, address: Address) -> bool:
    try:
        if address.entity:
            return session.tracker.entity(address.bare()) is not None
        return session.tracker.project(address.project) is not None
    except TrackerError:
        return False
