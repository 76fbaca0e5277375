"""A publish without a person: a request as a JSON file in, an answer as a JSON file out, and an exit code.

Any host with a scene will do; the doors in `dcc` start theirs and hand it in. Not here: the shell's publish (cli).
"""

from __future__ import annotations

import json
import logging
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from dataclasses import MISSING, dataclass, fields
from pathlib import Path
from typing import Any

from studio_tools.bootstrap import open_studio
from studio_tools.cli.answer import Answer
from studio_tools.cli.progress import interruptible
from studio_tools.config import find_home
from studio_tools.errors import StorageError, StudioError, UsageError
from studio_tools.events import Event
from studio_tools.host import Scene
from studio_tools.model import Address
from studio_tools.publish.catalog import nearest
from studio_tools.publish.ending import standing
from studio_tools.publish.items import Origin, PublishRequest
from studio_tools.studio import Studio
from studio_tools.worker.answers import answered, driven, of_report

LOG = logging.getLogger(__name__)

Hosts = Callable[[], AbstractContextManager[Scene]]
"""Starts a host, and ends it with the block."""

_DOORS = """\
Ask an application's own door, by the Python that it brings:
       mayapy -m dcc.maya.batch REQUEST REPORT
       python -m dcc.nuke.batch REQUEST REPORT
       python -m dcc.blender.batch REQUEST REPORT
       What lies in files needs none: studio publish."""

