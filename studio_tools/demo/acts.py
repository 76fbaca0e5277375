"""The acts, in order. Each does one thing that a studio meets, and says in a few lines what came of it."""

from __future__ import annotations

import shlex
import shutil
import socket
import sys
from collections.abc import Mapping
from pathlib import Path

from studio_tools.create import Wish
from studio_tools.demo.killed import kill_half_way
from studio_tools.demo.pattern import picture
from studio_tools.demo.stage import ASSETS, FIRST, HANDLES, LAST, PROJECT, SHOTS, Stage
from studio_tools.errors import StudioError
from studio_tools.founding import HomeRequest, make_home
from studio_tools.jobs import run
from studio_tools.media.write import write_exr
from studio_tools.model import Address
from studio_tools.publish.items import PublishRequest, RunState, Severity

_PLATE_HUES = (0.58, 0.62, 0.66, 0.05, 0.09, 0.13)
_RENDER_HUE = 0.33
_LONG = 120
"""Frames of the publish that is killed: enough to be met half way."""

_MAYA = """\
//Maya ASCII 2026 scene
//Name: dragon.ma
requires maya "2026";
currentUnit -l centimeter -a degree -t film;
createNode transform -n "dragon";
createNode transform -n "body" -p "dragon";
\tsetAttr ".t" -type "double3" 0 1.5 0;
// End of dragon.ma
"""
_NUKE = """\
#! /usr/local/Nuke16.0v4/libnuke-16.0.4.so -nx
version 16.0 v4
Root {{
 inputs 0
 first_frame {first}
 last_frame {last}
}}
Read {{
 inputs 0
 file {plate}
 first {first}
 last {last}
 name Plate
}}
Write {{
 file comp.%04d.exr
 name Comp
}}
"""


def make_the_show(stage: Stage) -> None:
    """A home, two sequences, six shots, two assets and their tasks."""
    stage.narrator.act("1. A show")
    home = make_home(HomeRequest(folder=stage.home, project=PROJECT, name="The demo show"), stage.environ)
    cut = (FIRST, LAST)
    shots = [Wish(what="shot", address=f"{PROJECT}/{shot}", cut=cut, handles=HANDLES) for shot in SHOTS]
    assets = [Wish(what="asset", address=f"{PROJECT}/assets/{name}", asset_type=kind) for name, kind in ASSETS.items()]
    tasks = [Wish(what="task", address=f"{PROJECT}/{shot}#comp") for shot in SHOTS]
    tasks += [Wish(what="task", address=f"{PROJECT}/assets/{name}#model") for name in ASSETS]
    with stage.studio() as studio:
        made = studio.create([*shots, *assets, *tasks])
    kinds = [one.what for one in made if one.created]
    counted = ", ".join(f"{kinds.count(kind)} {kind}s" for kind in dict.fromkeys(kinds))
    stage.narrator.say(f"{home.home} holds the project {PROJECT} with {counted}.")
    stage.narrator.aside(f"storage {home.storage}, site {home.site}")


def publish_plates_and_scenes(stage: Stage) -> None:
    """Six plates, two models and a comp script, all real files."""
    stage.narrator.act("2. Plates and scenes are published")
    with stage.studio() as studio:
        for shot, hue in zip(SHOTS, _PLATE_HUES, strict=True):
            frames = stage.render(f"{shot}/plate", hue=hue)
            stage.publish(studio, [frames], shot, kind="plate", comment="from the scanner")
        for name in ASSETS:
            scene = stage.work(f"assets/{name}") / f"{name}.ma"
            scene.write_text(_MAYA.replace("dragon", name), encoding="utf-8")
            stage.publish(studio, [str(scene)], f"assets/{name}", kind="model", comment="first shape")
        plate = studio.show(Address.parse(f"{PROJECT}/{SHOTS[0]}:plate.main@v001")).version.representations[0]
        script = stage.work(f"{SHOTS[0]}/comp") / "comp.nk"
        first, last = FIRST - HANDLES, LAST + HANDLES
        script.write_text(_NUKE.format(plate=studio.local(plate.path), first=first, last=last), encoding="utf-8")
        uses = [f"{PROJECT}/{SHOTS[0]}:plate.main@v001"]
        stage.publish(studio, [str(script)], SHOTS[0], kind="scene", comment="comp set up", uses=uses)
    stage.narrator.say(f"{len(stage.published)} versions; every file was digested on its way and is read-only now.")
    stage.narrator.aside(stage.published[0])


