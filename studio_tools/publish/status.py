"""How far a worker has come, told through a small local file that is always whole: it is replaced, never written to.

Not here: who looks at it (handover).
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from studio_tools import errors
from studio_tools.errors import PublishError, StudioError
from studio_tools.jobs import Phase
from studio_tools.storage.transfer import Progress

STATUS = "status.json"
LOG = "worker.log"


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What a worker says of itself."""

    run: str
    pid: int
    phase: Phase = Phase.FILL
    step: str = ""
    jobs: int = 0
    """Pieces of work that were done."""
    progress: Progress
    """Over all products of the run."""
    is_adopted: bool = False
    """Whether it holds the run."""
    answer: Mapping[str, Any] | None = None
    """Its last word, as `studio publish --json` answers."""
    waiting: Mapping[str, Any] | None = None
    """The error that a deferred publish waits for."""

    def as_json(self) -> dict[str, object]:
        return {
            "run": self.run,
            "pid": self.pid,
            "phase": self.phase.value,
            "step": self.step,
            "jobs": self.jobs,
            "files": self.progress.files,
            "of_files": self.progress.of_files,
            "bytes": self.progress.size,
            "of_bytes": self.progress.of_size,
            "adopted": self.is_adopted,
            "answer": self.answer,
            "waiting": self.waiting,
        }

    @classmethod
    def of(cls, value: Any) -> Status:
        """Read its JSON. Raises KeyError, TypeError or ValueError where it is damaged."""
        return cls(
            run=str(value["run"]),
            pid=int(value["pid"]),
            phase=Phase(value["phase"]),
            step=str(value["step"]),
            jobs=int(value["jobs"]),
            progress=Progress(
                files=int(value["files"]),
                of_files=int(value["of_files"]),
                size=int(value["bytes"]),
                of_size=int(value["of_bytes"]),
            ),
            is_adopted=bool(value["adopted"]),
            answer=value["answer"],
            waiting=value["waiting"],
        )


def write_status(folder: Path, status: Status) -> None:
    """Replace the status in *folder*. Raises OSError."""
    number, name = tempfile.mkstemp(prefix=f".{STATUS}-", dir=folder)
    try:
        with os.fdopen(number, "w", encoding="utf-8") as stream:
            json.dump(status.as_json(), stream, ensure_ascii=True, default=str)
        Path(name).replace(folder / STATUS)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def read_status(folder: Path) -> Status | None:
    """The status in *folder*; None where there is none, or none that can be read."""
    try:
        return Status.of(json.loads((folder / STATUS).read_text("utf-8")))
    except (OSError, KeyError, TypeError, ValueError):
        return None


def error_of(value: Mapping[str, Any]) -> StudioError:
    """An error as it was before it became JSON; of a code that we do not know, at least what it says."""
    known = [found for found in vars(errors).values() if isinstance(found, type) and issubclass(found, StudioError)]
    kind = next((found for found in known if found.code == value["code"]), PublishError)
    return kind(str(value["message"]), hint=str(value["hint"]), details=value["details"])
