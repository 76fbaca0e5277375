"""What is handed over to a worker: which run, by which claim, and the files that were extracted. Frozen data, its JSON.

A file is named either below the stage, which moves with the bench, or by an absolute path. No secret stands in it.
Not here: who writes it (handover), who does what it says (the worker).
"""

from __future__ import annotations

import json
import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from studio_tools import __version__
from studio_tools.errors import PublishError, UsageError
from studio_tools.frames import FramePattern, FrameRange
from studio_tools.model import ProductKey
from studio_tools.publish.items import Artifact, Artifacts, Finding, Origin, Severity, SourceFile
from studio_tools.storage.records import key_json

FORMAT = 1
ORDER = "order.json"
STAGE = "stage"
"""Where extractors write, on the bench."""
MODE = 0o600
_MOST = 256 * 1024 * 1024
"""Bytes; a file that is larger is no order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One publish from the moment that everything is extracted. The run's record says the rest."""

    home: str
    project: str
    storage: str
    """The root as the one who hands over sees it: who sees another does not know the run."""
    run: str
    claim: str
    generation: int
    """Of the record, when it was handed over: what went on since then is not to be taken."""
    host: str
    origin: Origin
    kind: str
    """For measures: one kind, or `mixed`."""
    spent: float
    """Seconds that went by before."""
    findings: tuple[Finding, ...]
    artifacts: Artifacts

    @property
    def files(self) -> Iterator[SourceFile]:
        return (file for made in self.artifacts.values() for form in made for file in form.files)

    def as_json(self, stage: Path) -> dict[str, object]:
        """The order, with what lies below *stage* named from there. Raises PublishError on a path that leads astray."""
        return {
            "format": FORMAT,
            "product": __version__,
            "home": self.home,
            "project": self.project,
            "storage": self.storage,
            "run": self.run,
            "claim": self.claim,
            "generation": self.generation,
            "host": self.host,
            "origin": self.origin.value,
            "kind": self.kind,
            "spent": self.spent,
            "findings": [finding.as_json() for finding in self.findings],
            "products": [
                {"key": key_json(key), "artifacts": [_artifact_json(form, stage) for form in made]}
                for key, made in self.artifacts.items()
            ],
        }

    @classmethod
    def of(cls, value: Any, stage: Path) -> Order:
        """Read an order whose stage lies at *stage*. Raises KeyError, TypeError, ValueError; PublishError on paths."""
        texts = {name: str(value[name]) for name in ("home", "project", "storage", "run", "claim", "host", "kind")}
        return cls(
            **texts,
            generation=int(value["generation"]),
            origin=Origin(value["origin"]),
            spent=float(value["spent"]),
            findings=tuple(_finding(one) for one in value["findings"]),
            artifacts={
                ProductKey(**product["key"]): tuple(_artifact(form, stage) for form in product["artifacts"])
                for product in value["products"]
            },
        )


def read_order(path: Path) -> Order:
    """Read an order of our own, written by this release, whose stage lies beside it.

    Raises UsageError where there is none, PublishError where it is another's, another release's or damaged.
    """
    value = _parsed(path, _read(path))
    if value.get("format") != FORMAT or value.get("product") != __version__:
        raise PublishError(
            f"{path.name} was written by release {value.get('product')} of studio_tools, and this is {__version__}",
            hint="Let host.worker_python name a Python with the release that the application has.",
        )
    try:
        return Order.of(value, path.parent / STAGE)
    except (KeyError, TypeError, ValueError) as cause:
        raise _damaged(path, cause) from cause


def _parsed(path: Path, data: bytes) -> dict[str, Any]:
    try:
        value = json.loads(data)
    except ValueError as cause:
        raise _damaged(path, cause) from cause
    if not isinstance(value, dict):
        raise _damaged(path, TypeError("it is no object"))
    return value


