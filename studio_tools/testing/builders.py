"""Short ways to the things that a step's test needs: a context, an item, a world, a scope, files on disk.

Everything has a sensible value; name only what the test is about.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Any

from studio_tools.config import Settings, load_without_home
from studio_tools.frames import FrameRange
from studio_tools.host import Host, Source
from studio_tools.host.headless import HeadlessHost
from studio_tools.model import (
    Context,
    CutRange,
    Entity,
    EntityType,
    ProductKey,
    Project,
    Representation,
    Stamp,
    Task,
    User,
    Version,
    VersionStatus,
)
from studio_tools.publish.collect import items_of_files
from studio_tools.publish.items import Facts, PublishItem
from studio_tools.publish.steps import AnyStep, Previous, Scope, World

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def settings(**environ: str) -> Settings:
    """The settings that ship, with keys set as the environment does: `checks__holes="warning"`."""
    return load_without_home({f"STUDIO_TOOLS__{key.upper()}": value for key, value in environ.items()})


def a_shot(address: str = "demo/sq010/sh0010", *, cut: CutRange | None = None) -> Entity:
    """A shot by its address."""
    project, sequence, code = address.split("/")
    return Entity(type=EntityType.SHOT, project=project, sequence=sequence, code=code, cut=cut)


def an_asset(address: str = "demo/assets/dragon") -> Entity:
    """An asset by its address."""
    project, _, code = address.split("/")
    return Entity(type=EntityType.ASSET, project=project, code=code)


def a_context(entity: Entity | None = None, *, task: str = "", login: str = "artist") -> Context:
    """Somebody at work on *entity*, a shot without a cut where none is given."""
    entity = entity or a_shot()
    return Context(
        project=Project(code=entity.project),
        entity=entity,
        user=User(login=login),
        task=Task(name=task) if task else None,
    )


def a_stamp(address: str = "plate.main", number: int = 1, *, entity: Entity | None = None) -> Stamp:
    """A mark of one version of the product `kind.variant`."""
    kind, _, variant = address.partition(".")
    entity = entity or a_shot()
    return Stamp(key=ProductKey(entity.project, entity.path, kind, variant or "main"), number=number)


def an_item(*paths: Path | str, kind: str = "", variant: str = "main", facts: Iterable[object] = ()) -> PublishItem:
    """What is collected of files that exist, of one product; *facts* are added."""
    sources = [Source(path=str(path), kind=kind, variant=variant) for path in paths]
    (item,) = items_of_files(sources, settings())
    return replace(item, facts=item.facts.having(*facts))


def a_bare_item(kind: str = "render", variant: str = "main", *, facts: Iterable[object] = ()) -> PublishItem:
    """An item without any file behind it."""
    name = f"{kind}.{variant}"
    return PublishItem(id=name, label=name, kind=kind, variant=variant, members=(), facts=Facts(*facts))


def a_world(
    *,
    previous: Previous | None = None,
    versions: Mapping[str, Version] | None = None,
    free: int = 1 << 40,
    now: datetime = NOON,
    uses: Sequence[Stamp] = (),
    items: Sequence[PublishItem] = (),
) -> World:
    """A world in which *versions* (by address) exist and *previous* came before; digests are taken of real files."""
    known = versions or {}
    return World(
        previous=lambda item: previous,
        version=lambda stamp: known.get(stamp.address),
        free_bytes=lambda: free,
        digests=_digests,
        now=lambda: now,
        uses=tuple(uses),
        items=tuple(items),
    )


def a_scope(
    step: AnyStep | str,
    item: PublishItem,
    *,
    host: Host | None = None,
    context: Context | None = None,
    world: World | None = None,
    settings: Settings | None = None,
    stage: Path | None = None,
    number: int | None = None,
) -> Scope[Any]:
    """What *step* would be handed for *item*."""
    return Scope(
        step=step if isinstance(step, str) else step.id,
        host=host or HeadlessHost(),
        item=item,
        settings=settings or load_without_home({}),
        context=context or a_context(),
        world=world or a_world(items=[item]),
        stager=None if stage is None else lambda: stage,
        number=number,
    )


def some_frames(
    folder: Path, frames: FrameRange | str = "1001-1005", *, name: str = "beauty.%04d.exr", content: bytes = b"frame"
) -> Path:
    """Files for *frames* below *folder*, each holding *content* and its number; the answer is their pattern."""
    folder.mkdir(parents=True, exist_ok=True)
    for frame in FrameRange.parse(frames) if isinstance(frames, str) else frames:
        (folder / (name % frame)).write_bytes(content + f" {frame}".encode())
    return folder / name


def _digests(paths: Sequence[Path], algorithm: str) -> Mapping[Path, str]:
    if algorithm != "blake2b":
        raise ValueError(f"the built world digests with blake2b, not {algorithm}")
    return {path: hashlib.blake2b(path.read_bytes(), digest_size=32).hexdigest() for path in paths}


def a_version(stamp: Stamp, *, created: datetime = NOON, **more: Any) -> Version:
    """A sealed version with one representation; *more* are other fields of Version."""
    fields: dict[str, Any] = {
        "status": VersionStatus.SEALED,
        "representations": (
            Representation(name="exr", path=PurePosixPath("a.%04d.exr"), frames=None, files=1, size=1),
        ),
        **more,
    }
    return Version(
        key=stamp.key,
        number=stamp.number,
        run="r1",
        folder=PurePosixPath("demo/v003"),
        digest="",
        comment="",
        author=User(login="artist"),
        created=created,
        **fields,
    )
