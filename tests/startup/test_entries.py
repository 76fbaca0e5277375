"""What each entry of the menu does on the open scene, with a person who answers."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import studio_tools
from studio_tools.errors import ContextError, HomeMissing, HostError
from studio_tools.host import How, Level
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.shell import Shell
from studio_tools.ui import entries

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
SHOT = "demo/sq010/sh0010"
OTHER = '//Maya ASCII 2026 scene\nrequires maya "2027";\n'


@pytest.fixture
def host() -> FakeHost:
    return FakeHost(name="maya", suffixes=(".fake", ".ma"))


# -- load


def test_load_lists_what_is_there_and_brings_in_what_is_named(
    host: FakeHost, environ: dict[str, str], person: Any, published_scene: Callable[..., Path]
) -> None:
    path = published_scene()
    person.answers = [...]

    entries.load(host, environ, person)

    ((title, text),) = person.told
    assert title == "Load"
    assert f"{SHOT}:scene.main@v001" in text
    assert [each.resolved for each in host.loaded()] == [path]
    assert host.said[-1][1].startswith("Loaded ")


def test_load_without_an_answer_brings_in_nothing(
    host: FakeHost, environ: dict[str, str], person: Any, published_scene: Callable[..., Path]
) -> None:
    published_scene()
    person.answers = [None]

    entries.load(host, environ, person)

    assert host.loaded() == ()
    assert host.said == []


def test_load_of_what_is_no_address_says_so(host: FakeHost, environ: dict[str, str], person: Any) -> None:
    person.answers = ["what is this?"]

    with pytest.raises(ContextError, match="is not an address"):
        entries.load(host, environ, person)


def test_load_says_where_nothing_is_published(host: FakeHost, environ: dict[str, str], person: Any) -> None:
    person.answers = [None]

    entries.load(host, environ, person)

    assert "Nothing is published there yet." in person.told[0][1]


# -- updates


def test_updates_of_an_empty_scene_says_so(host: FakeHost, environ: dict[str, str], person: Any) -> None:
    entries.updates(host, environ, person)

    assert person.told == [("Updates", "The scene reads nothing.")]


def test_updates_turns_what_is_behind_where_the_person_says_so(
    host: FakeHost, environ: dict[str, str], person: Any, published_scene: Callable[..., Path]
) -> None:
    host.load(published_scene(), How.REFERENCE, name="shot", stamp=None)
    newest = published_scene("again.ma", OTHER)
    person.answers = [True]

    entries.updates(host, environ, person)

    assert "OUTDATED" in person.told[0][1]
    assert [each.resolved for each in host.loaded()] == [newest]
    assert host.said[-1] == (Level.INFO, "Updated 1 of 1; one undo takes it back.")


def test_updates_leaves_all_as_it_is_where_the_person_says_no(
    host: FakeHost, environ: dict[str, str], person: Any, published_scene: Callable[..., Path]
) -> None:
    first = published_scene()
    host.load(first, How.REFERENCE, name="shot", stamp=None)
    published_scene("again.ma", OTHER)
    person.answers = [False]

    entries.updates(host, environ, person)

    assert [each.resolved for each in host.loaded()] == [first]


# -- save version up


def test_an_own_scene_is_saved_beside_itself(
    host: FakeHost, environ: dict[str, str], person: Any, tmp_path: Path
) -> None:
    host.save(tmp_path / "shot_v003.fake")

    entries.save_version_up(host, environ, person)

    assert host.file() == tmp_path / "shot_v004.fake"
    assert person.told == []
    assert host.said[-1] == (Level.INFO, "Saved as shot_v004.fake.")


def test_a_scene_without_a_name_goes_into_the_shots_folder(
    host: FakeHost, environ: dict[str, str], person: Any, home: Path
) -> None:
    person.answers = [...]

    entries.save_version_up(host, environ, person)

    assert host.file() == home / "work" / SHOT / "maya" / "anim" / "sh0010_anim_v001.ma"


def test_a_published_scene_goes_into_the_shots_folder_and_stays(
    host: FakeHost, environ: dict[str, str], person: Any, home: Path, published_scene: Callable[..., Path]
) -> None:
    path = published_scene()
    before = path.read_bytes()
    host._path = path
    person.answers = [...]

    entries.save_version_up(host, environ, person)

    assert host.file() == home / "work" / SHOT / "maya" / "sh0010_v001.ma"
    assert path.read_bytes() == before


def test_our_own_watch_does_not_forbid_what_mends_it(
    host: FakeHost, environ: dict[str, str], person: Any, home: Path, published_scene: Callable[..., Path]
) -> None:
    from studio_tools.actions.beginning import Beginning

    beginning = Beginning(host, "dcc.fake", environ)
    beginning.begin()
    host._path = published_scene()
    person.answers = [...]

    entries.save_version_up(host, environ, person)

    assert host.file() == home / "work" / SHOT / "maya" / "sh0010_v001.ma"


def test_a_folder_of_a_version_is_no_place_to_save(
    host: FakeHost, environ: dict[str, str], person: Any, published_scene: Callable[..., Path]
) -> None:
    person.answers = [str(published_scene().with_name("mine.ma"))]

    with pytest.raises(HostError, match="is a published version"):
        entries.save_version_up(host, environ, person)

    assert host.file() is None


def test_a_person_who_would_rather_not_saves_nothing(
    host: FakeHost, environ: dict[str, str], person: Any, home: Path
) -> None:
    person.answers = [None]

    entries.save_version_up(host, environ, person)

    assert host.file() is None
    assert not (home / "work").exists()


def test_without_an_address_the_person_chooses_the_place(
    host: FakeHost, environ: dict[str, str], person: Any, tmp_path: Path
) -> None:
    del environ["STUDIO_TOOLS_ADDRESS"]
    person.answers = [str(tmp_path / "new" / "free.fake")]

    entries.save_version_up(host, environ, person)

    assert person.told == [("Save version up", "")]
    assert host.file() == tmp_path / "new" / "free.fake"


# -- set up


def test_set_up_without_a_shot_says_so(host: FakeHost, environ: dict[str, str], person: Any) -> None:
    del environ["STUDIO_TOOLS_ADDRESS"]

    with pytest.raises(ContextError, match="nothing says which shot"):
        entries.set_up(host, environ, lambda *given: ["fps"], lambda *given: None, person)


@pytest.mark.parametrize("says", [True, False])
def test_set_up_mends_where_the_person_says_so(
    host: FakeHost, environ: dict[str, str], person: Any, says: bool
) -> None:
    person.answers, mended = [says], list[Any]()

    entries.set_up(
        host, environ, lambda *given: ["fps: 24 instead of 25"], lambda _, found: mended.extend(found), person
    )

    assert "fps: 24 instead of 25" in person.told[0][1]
    assert mended == (["fps: 24 instead of 25"] if says else [])


def test_set_up_hands_the_shot_and_the_show_to_the_host(host: FakeHost, environ: dict[str, str], person: Any) -> None:
    seen: list[Any] = []

    entries.set_up(host, environ, lambda *given: seen.extend(given) or [], lambda *given: None, person)

    assert seen[0] is host
    assert (seen[1].path, seen[1].cut.first) == ("sq010/sh0010", 1001)
    assert person.told == [("Set up scene", f"The scene is as {SHOT}#anim asks.")]


# -- resume, doctor, about


def test_resume_tells_that_nothing_was_left(host: FakeHost, environ: dict[str, str], person: Any) -> None:
    entries.resume(host, environ, person)

    assert person.told == [("Resume unfinished", "Nothing was left unfinished.")]


def test_resume_tells_what_it_finished(
    host: FakeHost, environ: dict[str, str], person: Any, shell: Shell, home: Path, tmp_path: Path
) -> None:
    gone = {
        "STUDIO_TOOLS__TRACKER__SITE": "http://127.0.0.1:9",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "studio",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "no-key",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }
    (tmp_path / "notes.txt").write_text("grain\n")
    words = ("publish", tmp_path / "notes.txt", "--to", SHOT, "--kind", "other")
    shell.json(*words).result  # noqa: B018 - it asserts that it went well
    (tmp_path / "notes.txt").write_text("more grain\n")
    assert Shell(environ={**environ, **gone}).json(*words).result["state"] == "DEFERRED"

    entries.resume(host, environ, person)

    assert person.told == [("Resume unfinished", f"{SHOT}:other.main@v002: finished")]


def test_the_doctor_tells_what_to_do(host: FakeHost, environ: dict[str, str], person: Any) -> None:
    entries.doctor(host, {**environ, "STUDIO_TOOLS_HOME": "/nowhere"}, person)

    ((title, text),) = person.told
    assert title == "Doctor"
    assert "/nowhere" in text


def test_about_tells_what_runs_and_for_whom(host: FakeHost, environ: dict[str, str], person: Any, home: Path) -> None:
    entries.about(host, environ, person)

    ((_, text),) = person.told
    assert f"studio_tools {studio_tools.__version__}" in text
    assert f"home {home}, as ada, on {SHOT}#anim" in text


@pytest.mark.parametrize("entry", ["load", "updates", "resume", "about"])
def test_without_a_home_each_says_how_to_get_one(host: FakeHost, person: Any, entry: str) -> None:
    with pytest.raises(HomeMissing):
        getattr(entries, entry)(host, {"STUDIO_TOOLS_HOME": "/nowhere"}, person)


def test_a_long_list_is_cut_and_counted() -> None:
    assert entries._lines([str(number) for number in range(50)]).splitlines()[-1] == "… and 10 more"


# -- the face of plain windows


def later(application: Any, act: Callable[[Any], None]) -> list[Any]:
    """Has a person act on the dialog that opens next; what they saw."""
    from PySide6 import QtCore, QtWidgets

    seen: list[Any] = []

    def look() -> None:
        dialog = QtWidgets.QApplication.activeModalWidget()
        if dialog is None:
            QtCore.QTimer.singleShot(10, look)
            return
        seen.append(
            (dialog.windowTitle(), [each.toPlainText() for each in dialog.findChildren(QtWidgets.QPlainTextEdit)])
        )
        act(dialog)

    QtCore.QTimer.singleShot(10, look)
    return seen


def test_a_text_is_shown_until_it_is_closed(host: FakeHost, application: Any) -> None:
    from studio_tools.ui.plain import Plain

    seen = later(application, lambda dialog: dialog.reject())

    Plain(host).tell("Doctor", "All is well.")

    assert seen == [("Doctor", ["All is well."])]


@pytest.mark.parametrize("says", [True, False])
def test_a_question_is_answered_by_its_button(host: FakeHost, application: Any, says: bool) -> None:
    from PySide6 import QtWidgets

    from studio_tools.ui.plain import Plain

    wanted = "Update 3" if says else "Cancel"

    def press(dialog: Any) -> None:
        buttons = dialog.findChildren(QtWidgets.QPushButton)
        next(each for each in buttons if each.text().replace("&", "") == wanted).click()

    later(application, press)

    assert Plain(host).confirm("Updates", "OUTDATED dragon", yes="Update 3") is says


@pytest.mark.parametrize(("typed", "answer"), [(f" {SHOT}:scene ", f"{SHOT}:scene"), ("  ", None)])
def test_a_line_is_asked_for(host: FakeHost, application: Any, typed: str, answer: str | None) -> None:
    from studio_tools.ui.plain import Plain

    def answer_it(dialog: Any) -> None:
        dialog.setTextValue(typed)
        dialog.accept()

    later(application, answer_it)

    assert Plain(host).ask("Load", "Which version?", "proposal") == answer


def test_a_line_that_is_not_given_is_none(host: FakeHost, application: Any) -> None:
    from studio_tools.ui.plain import Plain

    later(application, lambda dialog: dialog.reject())

    assert Plain(host).ask("Load", "Which version?") is None


@pytest.mark.parametrize("takes", [True, False])
def test_a_place_to_save_is_asked_for(host: FakeHost, application: Any, tmp_path: Path, takes: bool) -> None:
    from PySide6 import QtWidgets

    from studio_tools.ui.plain import Plain

    QtWidgets.QApplication.setAttribute(_no_native(), True)
    later(application, lambda dialog: dialog.accept() if takes else dialog.reject())

    found = Plain(host).choose_file("Save version up", str(tmp_path / "shot_v001.ma"))

    assert found == (str(tmp_path / "shot_v001.ma") if takes else None)


def _no_native() -> Any:
    from PySide6 import QtCore

    return QtCore.Qt.ApplicationAttribute.AA_DontUseNativeDialogs