def _damaged(path: Path, cause: Exception) -> PublishError:
    told = f"{type(cause).__name__}: {cause}"
    return PublishError(f"the order {path.name} is damaged: {told}", hint="Publish again from the application.")


def _read(path: Path) -> bytes:
    """The bytes of an order; one that another user could have written is refused, for it names files to publish."""
    try:
        with path.open("rb") as stream:
            found = os.fstat(stream.fileno())
            is_foreign = os.name == "posix" and (found.st_uid != os.geteuid() or found.st_mode & 0o022)
            if is_foreign or not stat.S_ISREG(found.st_mode) or found.st_size > _MOST:
                raise PublishError(
                    f"the order {path.name} is not yours alone", hint="Nobody but its writer carries an order out."
                )
            return stream.read()
    except OSError as cause:
        raise UsageError(
            f"there is no order {path}: {cause.strerror}",
            hint="Its publish was carried out, or dropped; see `studio versions --all`.",
        ) from cause


# -- files, and where they lie


def _artifact_json(form: Artifact, stage: Path) -> dict[str, object]:
    return {
        "item": form.item,
        "representation": form.representation,
        "extension": form.extension,
        "frames": form.frames.text() if form.frames else None,
        "pattern": _pattern_json(form.pattern),
        "files": [
            {"size": file.size, "modified": file.modified, "frame": file.frame, "view": file.view}
            | _place(file.path, stage)
            for file in form.files
        ],
    }


def _artifact(value: Any, stage: Path) -> Artifact:
    return Artifact(
        item=str(value["item"]),
        representation=str(value["representation"]),
        extension=str(value["extension"]),
        frames=FrameRange.parse(value["frames"]) if value["frames"] else None,
        pattern=FramePattern(**value["pattern"]) if value["pattern"] else None,
        files=tuple(_file(file, stage) for file in value["files"]),
    )


def _pattern_json(pattern: FramePattern | None) -> dict[str, object] | None:
    if pattern is None:
        return None
    plain = ("head", "tail", "width", "udim", "sign_counts")
    return {name: getattr(pattern, name) for name in plain}


def _place(path: Path, stage: Path) -> dict[str, object]:
    """Where a file lies: `staged` below the stage, or `path` in full. Raises PublishError on what is neither."""
    if path.is_relative_to(stage):
        below = path.relative_to(stage).as_posix()
        _checked(below, stage)
        return {"staged": below}
    if not path.is_absolute() or ".." in path.parts:
        raise PublishError(f"{path} cannot be handed over: it is no full path", hint="The step must name full paths.")
    return {"path": str(path)}


def _file(value: Any, stage: Path) -> SourceFile:
    staged = value.get("staged")
    path = Path(value["path"]) if staged is None else _checked(str(staged), stage)
    if not path.is_absolute() or ".." in path.parts:
        raise PublishError(f"the order names {path}, which is no full path")
    frame = value["frame"]
    return SourceFile(
        path=path,
        size=int(value["size"]),
        modified=int(value["modified"]),
        frame=None if frame is None else int(frame),
        view=str(value["view"]),
    )


def _checked(below: str, stage: Path) -> Path:
    """A file below the stage. Raises PublishError for one that leads out of it, also by a link on the way."""
    pure = PurePosixPath(below)
    path = stage / pure
    real = os.path.realpath(path.parent)
    if pure.is_absolute() or ".." in pure.parts or not Path(real).is_relative_to(os.path.realpath(stage)):
        raise PublishError(f"{below} leads out of the stage", hint="A step must write into the stage it was given.")
    return path


def _finding(value: Any) -> Finding:
    texts = {name: str(value[name]) for name in ("item", "step", "title", "detail")}
    nodes: Sequence[str] = value["nodes"]
    return Finding(
        **texts,
        severity=Severity(value["severity"]),
        frames=FrameRange.parse(value["frames"]) if value["frames"] else None,
        nodes=tuple(map(str, nodes)),
        fixable=bool(value["fixable"]),
    )
