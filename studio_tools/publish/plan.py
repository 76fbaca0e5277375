"""What a publish would do, told beforehand: versions, files, writes on the tracker, the difference to the last version.

Nothing is touched: storage and tracker are only asked. Another publish may take the number that is foretold.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Protocol, runtime_checkable

from studio_tools.errors import Blocked, TrackerError
from studio_tools.host import Host
from studio_tools.jobs import Flow, Job, Phase
from studio_tools.model import Context, ProductKey
from studio_tools.publish.difference import Difference
from studio_tools.publish.filling import frame_digits
from studio_tools.publish.flow import recipes_of
from studio_tools.publish.integrate import targets
from studio_tools.publish.items import Artifact, Finding, PublishItem, PublishRequest, Severity, Sources
from studio_tools.publish.prepare import Asked, Learned, prepare, refuse_blocked, upstream_of
from studio_tools.publish.recipe import Recipes
from studio_tools.publish.sides import difference_to
from studio_tools.publish.steps import World
from studio_tools.publish.world import world_of
from studio_tools.session import Session

STEP = "core.plan"


@runtime_checkable
class Foretells(Protocol):
    """A tracker that can say what `prepare` would make, without making it."""

    def missing(self, file_types: frozenset[str], *, root: Path) -> Mapping[str, tuple[str, ...]]:
        """The codes of what is not there, by entity type: PublishedFileType, LocalStorage."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedVersion:
    key: ProductKey
    number: int
    path: Path
    """The folder, on this machine."""
    artifacts: tuple[Artifact, ...]
    files: tuple[Path, ...]
    """Every published file, in the order of the artifacts' files."""

    @property
    def address(self) -> str:
        return self.key.address(self.number)

    @property
    def size(self) -> int:
        """Bytes, of all files together."""
        return sum(file.size for artifact in self.artifacts for file in artifact.files)

    def as_json(self) -> dict[str, object]:
        return {
            "address": self.address,
            "number": self.number,
            "path": str(self.path),
            "files": [str(path) for path in self.files],
            "bytes": self.size,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """One record that would be created on the tracker, with its fields as they end up.

    As JSON the record's own `entity` field is called `link`, since *entity* says what is created.
    """

    entity: str
    fields: Mapping[str, object]

    def as_json(self) -> dict[str, object]:
        fields = {"link" if name == "entity" else name: value for name, value in self.fields.items()}
        return {"entity": self.entity, "action": "create"} | fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    versions: tuple[PlannedVersion, ...] = ()
    writes: tuple[Write, ...] = ()
    difference: Difference = field(default_factory=Difference)
    findings: tuple[Finding, ...] = ()
    is_blocked: bool = False
    """Whether the findings would stop the publish."""

    @property
    def size(self) -> int:
        """Bytes to be copied."""
        return sum(version.size for version in self.versions)

    def as_json(self) -> dict[str, object]:
        return {
            "versions": [version.as_json() for version in self.versions],
            "writes": [write.as_json() for write in self.writes],
            "difference": self.difference.as_json(),
            "findings": [finding.as_json() for finding in self.findings],
            "blocked": self.is_blocked,
            "bytes": self.size,
        }


def plan(
    session: Session, context: Context, host: Host, request: PublishRequest, *, recipes: Recipes | None = None
) -> Flow[Plan]:
    """Say what `publish` would do with the same arguments. Raises what collecting and checking raise."""
    session.storage.require(may_write=False)  # an absent mount has no numbers to foretell
    known = recipes or recipes_of(session, host.name)
    asked = Asked(session=session, context=context, host=host, request=request, recipes=known)
    learned = Learned()
    world = yield from prepare(asked, world_of(asked), learned)
    blocked = _is_blocked(learned.findings, request)
    highest = yield from _highest_on_tracker(asked, learned)
    versions: list[PlannedVersion] = []
    difference = Difference()
    for item in learned.items:
        outcome = yield Job(Phase.PLAN, STEP, item.id, partial(_version, asked, item, highest.get(asked.key(item), 0)))
        version: PlannedVersion = outcome.get()
        versions.append(version)
        if Sources not in item.facts:
            learned.findings.append(_info(item, f"which files {item.id} has is known only when it is exported"))
        outcome = yield Job(Phase.PLAN, "core.difference", item.id, partial(_difference, asked, item, world, version))
        difference += outcome.get()
    outcome = yield Job(Phase.PLAN, "core.writes", "", partial(_writes, asked, tuple(versions), learned.items))
    return Plan(
        versions=tuple(versions),
        writes=outcome.get(),
        difference=difference,
        findings=tuple(learned.findings),
        is_blocked=blocked,
    )


def _is_blocked(findings: list[Finding], request: PublishRequest) -> bool:
    try:
        refuse_blocked(findings, accept_warnings=request.accept_warnings)
    except Blocked:
        return True
    return False


def _highest_on_tracker(asked: Asked, learned: Learned) -> Flow[Mapping[ProductKey, int]]:
    """The highest numbers that the tracker knows; without it they come from storage alone, and that is told."""
    tracker = asked.session.tracker
    keys = [asked.key(item) for item in learned.items]
    outcome = yield Job(Phase.PLAN, "core.numbers", "", lambda: {key: tracker.highest_number(key) for key in keys})
    if isinstance(outcome.error, TrackerError):
        title = "the site could not be asked; numbers come from the storage alone"
        learned.findings += [_info(item, title, outcome.error.message) for item in learned.items[:1]]
        return {}
    numbers: Mapping[ProductKey, int] = outcome.get()
    return numbers


def _info(item: PublishItem, title: str, detail: str = "") -> Finding:
    return Finding(item=item.id, step=STEP, severity=Severity.INFO, title=title, detail=detail)


def _version(asked: Asked, item: PublishItem, on_tracker: int) -> PlannedVersion:
    key, storage = asked.key(item), asked.session.storage
    number = max(storage.numbers.highest(key), on_tracker) + 1
    sources = item.facts.get(Sources)
    artifacts = sources.artifacts(item.id) if sources else ()
    return PlannedVersion(
        key=key,
        number=number,
        path=storage.root.local(storage.layout.version_folder(key, number)),
        artifacts=artifacts,
        files=tuple(storage.root.local(path) for path in targets(asked.session, key, number, artifacts)),
    )


def _difference(asked: Asked, item: PublishItem, world: World, version: PlannedVersion) -> Difference:
    sources = (file.path for artifact in version.artifacts for file in artifact.files)
    return difference_to(
        asked.session.storage,
        version.key,
        world.previous(item),
        version.artifacts,
        names={source: path.name for source, path in zip(sources, version.files, strict=True)},
        settings=item.facts.settings(),
        upstream=upstream_of(item, asked.request),
    )


def _writes(asked: Asked, versions: tuple[PlannedVersion, ...], items: tuple[PublishItem, ...]) -> tuple[Write, ...]:
    files = [
        write for version, item in zip(versions, items, strict=True) for write in _published_files(asked, version, item)
    ]
    types = frozenset(str(write.fields["published_file_type"]) for write in files)
    tracker, root = asked.session.tracker, asked.session.storage.root.path
    missing: Mapping[str, tuple[str, ...]] = {}
    if isinstance(tracker, Foretells):
        try:
            missing = tracker.missing(types, root=root)
        except TrackerError:
            missing = {}  # that the site is away has been told with the numbers
    made = [Write(entity=entity, fields={"code": code}) for entity, codes in missing.items() for code in codes]
    return (*made, *files)


def _published_files(asked: Asked, version: PlannedVersion, item: PublishItem) -> Iterator[Write]:
    context, tracker = asked.context, asked.session.settings.tracker
    for artifact in version.artifacts:
        path = _spelled(asked, version, artifact)
        yield Write(
            entity="PublishedFile",
            fields={
                "code": path.name,
                "name": version.key.name,
                "version_number": version.number,
                "published_file_type": tracker.file_type(item.kind, artifact.representation),
                "path": str(path),
                "project": context.project.code,
                "entity": f"{context.project.code}/{context.entity.path}",
                "task": context.task.name if context.task else None,
                "description": asked.request.comment,
                "sg_status_list": tracker.status_published,
                "upstream_published_files": [stamp.address for stamp in upstream_of(item, asked.request)],
            },
        )


def _spelled(asked: Asked, version: PlannedVersion, artifact: Artifact) -> Path:
    """The one path that stands for a representation; frames as %04d, views as %V."""
    is_sequence = any(file.frame is not None for file in artifact.files)
    name = asked.session.storage.layout.names.file_name(
        version.key,
        version.number,
        ending=artifact.extension,
        frame=f"%0{frame_digits(artifact)}d" if is_sequence else "",
        view="%V" if any(file.view for file in artifact.files) else "",
    )
    return version.path / name
