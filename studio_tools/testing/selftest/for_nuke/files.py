"""Probes of pictures: what a Read finds, what a Write renders, and the filters between names and files."""

from __future__ import annotations

from studio_tools.testing.selftest.for_nuke.scripts import node, put
from studio_tools.testing.selftest.probes import Probe, by_code
from studio_tools.testing.selftest.tape import Tape, Thing


def write(tape: Tape, file: str, **knobs: object) -> Thing:
    """A Write of something that is there, into the probe's folder."""
    source = node(tape, "Constant")
    made = node(tape, "Write", inputs=[source])
    put(made, "file", tape.path(file))
    put(made, "file_type", "png")
    for knob, value in knobs.items():
        put(made, knob, value)
    return made


def frames(tape: Tape, file: str = "plate.%04d.png") -> None:
    """Render frames 1 to 3, for a Read to find."""
    tape.ask("nuke.execute", write(tape, file), 1, 3)


def read(tape: Tape, file: str) -> Thing:
    """A Read of frames 1 to 3."""
    found = node(tape, "Read")
    put(found, "file", file)
    put(found, "first", 1)
    put(found, "last", 3)
    return found


def limit_cuts(tape: Tape) -> object:
    made = write(tape, "cut.%04d.png", use_limit=True, first=2, last=3)
    came = tape.outcome("nuke.execute", made, 1, 4)
    return [came, [each for each in tape.ask("bench.listed", tape.path("")) if each.startswith("cut")]]


def disabled_write(tape: Tape) -> object:
    return tape.outcome("nuke.execute", write(tape, "off.%04d.png", disable=True), 1, 1)


def render_callback(tape: Tape) -> object:
    made, broken = write(tape, "broken.%04d.png"), tape.listener("broken", fails=True)
    tape.ask("nuke.addBeforeRender", broken)
    try:
        came = tape.outcome("nuke.execute", made, 1, 1)
    finally:
        tape.ask("nuke.removeBeforeRender", broken)
    return [came, tape.ask("bench.exists", tape.path("broken.0001.png"))]


def geo_one_file(tape: Tape) -> object:
    card = node(tape, "Card2", name="Card")
    made = node(tape, "WriteGeo", inputs=[card], file_type="abc")
    put(made, "file", tape.path("card.abc"))
    came = tape.outcome("nuke.execute", made, 1, 3)
    return [came, tape.ask("bench.listed", tape.path(""))]


def one_file_views(tape: Tape) -> object:
    for view in ("left", "right"):
        tape.ask("nuke.addView", view)
    made, heard = write(tape, "views.%04d.png"), tape.listener("progress")
    tape.ask("nuke.addRenderProgress", heard)
    try:
        came = tape.outcome("nuke.execute", made, 1, 1, views=["left", "right"])
    finally:
        tape.ask("nuke.removeRenderProgress", heard)
    names = [each for each in tape.ask("bench.listed", tape.path("")) if each.startswith("views")]
    return [came, names]


def shared_file_missing(tape: Tape) -> object:
    frames(tape)
    tape.ask("bench.remove", tape.path("plate.0002.png"))
    found = read(tape, tape.path("plate.%04d.png"))
    told = []
    for frame in (1, 2):
        tape.ask("nuke.frame", frame)
        told.append(found.ask("hasError"))
    return told


def project_directory(tape: Tape) -> object:
    tape.ask("bench.write", tape.path("project/about.txt"), "a folder")
    frames(tape, "project/shot_of_the_selftest.%04d.png")
    tape.ask("nuke.frame", 1)
    found = read(tape, "shot_of_the_selftest.%04d.png")
    before = found.ask("hasError")
    put(tape.keep("nuke.root"), "project_directory", tape.path("project"))
    return {"where Nuke started": before, "in the project": found.ask("hasError")}


def filters_at_read(tape: Tape) -> object:
    frames(tape)
    tape.ask("nuke.frame", 2)
    heard = tape.listener("filter")
    tape.ask("nuke.addFilenameFilter", heard)
    try:
        read(tape, tape.path("plate.%04d.png")).ask("hasError")
    finally:
        tape.ask("nuke.removeFilenameFilter", heard)
    return any(str(each[0]).endswith("plate.0002.png") for each in tape.ask("bench.heard", "filter"))


def filter_error(tape: Tape) -> object:
    frames(tape)
    tape.ask("nuke.frame", 1)
    broken = tape.listener("broken", fails=True)
    tape.ask("nuke.addFilenameFilter", broken)
    try:
        told = read(tape, tape.path("plate.%04d.png")).outcome("hasError")
    finally:
        tape.ask("nuke.removeFilenameFilter", broken)
    return [told, len(tape.ask("bench.heard", "broken")) > 0]


def reload_button(tape: Tape) -> object:
    frames(tape)
    return read(tape, tape.path("plate.%04d.png"))["reload"].outcome("execute")


PROBES = by_code(
    Probe(code="limit-cuts", ask=limit_cuts, expects=[None, ["cut.0002.png", "cut.0003.png"]]),
    Probe(code="disabled-write", ask=disabled_write, expects="raises RuntimeError"),
    Probe(code="render-callback", ask=render_callback, expects=["raises RuntimeError", False]),
    Probe(code="geo-one-file", ask=geo_one_file, expects=[None, ["card.abc"]]),
    Probe(code="one-file-views", ask=one_file_views, expects=[None, ["views.0001.png"]]),
    Probe(code="shared-file-missing", ask=shared_file_missing, expects=[False, True]),
    Probe(
        code="project-directory", ask=project_directory, expects={"where Nuke started": True, "in the project": False}
    ),
    Probe(code="filters-at-read", ask=filters_at_read, expects=True),
    Probe(code="filter-error", ask=filter_error, expects=[False, True]),
    Probe(code="reload-button", ask=reload_button, expects=None),
)