_TYPES: Mapping[str, tuple[type, str]] = {
    "str": (str, "text"),
    "bool": (bool, "true or false"),
    "tuple[str, ...]": (list, "a list of texts"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchRequest:
    """What is asked: each field is a key of the file, and no other key is known."""

    address: str
    """The shot, asset or sequence, and perhaps the task."""
    scene: str
    """The scene file to open, as a full path."""
    home: str = ""
    """"" takes STUDIO_TOOLS_HOME, or the nearest home above the current folder."""
    kind: str = ""
    """Of all that the scene offers, what is of this kind."""
    variant: str = ""
    """And of this variant."""
    outputs: tuple[str, ...] = ()
    """Or these alone, by name: `render.main`."""
    comment: str = ""
    uses: tuple[str, ...] = ()
    """Versions it was made from, beside those that the scene tells of."""
    accept_warnings: bool = False
    plan: bool = False
    """Say what would happen, and touch nothing."""

    @classmethod
    def of(cls, value: object) -> BatchRequest:
        """Read what a file holds. Raises UsageError on a key that is unknown, missing or of the wrong kind."""
        if not isinstance(value, dict):
            raise UsageError("a request is a JSON object", hint=f"Its keys: {', '.join(_keys())}.")
        known = {each.name: each for each in fields(cls)}
        for key in value:
            if key not in known:
                raise UsageError(f"a request has no {key!r}{nearest(key, known)}", hint=f"Keys: {', '.join(known)}.")
        for name, each in known.items():
            if name not in value and each.default is MISSING:
                raise UsageError(f"the request does not say its {name!r}", hint=f"Keys: {', '.join(known)}.")
        return cls(**{key: _typed(key, found, str(known[key].type)) for key, found in value.items()})


def _keys() -> list[str]:
    return [each.name for each in fields(BatchRequest)]


def _typed(key: str, value: object, annotation: str) -> Any:
    wanted, spoken = _TYPES[annotation]
    is_right = isinstance(value, wanted)
    if wanted is list and isinstance(value, list):
        is_right = all(isinstance(word, str) for word in value)
        value = tuple(value)
    if not is_right:
        raise UsageError(f"the request's {key!r} must be {spoken}", hint="A request is plain JSON.")
    return value


def read_request(path: Path) -> BatchRequest:
    """Read a request. Raises UsageError where there is none, or one that cannot be meant."""
    try:
        value = json.loads(path.read_bytes())
    except OSError as cause:
        raise UsageError(f"the request {path} cannot be read: {cause.strerror}", hint="Name a JSON file.") from cause
    except ValueError as cause:
        raise UsageError(f"the request {path} is no JSON: {cause}", hint="Write it as one JSON object.") from cause
    return BatchRequest.of(value)


def main(argv: Sequence[str], environ: Mapping[str, str], hosts: Hosts) -> int:
    """Do what the file `argv[0]` asks in a host, write the answer to `argv[1]`, and return the exit code."""
    if len(argv) != 2:
        _tell(
            UsageError(
                "name two files, the request and the report: REQUEST REPORT",
                hint=f"A request is a JSON object; its keys: {', '.join(_keys())}.",
            )
        )
        return UsageError.exit_code
    report = Path(argv[1])
    with interruptible():
        answer = answered(lambda: _done(argv[0], report, environ, hosts), argv=argv, environ=environ)
        if answer.error is not None:
            _tell(answer.error)
        return answer.exit_code if _write(report, answer) else StorageError.exit_code


def _tell(error: StudioError) -> None:
    """What went wrong and what to do, as `studio` says it; a farm keeps stderr in the job's log."""
    hint = f"       {error.hint}\n" if error.hint else ""
    sys.stderr.write(f"error: {error.message}  [{error.code}]\n{hint}")


def _done(path: str, report: Path, environ: Mapping[str, str], hosts: Hosts) -> Answer:
    request = read_request(Path(path))
    address, scene = _address(request), _scene(request)
    home = find_home(request.home or None, environ, Path.cwd())

    def work(host: Scene) -> Answer:
        told: list[Event] = []
        with open_studio(home, environ, project=address.project, host=host, listeners=[told.append]) as studio:
            host.open(scene, force=True)
            return _answer(studio, host, address, request, told)

    found: list[Answer] = []
    try:
        with hosts() as host:
            found.append(answered(lambda: work(host), argv=[path], environ=environ))
            _write(report, found[0])  # at once: an application that crashes when it ends must not hide what it did
    except Exception:
        if not found:
            raise
        LOG.warning("the application did not end well", exc_info=True)
    return found[0]


def _answer(studio: Studio, host: Scene, address: Address, request: BatchRequest, told: list[Event]) -> Answer:
    asked = PublishRequest(
        comment=request.comment,
        origin=_origin(host),
        uses=tuple(studio.stamp(Address.parse(one)) for one in request.uses),
        items=_items(host, request),
        accept_warnings=request.accept_warnings,
    )
    if request.plan:
        return Answer(result=driven(studio.plan(address, asked)).as_json())
    try:
        report = driven(studio.publish(address, asked))
    except KeyboardInterrupt:
        run = next((event.run for event in reversed(told) if event.run), "")
        found = standing(studio.session.storage.runs(address.project), run)
        if found is None:
            raise
        report = found
    return of_report(report, studio.local)


def _address(request: BatchRequest) -> Address:
    address = Address.parse(request.address)
    if not address.entity or address.kind or address.is_version:
        raise UsageError(
            f"the address {request.address} is no shot, asset or sequence",
            hint="Write it like demo/sq010/sh0010; kind, variant and outputs have keys of their own.",
        )
    return address


def _scene(request: BatchRequest) -> Path:
    path = Path(request.scene)
    if not path.is_absolute():
        raise UsageError(f"the scene {request.scene!r} is no full path", hint="A farm has no current folder to trust.")
    return path


def _origin(host: Scene) -> Origin:
    try:
        return Origin(host.name)
    except ValueError:
        return Origin.FARM


def _items(host: Scene, request: BatchRequest) -> frozenset[str] | None:
    """What of the scene is meant; None means all. Raises UsageError where nothing is."""
    if request.outputs and (request.kind or request.variant):
        raise UsageError("the request names outputs, and a kind or variant as well", hint="Say it one way.")
    if request.outputs:
        return frozenset(request.outputs)
    if not (request.kind or request.variant):
        return None
    offered = host.outputs()
    chosen = frozenset(
        f"{one.kind}.{one.variant}"
        for one in offered
        if request.kind in {"", one.kind} and request.variant in {"", one.variant}
    )
    if not chosen:
        names = sorted(f"{one.kind}.{one.variant}" for one in offered)
        wanted = f"{request.kind or '*'}.{request.variant or '*'}"
        told = f"It offers {', '.join(names)}." if names else "It offers nothing."
        raise UsageError(f"the scene offers no {wanted}{nearest(wanted, names)}", hint=told)
    return chosen


def _write(path: Path, answer: Answer) -> bool:
    """Write the answer, whole or not at all; whether that could be done."""
    text = json.dumps(answer.as_json(), indent=2, default=str) + "\n"
    name = ""
    try:
        number, name = tempfile.mkstemp(prefix=f".{path.name}-", dir=path.parent)
        with os.fdopen(number, "w", encoding="utf-8") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        told = f"the report {path} cannot be written: {error.strerror}"
        _tell(StorageError(told, hint="Name a file in a folder that is there and that you may write to."))
        return False
    return True


def _mode(path: Path) -> int:
    """That of the report before, else what others may read as well: a farm's server is another user."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o644


if __name__ == "__main__":
    _tell(UsageError("a batch needs an application to open its scene in", hint=_DOORS))
    sys.exit(UsageError.exit_code)
