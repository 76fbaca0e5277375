"""The two sides that a plan compares: the version before, from its manifest, and what would be published now.

Sources are digested only where sizes are equal, since nothing else needs a look inside.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from studio_tools.errors import ConfigError, StorageError
from studio_tools.model import ProductKey, Stamp
from studio_tools.publish.difference import Content, Difference, Place, Side, compare, to_be_digested
from studio_tools.publish.items import Artifact, SourceFile
from studio_tools.publish.steps import Previous
from studio_tools.storage import ManifestFile, Storage


def difference_to(
    storage: Storage,
    key: ProductKey,
    previous: Previous | None,
    artifacts: Sequence[Artifact],
    *,
    names: Mapping[Path, str],
    settings: Mapping[str, object],
    upstream: tuple[Stamp, ...],
) -> Difference:
    """What publishing *artifacts* would change. *names* are the published names by source. Raises StorageError."""
    sources = {_place(artifact, file): file for artifact in artifacts for file in artifact.files}
    old = {_kept(file): file for file in previous.manifest.files} if previous else {}
    before = {place: Content(file.size, file.digest) for place, file in old.items()}
    alike = to_be_digested(before, {place: file.size for place, file in sources.items()})
    digests, redone = _digests(storage, previous, {place: (old[place], sources[place]) for place in alike})
    after = {place: Content(file.size, digests.get(place, "")) for place, file in sources.items()}
    return compare(
        key,
        Side(
            files=before | {place: Content(before[place].size, digest) for place, digest in redone.items()},
            names={place: file.name for place, file in old.items()},
            settings=previous.manifest.facts if previous else {},
            upstream=previous.manifest.upstream if previous else (),
        ),
        Side(
            files=after,
            names={place: names[file.path] for place, file in sources.items()},
            settings=json.loads(json.dumps(settings)),  # as it comes back from a manifest
            upstream=upstream,
        ),
        previous=previous.version.address if previous else "",
    )


def _place(artifact: Artifact, file: SourceFile) -> Place:
    return Place(artifact.representation, file.view, file.frame)


def _kept(file: ManifestFile) -> Place:
    return Place(file.representation, file.view, file.frame)


def _digests(
    storage: Storage, previous: Previous | None, pairs: Mapping[Place, tuple[ManifestFile, SourceFile]]
) -> tuple[Mapping[Place, str], Mapping[Place, str]]:
    """Digests of the sources, and new ones of the old files where theirs are of an algorithm we do not have."""
    told: dict[Place, str] = {}
    redone: dict[Place, str] = {}
    for algorithm in sorted({old.algorithm for old, _ in pairs.values()}):
        those = {place: pair for place, pair in pairs.items() if pair[0].algorithm == algorithm}
        sources = {place: source.path for place, (_, source) in those.items()}
        try:
            told |= _by_place(sources, storage.digests(list(sources.values()), algorithm))
        except ConfigError:
            if previous is None:
                raise
            told |= _by_place(sources, storage.digests(list(sources.values()), storage.algorithm))
            folder = storage.folder(previous.version)
            redone |= _again(storage, {place: folder / old.name for place, (old, _) in those.items()})
    return told, redone


def _again(storage: Storage, paths: Mapping[Place, Path]) -> dict[Place, str]:
    """Digest published files once more; "" for all where one of them cannot be read, so that they count as changed."""
    try:
        return _by_place(paths, storage.digests(list(paths.values()), storage.algorithm))
    except StorageError:
        return dict.fromkeys(paths, "")


def _by_place(paths: Mapping[Place, Path], digests: Mapping[Path, str]) -> dict[Place, str]:
    return {place: digests[path] for place, path in paths.items()}