def publish_renders(stage: Stage) -> None:
    """Renders that remember what they were made from."""
    stage.narrator.act("3. Renders remember what they were made from")
    with stage.studio() as studio:
        for shot in SHOTS[:2]:
            frames = stage.render(f"{shot}/render", hue=_RENDER_HUE)
            report = stage.publish(studio, [frames], shot, kind="render", comment="first light", uses=_sources_of(shot))
            version = report.versions[0]
            stage.narrator.say(f"{version.address} uses {', '.join(stamp.address for stamp in version.upstream)}")
        web = studio.where_used(Address.parse(f"{PROJECT}/assets/dragon:model.main@v001"))
    stage.narrator.say(f"so the dragon knows that {len(web.used_by)} versions were made from it")


def _sources_of(shot: str) -> list[str]:
    return [f"{PROJECT}/{shot}:plate.main@latest", f"{PROJECT}/assets/dragon:model.main@latest"]


def block_and_plan(stage: Stage) -> None:
    """A hole stops a publish; mended, a plan shows what would change, and touches nothing."""
    shot = SHOTS[0]
    stage.narrator.act("4. A missing frame is noticed")
    frames = stage.render(f"{shot}/render_v2", hue=_RENDER_HUE, skip=[1010])
    with stage.studio() as studio:
        report = stage.publish(studio, [frames], shot, kind="render", comment="brighter")
        if report.state is not RunState.BLOCKED:
            raise StudioError("a publish with a hole went through")
        stage.narrator.say(f"{report.state.value}: nothing was published.")
        for finding in report.findings:
            if finding.severity is Severity.ERROR:
                told = f" ({finding.frames.text()})" if finding.frames else ""
                stage.narrator.aside(f"{finding.step}: {finding.title}{told}")
        stage.narrator.act("5. The frame is rendered, one is changed, and a plan says what would happen")
        _mend(Path(frames).parent)
        host = studio.files([frames], kind="render")
        plan = run(studio.plan(Address.parse(f"{PROJECT}/{shot}"), PublishRequest(comment="brighter"), host=host))
        for version in plan.versions:
            stage.narrator.say(f"{version.address}: {len(version.files)} files")
        groups = {"added": plan.difference.added, "changed": plan.difference.changed, "gone": plan.difference.gone}
        counted = ", ".join(f"{len(changes)} {word}" for word, changes in groups.items())
        stage.narrator.aside(f"against the version before: {counted}; nothing was touched")
        report = stage.publish(studio, [frames], shot, kind="render", comment="brighter", uses=_sources_of(shot))
    stage.narrator.say(f"{report.state.value}  {report.versions[0].address}")


def _mend(folder: Path) -> None:
    through = (1010 - FIRST + HANDLES) / (LAST - FIRST + 2 * HANDLES)
    write_exr(folder / "beauty.1010.exr", picture(1010, hue=_RENDER_HUE, through=through))
    write_exr(folder / "beauty.1012.exr", picture(1012, hue=_RENDER_HUE + 0.02, through=through))


