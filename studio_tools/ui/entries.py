"""What each entry of a host's menu does: the verbs of `Studio` on the open scene, told by a face.

Qt is imported only where no face is handed in. Errors rise to the host's window, which says them calmly.
"""

from __future__ import annotations

import platform
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import studio_tools
from studio_tools.actions.beginning import Begun
from studio_tools.actions.context import address_of, is_published, started_for
from studio_tools.bootstrap import open_studio
from studio_tools.config import ShowSettings, find_home
from studio_tools.errors import ContextError, HostError, StudioError
from studio_tools.host.places import scene_folder
from studio_tools.host.scene_names import SceneNames
from studio_tools.jobs import run
from studio_tools.launch import next_scene, next_version
from studio_tools.load import Inventory, Query, Wish
from studio_tools.model import Address, Entity

if TYPE_CHECKING:
    from studio_tools.publish.resume import ResumeReport
    from studio_tools.studio import Studio
    from studio_tools.ui.faces import Face

D = TypeVar("D")
_MOST = 40
"""Lines of a list in a message; the rest is counted."""


def publish(host: Begun, environ: Mapping[str, str]) -> None:
    """Open the window to publish."""
    from studio_tools.ui.publish_window import open_window

    open_window(host, environ)


def load(host: Begun, environ: Mapping[str, str], face: Face | None = None) -> None:
    """Ask for an address and bring that version into the scene, in the way that suits it."""
    face = face or _plain(host)
    with _studio(host, environ) as studio:
        about = address_of(studio.session, host, environ)
        there = studio.find(Query(address=about.bare())) if about is not None else []
        listed = _lines([each.address for each in there]) if there else "Nothing is published there yet."
        question = f"Which version? Published for {about}:\n{listed}" if about is not None else "Which version?"
        told = face.ask("Load", question, there[0].address if there else "")
        if told:
            made = run(studio.load(host, [Wish(address=Address.parse(told))]))
            host.say(f"Loaded {', '.join(each.label for each in made)}.")


def updates(host: Begun, environ: Mapping[str, str], face: Face | None = None) -> None:
    """List what the scene reads, and bring what is behind up to date where the person says so."""
    face = face or _plain(host)
    with _studio(host, environ) as studio:
        found = run(studio.inventory(host))
        behind = [row for row in found.rows if row.is_behind and row.pin is None and row.is_editable]
        if not behind:
            face.tell("Updates", _told(found))
        elif face.confirm("Updates", _told(found), yes=f"Update {len(behind)}"):
            report = run(studio.update(host))
            host.say(f"Updated {len(report.turns)} of {len(found.rows)}; one undo takes it back.")


def _told(found: Inventory) -> str:
    if not found.rows:
        return "The scene reads nothing."
    rows = [f"{row.state.value:<12}{row.label or row.id}  {row.words}".rstrip() for row in found.rows]
    return _lines([*rows, *found.notes])


def save_version_up(host: Begun, environ: Mapping[str, str], face: Face | None = None) -> None:
    """Save under the next number; what is published or has no name goes into the entity's own folder of scenes."""
    path = host.file()
    if path is not None and not is_published(path):
        target: Path | None = _next_path(host, environ, path)
    else:
        target = _first_path(host, environ, face or _plain(host))
    if target is None:
        return
    if is_published(target):
        raise HostError(
            f"{target.parent} is a published version", hint="Nothing is saved there; choose another folder."
        )
    target.parent.mkdir(parents=True, exist_ok=True)
    saved = host.save(target)
    host.say(f"Saved as {saved.name}.")


def _next_path(host: Begun, environ: Mapping[str, str], path: Path) -> Path:
    """The next number of a scene; one beside it where no house can say how scenes are called."""
    try:
        with _studio(host, environ) as studio:
            return next_scene(studio.session.settings, path, host.name)
    except StudioError:
        return next_version(path)


def _first_path(host: Begun, environ: Mapping[str, str], face: Face) -> Path | None:
    with _studio(host, environ) as studio:
        address = address_of(studio.session, host, environ)
        proposal = _proposal(studio, host, address)
    told = face.choose_file("Save version up", str(proposal) if proposal is not None else "")
    return Path(told) if told else None


