"""What an address means among the versions that storage holds: a project, a sequence with its shots, a product, one."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from studio_tools.errors import ContextError, Tampered, TrackerError, VersionUnknown
from studio_tools.model import Address, ProductKey, Version, VersionStatus
from studio_tools.projects import Gathered, Projects
from studio_tools.session import Session


def one(session: Session, address: Address) -> Version:
    """The version an address names; without a number the latest live one.

    Raises VersionUnknown naming the nearest, or saying that all are retracted; Tampered where its record is damaged.
    """
    try:
        return session.storage.catalog.version(address)
    except VersionUnknown:
        if address.kind and address.entity:
            key = ProductKey.of(address)
            _refuse_damaged(session, key, address.number)
            if address.number is None:
                _refuse_retracted(session, key)
        raise


def committed(session: Session, address: Address) -> Version:
    """Like `one`, but only what is published. Raises VersionUnknown saying what became of its number."""
    version = one(session, address)
    if version.status.is_committed:
        return version
    if version.status is VersionStatus.ABANDONED:
        why = f" ({version.reason})" if version.reason else ""
        raise VersionUnknown(
            f"{version.address} is ABANDONED: its number was given up{why}",
            hint="Nothing was published under it, and it is never given again; `studio versions --all` lists it.",
            details={"status": version.status.value, "run": version.run},
        )
    raise VersionUnknown(
        f"{version.address} is not published: it is {version.status.value}",
        hint=f"`studio resume` settles it; `studio resume --discard {version.run}` drops it.",
        details={"status": version.status.value, "run": version.run},
    )


def _refuse_damaged(session: Session, key: ProductKey, number: int | None) -> None:
    """A number that was given must not pass for one that never was, only because its record cannot be read."""
    catalog = session.storage.catalog
    asked = session.storage.ledger.numbers(key) if number is None else [number]
    for found in reversed(asked):
        path = catalog.damage(key, found)
        if path is not None:
            raise Tampered(
                f"the record of {key.address(found)} is missing or damaged",
                hint=f"Restore {path} from a backup; `studio verify` and `studio doctor` name all that is damaged.",
                details={"address": key.address(found), "path": str(path)},
            )


def _refuse_retracted(session: Session, key: ProductKey) -> None:
    versions = session.storage.catalog.versions(key)
    if not versions:
        return
    last = versions[-1]
    instead = f", use {last.replacement}" if last.replacement else ""
    raise VersionUnknown(
        f"{key.address()} has no latest version: every one is retracted",
        hint=f"The last was {last.address} ({last.reason}{instead}). Publish a new one, or name one with its number.",
        details={"retracted": [version.address for version in versions]},
    )


def matching(session: Session, address: Address) -> Iterator[Version]:
    """Every committed version below an address.

    Raises VersionUnknown where one version is named that is not there.
    """
    catalog = session.storage.catalog
    if address.is_version:
        yield committed(session, address)
    else:
        yield from (version for version in catalog.walk(address.project) if covers(address, version.key))


def covers(address: Address, key: ProductKey) -> bool:
    """Whether a product lies below an address; a sequence covers its shots, a kind all its variants."""
    below = not address.entity or key.entity == address.entity or key.entity.startswith(f"{address.entity}/")
    kind = not address.kind or key.kind == address.kind
    variant = not address.variant or key.variant == address.variant
    return address.project == key.project and below and kind and variant


def listing(session: Session, address: Address, *, everything: bool = False) -> list[Version]:
    """The versions below an address, sorted by product and number; *everything* adds unfinished and abandoned ones.

    Raises VersionUnknown, and ContextError where nobody knows the entity.
    """
    if address.is_version:
        return [one(session, address)]
    found = [version for version in _listed(session, address.project, everything) if covers(address, version.key)]
    if not found:
        refuse_unknown(session, address)
    return found


def listing_of_all(projects: Projects, *, everything: bool = False) -> Gathered[Version]:
    """Like `listing`, of every project. Raises StorageError where the one storage of all projects is away."""
    return projects.gather(lambda code, session: _listed(session, code, everything))


def _listed(session: Session, project: str, everything: bool) -> Iterator[Version]:
    catalog = session.storage.catalog
    for key in sorted(catalog.products(project)):
        yield from catalog.versions(key, all=everything)


def refuse_unknown(session: Session, address: Address) -> None:
    """Name the nearest, where nobody knows the entity (ContextError) or the product (VersionUnknown).

    An entity that has published nothing yet is well, and so is a kind of which it has nothing yet.
    """
    storage = session.storage
    projects = set(storage.catalog.projects())
    if address.project in projects:
        wanted = address.entity
        known = set(storage.cache.names(address.project))
        known |= {key.entity for key in storage.catalog.products(address.project)}
        is_known = not wanted or any(name == wanted or name.startswith(f"{wanted}/") for name in known)
    else:
        wanted, known, is_known = address.project, projects, False
    if not is_known and not _tracker_knows(session, address):
        near = difflib.get_close_matches(wanted, sorted(known), n=1)
        guess = f"; did you mean {near[0]}?" if near else ""
        raise ContextError(f"nothing is known of {address.bare()}{guess}", details={"nearest": near})
    if address.kind:
        _refuse_unknown_product(session, address)


def _refuse_unknown_product(session: Session, address: Address) -> None:
    there = sorted(key for key in session.storage.catalog.products(address.project) if covers(address.bare(), key))
    if not there or any(covers(address, key) for key in there):
        return
    if address.kind in session.settings.kinds and all(key.kind != address.kind for key in there):
        return
    names = sorted({key.name for key in there})
    wanted = f"{address.kind}.{address.variant}" if address.variant else address.kind
    near = difflib.get_close_matches(wanted, names, n=1, cutoff=0.3)
    guess = f"; did you mean {near[0]}?" if near else ""
    raise VersionUnknown(
        f"{address.bare()} has no product {wanted}{guess}",
        hint=f"It has {', '.join(names[:8])}{' …' if len(names) > 8 else ''}.",
        details={"nearest": near, "products": names},
    )


def _tracker_knows(session: Session, address: Address) -> bool:
    try:
        if address.entity:
            return session.tracker.entity(address.bare()) is not None
        return session.tracker.project(address.project) is not None
    except TrackerError:
        return False