def kill_and_resume(stage: Stage) -> None:
    """A publish in a process of its own is killed half way; resume leaves all of it or nothing."""
    stage.narrator.act("6. A publish is killed half way")
    frames = stage.render("assets/castle/turntable", hue=0.8, first=1, last=_LONG)
    arguments = ["publish", frames, "--to", f"{PROJECT}/assets/castle", "--kind", "render", "--home", str(stage.home)]
    with stage.studio() as studio:
        folder = studio.session.storage.layout.product_folder(
            studio.key(Address.parse(f"{PROJECT}/assets/castle:render.main"))
        )
        killed = kill_half_way(arguments, stage.environ, is_half_way=lambda: any(folder.glob("v*/*.exr")))
        left = sum(1 for _ in folder.glob("v*/*"))
        stage.narrator.say(f"killed with {left} files in place" if killed else "it was quicker than the axe: published")
        report = run(studio.resume())
        stage.narrator.say(
            f"resume: {len(report.finished)} finished, {len(report.abandoned)} abandoned; "
            f"{sum(1 for _ in folder.glob('v*'))} folders are left of it"
        )
        done = stage.publish(studio, [frames], "assets/castle", kind="render", comment="once more")
    stage.narrator.say(
        f"{done.state.value}  {done.versions[0].address}  (a number that was given is never given again)"
    )


def go_offline(stage: Stage) -> None:
    """The tracker is away: work goes on, and it is told when it is back."""
    stage.narrator.act("7. The tracker is away")
    shot = SHOTS[3]
    frames = stage.render(f"{shot}/render", hue=_RENDER_HUE)
    away = {
        "STUDIO_TOOLS__TRACKER__SITE": f"http://127.0.0.1:{_closed_port()}",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "studio_tools",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "no-key",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }
    with stage.studio(**away) as studio:
        uses = [f"{PROJECT}/{shot}:plate.main@latest"]
        report = stage.publish(studio, [frames], shot, kind="render", comment="made on the train", uses=uses)
        stage.narrator.say(f"{report.state.value}  {report.versions[0].address}: published, and readable for everybody")
        waiting = run(studio.resume()).still_waiting
        stage.narrator.aside(f"resume, still away: {len(waiting)} waiting")
    with stage.studio() as studio:
        finished = run(studio.resume()).finished
    stage.narrator.say(f"the tracker is back; resume registered {len(finished)}")


def _closed_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def verify_everything(stage: Stage) -> None:
    """Every published file against its digest."""
    stage.narrator.act("8. Everything is verified")
    with stage.studio() as studio:
        report = run(studio.verify())
    if report.problems:
        raise StudioError(f"{len(report.problems)} files are not as they were published")
    stage.narrator.say(
        f"{report.versions} versions, {report.files} files, {report.size / 1e6:.1f} MB: all as they were published"
    )


def into_reach(environ: Mapping[str, str]) -> list[str]:
    """What makes `studio` be found as it is typed; nothing where the shell finds this very one already."""
    ours = Path(sys.executable).parent
    found = shutil.which("studio", path=environ.get("PATH", ""))
    if found is not None and Path(found).absolute().parent == ours:
        return []
    activate = ours / "activate"
    return [
        f"source {shlex.quote(str(activate))}"
        if activate.is_file()
        else f'export PATH={shlex.quote(str(ours))}:"$PATH"'
    ]


def where_next(stage: Stage) -> list[str]:
    """What a person may look at now, as commands that work."""
    first = f"{PROJECT}/{SHOTS[0]}"
    commands = [
        *into_reach(stage.environ),
        f"cd {shlex.quote(str(stage.home))}",
        f"studio versions {PROJECT}",
        f"studio show {first}:render.main@latest",
        f"studio where-used {PROJECT}/assets/dragon:model.main@v001",
        f"studio retract {first}:render.main@v001 --reason 'too dark' --replace {first}:render.main@v002",
        "studio site serve        # then point any ShotGrid script at it",
        "studio doctor",
    ]
    stage.narrator.act("Where to look next")
    for command in commands:
        stage.narrator.say(command)
    return commands


ACTS = (
    make_the_show,
    publish_plates_and_scenes,
    publish_renders,
    block_and_plan,
    kill_and_resume,
    go_offline,
    verify_everything,
)
