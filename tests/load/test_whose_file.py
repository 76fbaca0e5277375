"""Whose file a path is, and where a project's versions are, over several storages, also while one of them is away."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from studio_tools.actions.context import published_as, published_for
from studio_tools.bootstrap import open_studio
from studio_tools.create import Wish
from studio_tools.errors import ConfigError, OutOfUse, StorageError, VersionUnknown
from studio_tools.host import Loaded
from studio_tools.jobs import run
from studio_tools.load import Query, State, find, update_file, updates
from studio_tools.model import Address
from studio_tools.publish.checks.scene_files import told_untraced
from studio_tools.publish.items import PublishRequest, RunState, Severity
from studio_tools.session import Session
from studio_tools.studio import Studio
from studio_tools.testing.builders import a_bare_item, a_scope
from studio_tools.whereabouts import Whereabouts

ENVIRON = {"STUDIO_TOOLS_USER": "ada"}
TREE = "lib/assets/tree"
BARK, RIG, SKIN = f"{TREE}:texture.bark", f"{TREE}:rig.main", "demo/assets/dragon:texture.skin"
SHOT = "demo/sq010/sh0010"
SCENE = '//Maya ASCII 2026 scene\nrequires maya "2026";\n'
FOLDERS = {"one": "{project}/a/{entity}/{kind}.{variant}", "two": "{project}/b/{kind}/{entity}_{variant}"}
"""How two projects on one disk name the folders of their assets."""

Bring = Callable[..., tuple[Loaded, ...]]
Where = Callable[..., Path]
Written = Callable[..., Path]


@pytest.fixture
def home(apart: Path) -> Path:
    return apart


# -- a file on disk


def states(studio: Studio, file: Path) -> list[State]:
    return [row.state for row in run(updates(studio.session, file)).rows]


def test_a_file_is_read_and_copied_with_what_is_newest(
    studio: Studio, tmp_path: Path, where: Where, written: Written
) -> None:
    file = written(where(f"{BARK}@v001"), where(f"{SKIN}@v002").parent / "none.exr")

    report = run(update_file(studio.session, file, tmp_path / "next.ma"))

    assert [turn.target.address for turn in report.turns] == [f"{BARK}@v002"]
    assert str(where(f"{BARK}@v002")) in (tmp_path / "next.ma").read_text()


def test_a_scene_of_the_library_that_reads_the_show_is_known_too(
    home: Path, tmp_path: Path, where: Where, written: Written
) -> None:
    file = written(where(f"{RIG}@v001"), where(f"{SHOT}:camera.main@v001"))

    with open_studio(home, ENVIRON, project="lib") as theirs:
        assert states(theirs, file) == [State.OUTDATED, State.CURRENT]


def test_what_is_in_no_storage_is_not_published(studio: Studio, tmp_path: Path, written: Written) -> None:
    (tmp_path / "own.exr").write_text("own")

    assert states(studio, written(tmp_path / "own.exr", tmp_path / "none.exr")) == [
        State.UNPUBLISHED,
        State.MISSING,
    ]


@pytest.mark.parametrize("spelled", ["link", "real"])
@pytest.mark.parametrize("configured", ["link", "real"])
def test_a_root_that_is_a_link_and_a_path_through_a_link_are_one_place(
    home: Path,
    library: Path,
    tmp_path: Path,
    spelled: str,
    configured: str,
    unmount: Callable[[], None],
    written: Written,
) -> None:
    link = tmp_path / "link"
    link.symlink_to(library)
    roots = {"link": link, "real": library}
    layer = home / "projects" / "lib.toml"
    layer.write_text(layer.read_text().replace("../library", str(roots[configured])))
    (found,) = library.rglob("tree_rig_main_v001.ma")

    with open_studio(home, ENVIRON) as opened:
        file = written(roots[spelled] / found.relative_to(library))
        assert states(opened, file) == [State.OUTDATED]
        unmount()
        assert states(opened, file) == [State.UNKNOWN]


def test_settings_that_cannot_be_read_leave_open_whose_a_file_is(
    home: Path, tmp_path: Path, library: Path, written: Written
) -> None:
    (home / "projects" / "lib.toml").write_text("[storage]\nroot = 7\n")
    (found,) = library.rglob("tree_rig_main_v001.ma")

    with open_studio(home, ENVIRON) as opened:
        ours = opened.session.storage.root.path / "demo/assets/dragon/publish/rig/main/v003/dragon_rig_main_v003.ma"
        rows = run(updates(opened.session, written(found, ours))).rows

    assert [row.state for row in rows] == [State.UNKNOWN, State.CURRENT]
    assert "lib could not be looked at" in rows[0].note


def test_settings_that_cannot_be_read_stop_nobody_elses_publish(home: Path, library: Path) -> None:
    (home / "projects" / "lib.toml").write_text("[storage]\nroot = 7\n")
    (found,) = library.rglob("tree_rig_main_v001.ma")

    with open_studio(home, ENVIRON) as opened, pytest.raises(StorageError) as caught:
        Whereabouts(opened.session).origin(found)
    (finding,) = told_untraced(a_scope("core.scene-files", a_bare_item("scene")), [caught.value, None, caught.value])

    assert finding.severity is Severity.INFO
    assert "lib could not be looked at" in finding.detail


def test_a_project_that_moved_away_is_followed_from_where_it_was(
    home: Path, library: Path, tmp_path: Path, written: Written
) -> None:
    new = tmp_path / "new"
    shutil.copytree(library, new)
    layer = home / "projects" / "lib.toml"
    (home / "projects" / "who-stayed.toml").write_text(layer.read_text())
    layer.write_text(layer.read_text().replace("../library", str(new)))
    (found,) = library.rglob("tree_rig_main_v001.ma")

    with open_studio(home, ENVIRON) as opened:
        (row,) = run(updates(opened.session, written(found))).rows

    assert (row.state, row.address) == (State.OUTDATED, f"{RIG}@v001")
    assert row.note == f"lib keeps what it publishes in {new} now"


# -- projects that share a root, each with its own names


@pytest.fixture
def sharing(home: Path, tmp_path: Path) -> Path:
    """Two more projects on one disk, with folders of different names."""
    disk = tmp_path / "shared"
    (disk / ".studio").mkdir(parents=True)
    (disk / ".studio" / "storage.json").write_text('{"format": 1, "id": "x"}')
    for code, folder in FOLDERS.items():
        (home / "projects" / f"{code}.toml").write_text(
            f'[storage]\nroot = "{disk}"\n\n[templates]\nasset = "{folder}/v{{version:03}}"\n'
        )
        with open_studio(home, ENVIRON, project=code) as studio:
            asset = f"{code}/assets/rock"
            studio.create([Wish(what="project", address=code), Wish(what="asset", address=asset)])
            (tmp_path / f"{code}.ma").write_text(f"{SCENE}// {code}\n")
            host = studio.files([str(tmp_path / f"{code}.ma")], kind="rig")
            report = run(studio.publish(Address.parse(asset), PublishRequest(accept_warnings=True), host=host))
            assert report.state is RunState.PUBLISHED
    return disk


@pytest.mark.parametrize("project", ["", "one", "two", "lib"], ids=["of-the-home", "of-one", "of-two", "of-lib"])
def test_projects_on_one_disk_are_told_apart_by_their_own_names(
    home: Path, sharing: Path, tmp_path: Path, project: str, written: Written
) -> None:
    (one,) = sharing.glob("one/a/**/*.ma")
    (two,) = sharing.glob("two/b/**/*.ma")

    with open_studio(home, ENVIRON, project=project) as opened:
        rows = run(updates(opened.session, written(one, two))).rows
        stamps = [Whereabouts(opened.session).origin(path) for path in (one, two)]

    assert [(row.state, row.address) for row in rows] == [
        (State.CURRENT, "one/assets/rock:rig.main@v001"),
        (State.CURRENT, "two/assets/rock:rig.main@v001"),
    ]
    assert [stamp.address for stamp in stamps if stamp] == [row.address for row in rows]


# -- asked for by address, or by a path


def test_it_is_found_by_its_address(studio: Studio) -> None:
    assert [one.address for one in find(studio.session, Query(address=Address.parse(TREE)))] == [
        f"{RIG}@v002",
        f"{BARK}@v002",
    ]


def test_the_version_that_is_not_there_is_told_as_such(bring: Bring) -> None:
    with pytest.raises(VersionUnknown, match="v009"):
        bring(f"{BARK}@v009")


def test_a_scene_that_was_published_elsewhere_is_for_its_entity(
    studio: Studio, library: Path, unmount: Callable[[], None]
) -> None:
    (path,) = library.rglob("tree_rig_main_v002.ma")

    stamp = published_as(studio.session, path)

    assert stamp is not None
    assert (stamp.address, stamp.representation) == (f"{RIG}@v002", "ma")
    assert str(published_for(studio.session, path)) == TREE
    unmount()
    assert published_as(studio.session, path) is None


def test_what_a_published_scene_reads_is_recorded_wherever_it_lies(
    studio: Studio, tmp_path: Path, where: Where, written: Written
) -> None:
    file = written(where(f"{BARK}@v001"))
    host = studio.files([str(file)], kind="scene", variant="main")

    report = run(studio.publish(Address.parse(SHOT), PublishRequest(accept_warnings=True), host=host))

    titles = [finding.title for finding in report.findings]
    assert [stamp.address for stamp in report.versions[0].upstream] == [f"{BARK}@v001"]
    assert f"{BARK}@v001 is not the newest: there is v002" in titles
    assert not [title for title in titles if "not published" in title]
    web = studio.where_used(Address.parse(f"{BARK}@v001"))
    assert [use.address for use in web.used_by] == [f"{SHOT}:scene.main@v001"]


def test_a_scene_is_published_while_the_library_is_away_and_says_what_is_not_known(
    studio: Studio, tmp_path: Path, where: Where, library: Path, unmount: Callable[[], None], written: Written
) -> None:
    file = written(where(f"{BARK}@v001"))
    host = studio.files([str(file)], kind="scene", variant="main")
    unmount()

    report = run(studio.publish(Address.parse(SHOT), PublishRequest(accept_warnings=True), host=host))

    told = {finding.title: finding.detail for finding in report.findings}
    assert told["whether what it reads was published is not known"] == (
        f"lib could not be looked at: the storage {library} is not there"
    )
    assert not [title for title in told if "not published" in title]


def test_what_became_of_a_version_is_not_known_while_its_storage_is_away(
    studio: Studio, tmp_path: Path, library: Path, unmount: Callable[[], None]
) -> None:
    (tmp_path / "note.txt").write_text("note")
    host, stamp = studio.files([str(tmp_path / "note.txt")], kind="other"), studio.stamp(Address.parse(f"{BARK}@v002"))
    request = PublishRequest(accept_warnings=True, uses=(stamp,))
    unmount()

    report = run(studio.publish(Address.parse(SHOT), request, host=host))

    told = {finding.title: finding.detail for finding in report.findings}
    assert report.versions[0].upstream == (stamp,)
    assert told[f"what became of {BARK}@v002 is not known"] == (
        f"lib could not be looked at: the storage {library} is not there"
    )


def test_what_replaces_a_version_is_named_while_its_storage_is_away(
    studio: Studio, where: Where, bring: Bring, written: Written, unmount: Callable[[], None]
) -> None:
    skin = f"{SKIN}@v002"
    studio.retract(Address.parse(skin), reason="blurred", replacement=Address.parse(f"{BARK}@v002"), force=True)
    file = written(where(skin))
    unmount()

    (row,) = run(updates(studio.session, file)).rows

    assert (row.state, row.address) == (State.RETRACTED, skin)
    assert row.note.startswith(f"{BARK}@v002 is to be used instead, but lib could not be looked at")
    with pytest.raises(OutOfUse) as refused:
        bring(skin)
    assert refused.value.hint == f"Use {BARK}@v002."


# -- no more is touched than needs be


def counted(session: Session, asked: list[str]) -> Session:
    """The session, noting which projects it is asked to reach."""
    known = session.neighbours
    assert known is not None

    def reach(project: str) -> Session:
        asked.append(project)
        return known(project) if project not in ("", "demo") else replaced

    replaced = replace(session, neighbours=reach)
    return replaced


def test_a_scene_that_reads_its_own_storage_reaches_no_other(
    studio: Studio, tmp_path: Path, where: Where, written: Written
) -> None:
    asked: list[str] = []
    (tmp_path / "own.exr").write_text("own")
    file = written(where("demo/assets/dragon:rig.main@v003"), tmp_path / "own.exr")

    rows = run(updates(counted(studio.session, asked), file)).rows

    assert [row.state for row in rows] == [State.CURRENT, State.UNPUBLISHED]
    assert set(asked) == {"demo"}


def test_each_storage_is_reached_once_for_a_list(
    studio: Studio, tmp_path: Path, where: Where, written: Written
) -> None:
    asked: list[str] = []
    file = written(*[where(f"{BARK}@v001"), where(f"{RIG}@v002")] * 10)

    rows = run(updates(counted(studio.session, asked), file)).rows

    assert (len(rows), asked.count("lib")) == (20, 1)


def test_a_storage_that_never_answers_is_not_waited_for(studio: Studio, library: Path) -> None:
    never = Event()
    known = studio.session.neighbours
    assert known is not None

    def reach(project: str) -> Session:
        if project == "lib":
            never.wait()
            raise ConfigError("nobody waits any more")
        return known(project)

    whereabouts = Whereabouts(replace(studio.session, neighbours=reach), patience=0.01)
    try:
        for path in (library / "lib" / "a.exr", library / "lib" / "b.exr"):
            with pytest.raises(StorageError, match=r"^lib could not be looked at: its storage did not answer within"):
                whereabouts.origin(path)
        assert whereabouts.origin(library.with_name("elsewhere.exr")) is None
    finally:
        never.set()


def test_an_inventory_of_a_home_without_other_projects_asks_for_none(
    made_show: Path, tmp_path: Path, written: Written
) -> None:
    with open_studio(made_show, ENVIRON) as alone:
        session = replace(alone.session, neighbours=None)
        (tmp_path / "own.exr").write_text("own")
        assert [row.state for row in run(updates(session, written(tmp_path / "own.exr"))).rows] == [State.UNPUBLISHED]
