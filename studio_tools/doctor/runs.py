"""Publishes that somebody still has to finish, drop, or tell the tracker about."""

from __future__ import annotations

from collections.abc import Iterator

from studio_tools.doctor.line import Level, Line, advice_of
from studio_tools.errors import StudioError
from studio_tools.projects import Projects
from studio_tools.session import Session
from studio_tools.storage.records import RecordState, RunRecord

_AREA = "publishes"
_OLD_HOURS = 24


def run_lines(projects: Projects) -> Iterator[Line]:
    """One line for each unsettled or damaged run of every project, with what to do."""
    looked = projects.gather(lambda project, session: (*_damaged(session, project), *_unsettled(session, project)))
    yield from looked.found
    yield from (
        Line(area=_AREA, level=Level.FAIL, text=one.words, advice=advice_of(one.error)) for one in looked.unread
    )
    if not looked.found and not looked.unread:
        yield Line(area=_AREA, level=Level.OK, text="nothing is unfinished")


def _damaged(session: Session, project: str) -> Iterator[Line]:
    """What no record tells of any more; the number is safe, but nobody can say what became of it."""
    for key, number, path in session.storage.catalog.damaged(project):
        text = f"the record of {key.address(number)} is missing or damaged"
        advice = f"Restore {path} from a backup; `studio verify` counts it as unreadable until then."
        yield Line(area=_AREA, level=Level.FAIL, text=text, advice=advice)


def _unsettled(session: Session, project: str) -> Iterator[Line]:
    runs = session.storage.runs(project)
    for name in runs.unsettled():
        try:
            line = _line(session, runs.load(name), project, name)
        except StudioError as error:
            line = _warn(f"run {name} of {project} waits: {error.message}", advice_of(error))
        if line is not None:
            yield line


def _line(session: Session, record: RunRecord | None, project: str, name: str) -> Line | None:
    if record is None:
        return _warn(f"run {name} of {project} was begun and left nothing", "`studio resume` tidies it up.")
    who = f"run {record.run} by {record.author.login}, {', '.join(record.addresses)}"
    if record.state is RecordState.SEALED:
        if record.is_doubtful:
            text = f"{who}: published; an answer was lost, so `studio resume` looks once more for what it did late"
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
