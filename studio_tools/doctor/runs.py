"""Publishes that somebody still has to finish, drop, or tell the tracker about."""

from __future__ import annotations

from collections.abc import Iterator

from studio_tools.doctor.line import Level, Line
from studio_tools.errors import StudioError
from studio_tools.session import Session
from studio_tools.storage.records import RecordState, RunRecord

_AREA = "publishes"
_OLD_HOURS = 24


def run_lines(session: Session) -> Iterator[Line]:
    """One line for each unsettled run of every project, with what to do."""
    known = False
    for project in session.storage.catalog.projects():
        runs = session.storage.runs(project)
        for name in runs.unsettled():
            line = _line(session, runs.load(name), project, name)
            known = known or line is not None
            if line is not None:
                yield line
    if not known:
        yield Line(area=_AREA, level=Level.OK, text="nothing is unfinished")


def _line(session: Session, record: RunRecord | None, project: str, name: str) -> Line | None:
    if record is None:
        return _warn(f"run {name} of {project} was begun and left nothing", "`studio resume` tidies it up.")
    who = f"run {record.run} by {record.author.login}, {', '.join(record.addresses)}"
    if record.state is RecordState.SEALED:
        if record.is_doubtful:
            text = f"{who}: published; an answer was lost, so `studio resume` looks once more for a late second record"
            return Line(area=_AREA, level=Level.OK, text=text)
        if record.unlinked:
            return _warn(f"{who}: published, and waits to be linked to what it uses", "`studio resume` links it.")
        if not record.untold:
            return _warn(f"{who}: it is sealed, but not tidied up", "`studio resume` tidies it up.")
        return _warn(f"{who}: the tracker has not heard of its retraction", "`studio resume` tells it.")
    if _is_held(session, record):
        return Line(area=_AREA, level=Level.OK, text=f"{who}: is being published now ({record.state.value})")
    if record.state is RecordState.COMMITTED:
        hours = (session.now() - (record.committed or record.created)).total_seconds() / 3600
        waits = f", for {hours:.0f} hours" if hours >= _OLD_HOURS else ""
        return _warn(f"{who}: published, and waits for the tracker{waits}", "`studio resume` registers it.")
    advice = f"`studio resume` settles it; `studio resume --discard {record.run}` drops it."
    return _warn(f"{who}: was left unfinished ({record.state.value})", advice)


def _warn(text: str, advice: str) -> Line:
    return Line(area=_AREA, level=Level.WARN, text=text, advice=advice)


def _is_held(session: Session, record: RunRecord) -> bool:
    try:
        return session.storage.claims(record.project).is_held(record)
    except StudioError:
        return False
