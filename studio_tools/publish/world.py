"""The world as a session sees it: what steps and plans ask of storage, each answer fetched once and kept."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from functools import cache

from studio_tools.errors import OutsideRoot, StorageError
from studio_tools.model import ProductKey, Stamp, Version
from studio_tools.publish.items import PublishItem
from studio_tools.publish.prepare import Asked
from studio_tools.publish.steps import Previous, World
from studio_tools.storage import Storage
from studio_tools.whereabouts import Whereabouts

LOG = logging.getLogger(__name__)


def world_of(asked: Asked) -> World:
    """The world for one publish. Nothing is looked up yet."""
    storage, whereabouts = asked.session.storage, Whereabouts(asked.session)

    def storage_of(key: ProductKey) -> Storage:
        return whereabouts.storage_of(key.project)

    @cache
    def previous(kind: str, variant: str) -> Previous | None:
        latest = storage.catalog.latest(asked.product(kind, variant))
        if latest is None:
            return None
        try:
            return Previous(version=latest, manifest=storage.catalog.manifest(latest))
        except OutsideRoot:
            raise
        except StorageError as error:
            LOG.warning("%s is not compared with: %s", latest.address, error)  # `verify` says all that is wrong
            return None

    @cache
    def version(stamp: Stamp) -> Version | None:
        return storage_of(stamp.key).catalog.find(stamp)

    @cache
    def facts(stamp: Stamp) -> Mapping[str, object]:
        try:
            found = version(stamp)
            return {} if found is None else storage_of(stamp.key).catalog.manifest(found).facts
        except OutsideRoot:
            raise
        except StorageError as error:
            LOG.warning("the facts of %s are not known: %s", stamp.address, error)
            return {}

    @cache
    def latest(key: ProductKey) -> Version | None:
        try:
            return storage_of(key).catalog.latest(key)
        except StorageError as error:
            product = f"{key.project}/{key.entity}:{key.name}"
            LOG.warning("whether there is something newer of %s is not known: %s", product, error)
            return None

    def of_item(item: PublishItem) -> Previous | None:
        return previous(item.kind, item.variant)

    return World(
        previous=of_item,
        version=version,
        free_bytes=storage.free_bytes,
        digests=storage.digests,
        now=asked.session.now,
        facts=facts,
        origin=cache(whereabouts.origin),
        latest=lambda stamp: latest(stamp.key),
        uses=asked.request.uses,
    )