def _proposal(studio: Studio, host: Begun, address: Address | None) -> Path | None:
    """The next free name in the folder of an entity's scenes."""
    program = studio.session.settings.launch.programs.get(host.name)
    if address is None or program is None:
        return None
    settings = studio.session.settings
    folder = scene_folder(settings.launch.work, address, host.name)
    return SceneNames.of(settings, address).next_in(folder, f".{program.suffixes[0]}")


def set_up(
    host: Begun,
    environ: Mapping[str, str],
    differences: Callable[[Begun, Entity, ShowSettings], Sequence[D]],
    apply: Callable[[Begun, Sequence[D]], None],
    face: Face | None = None,
) -> None:
    """Tell what of the scene is not as its shot and show ask, and mend it where the person says so."""
    face = face or _plain(host)
    with _studio(host, environ) as studio:
        address = address_of(studio.session, host, environ)
        if address is None:
            raise ContextError("nothing says which shot this scene is for", hint="Start from `studio launch`.")
        found = differences(host, studio.context(address).entity, studio.session.settings.show)
    told = _lines([str(each) for each in found])
    if not found:
        face.tell("Set up scene", f"The scene is as {address} asks.")
    elif face.confirm("Set up scene", f"Not as {address} asks:\n{told}", yes="Set up"):
        apply(host, found)
        host.say(f"The scene is set up for {address}; one undo takes it back.")


def resume(host: Begun, environ: Mapping[str, str], face: Face | None = None) -> None:
    """Finish or drop what was left unfinished, and tell what became of it."""
    face = face or _plain(host)
    with _studio(host, environ) as studio:
        report = run(studio.resume())
    face.tell("Resume unfinished", _resumed(report))


def _resumed(report: ResumeReport) -> str:
    groups = {
        "finished": report.finished,
        "taken back": report.abandoned,
        "waits for the site": report.still_waiting,
        "somebody is at it": report.running,
    }
    lines = [f"{', '.join(each.versions) or each.run}: {told}" for told, group in groups.items() for each in group]
    return _lines(lines) if lines else "Nothing was left unfinished."


def doctor(host: Begun, environ: Mapping[str, str], face: Face | None = None) -> None:
    """Look at everything and say what to do."""
    from studio_tools.diagnose import diagnose

    face = face or _plain(host)
    lines = diagnose(lambda: find_home(None, environ, Path.cwd()), environ)
    bad = [f"{line.level.value}: {line.text}\n    {line.advice}".rstrip() for line in lines if line.advice]
    face.tell("Doctor", _lines(bad) if bad else "All is well.")


def about(host: Begun, environ: Mapping[str, str], face: Face | None = None) -> None:
    """Say what runs here, where it comes from, and for whom."""
    face = face or _plain(host)
    face.tell(
        "About",
        "\n".join(
            [
                f"studio_tools {studio_tools.__version__}",
                f"from {Path(studio_tools.__file__).parent}",
                f"in {host.name} {host.version}, Python {platform.python_version()}",
                _whereabouts(host, environ),
            ]
        ),
    )


def _whereabouts(host: Begun, environ: Mapping[str, str]) -> str:
    home = find_home(None, environ, Path.cwd())
    with _studio(host, environ) as studio:
        address = address_of(studio.session, host, environ)
        return f"home {home}, as {studio.session.login}, on {address or 'no shot or asset yet'}"


def _studio(host: Begun, environ: Mapping[str, str]) -> Studio:
    started = started_for(environ)
    project = started.project if started is not None else ""
    return open_studio(find_home(None, environ, Path.cwd()), environ, project=project, host=host)


def _plain(host: Begun) -> Face:
    from studio_tools.ui.plain import Plain

    return Plain(host)


def _lines(lines: list[str]) -> str:
    more = [f"… and {len(lines) - _MOST} more"] if len(lines) > _MOST else []
    return "\n".join([*lines[:_MOST], *more])
