"""The JSON that programs lean on: versions, publishes, plans. Paths in it are absolute on this machine."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path, PurePosixPath

from studio_tools.model import Representation, Version
from studio_tools.publish.items import PublishReport
from studio_tools.versions import Shown

Local = Callable[[PurePosixPath], Path]


def representation_json(form: Representation, local: Local) -> dict[str, object]:
    return {
        "name": form.name,
        "path": str(local(form.path)),
        "frames": form.frames.text() if form.frames else None,
        "files": form.files,
        "bytes": form.size,
        "id": form.record,
    }


def version_json(version: Version, local: Local) -> dict[str, object]:
    """One version as `versions`, `show` and `publish` answer it."""
    return {
        "address": version.address,
        "number": version.number,
        "status": version.status.value,
        "path": str(local(version.folder)),
        "files": version.files,
        "bytes": version.size,
        "digest": version.digest,
        "representations": [representation_json(form, local) for form in version.representations],
        "run": version.run,
        "comment": version.comment,
        "author": version.author.login,
        "created": version.created.isoformat(),
        "upstream": [stamp.address for stamp in version.upstream],
        "reason": version.reason or None,
        "replacement": version.replacement or None,
    }


def report_json(report: PublishReport, local: Local) -> dict[str, object]:
    """What `publish` answers, however it ended."""
    return {
        "run": report.run,
        "state": report.state.value,
        "versions": [version_json(version, local) for version in report.versions],
        "findings": [finding.as_json() for finding in report.findings],
        "seconds": round(report.seconds, 3),
    }


def shown_json(shown: Shown, local: Local) -> dict[str, object]:
    """What `show` answers: the version, its manifest, and its neighbours."""
    return version_json(shown.version, local) | {
        "manifest": shown.manifest,
        "problem": shown.problem.message if shown.problem else None,
        "uses": [use.as_json() for use in shown.web.uses],
        "used_by": [use.as_json() for use in shown.web.used_by],
        "unread": [one.as_json() for one in shown.web.unread],
    }


def straight(path: Path) -> Path:
    """A path that was typed, in full and without its detours, `a/../b` as `b`, where that is the same place."""
    full = path.absolute()
    if ".." not in full.parts:
        return full
    short = Path(os.path.normpath(full))
    try:
        return short if short.parent.samefile(full.parent) else full
    except OSError:
        return full
