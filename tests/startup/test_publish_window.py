"""The window to publish: what may be pressed when, what it says, and that it publishes for real."""

from __future__ import annotations

import gc
import os
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from studio_tools.host import Output, Scene
from studio_tools.testing.fake_host import FakeHost
from studio_tools.testing.shell import Shell

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

SHOT = "demo/sq010/sh0010"

SETTINGS = """
[host]
worker = "never"

[recipes.other]
hosts = ["headless", "fake"]
collect = []
validate = ["fake.moods"]
extract = ["fake.exports"]
"""

STEPS = '''
"""What the host of these tests runs."""

from studio_tools.host import Output
from studio_tools.publish.items import Artifact, SourceFile
from studio_tools.publish.steps import extractor, validator


def cheer_up(scope, finding):
    """Forget the mood, where it can be forgotten."""
    if scope.host.note("stuck"):
        scope.host.set_note("stuck", None)
    elif scope.host.note("breaks"):
        raise RuntimeError("no way")
    else:
        scope.host.set_note("mood", None)


@validator("fake.moods", label="Moods", hosts=("fake",), fix=cheer_up)
def moods(scope):
    """Tell of the mood that the scene notes."""
    if mood := scope.host.note("mood"):
        yield getattr(scope, mood)(f"the mood is {mood}", nodes=["pSphere1"], fixable=mood != "info")


@extractor("fake.exports", label="Exports", hosts=("fake",))
def exports(scope):
    """Write what the host exports."""
    (made,) = scope.host.export(scope.item.facts[Output], scope.stage / "scene.txt")
    seen = made.stat()
    file = SourceFile(path=made, size=seen.st_size, modified=seen.st_mtime_ns)
    yield Artifact(item=scope.item.id, representation="txt", extension="txt", files=(file,))
'''


@pytest.fixture
def environ(environ: dict[str, str], home: Path) -> dict[str, str]:
    text = (home / "studio.toml").read_text()
    (home / "studio.toml").write_text(f"{text}\n{SETTINGS}")
    (home / "steps").mkdir(exist_ok=True)
    (home / "steps" / "fake_steps.py").write_text(STEPS)
    return environ


@pytest.fixture
def host() -> FakeHost:
    made = FakeHost()
    made.document = made._saved = type(made.document)(outputs=(Output(id="out", label="The scene", kind="other"),))
    return made


@pytest.fixture
def window(host: FakeHost, environ: dict[str, str], application: Any) -> Iterator[Any]:
    from PySide6 import QtCore

    from studio_tools.ui.publish_window import open_window

    opened = open_window(host, environ)
    opened.setAttribute(QtCore.Qt.WidgetAttribute.WA_DeleteOnClose, False)
    yield opened
    opened.close()
    opened.deleteLater()
    QtCore.QCoreApplication.sendPostedEvents(None, QtCore.QEvent.Type.DeferredDelete.value)


def texts(window: Any) -> list[str]:
    return [window.findings.item(at).text() for at in range(window.findings.count())]


def is_ready(window: Any) -> bool:
    return window._driver is not None and window._driver.is_over


def test_it_proposes_what_the_application_was_started_for(window: Any) -> None:
    assert window.address.text() == f"{SHOT}#anim"
    assert window.publish_button.isEnabled()
    assert window.close_button.text() == "Close"


def test_without_an_address_nothing_can_be_pressed(window: Any) -> None:
    window.address.setText("  ")

    assert not window.plan_button.isEnabled()
    assert not window.publish_button.isEnabled()


def test_an_address_that_will_not_do_is_told_and_the_comment_stays(window: Any) -> None:
    window.address.setText("no address at all!")
    window.comment.setPlainText("grain matched")

    window.publish()

    assert "is not an address" in window.text.toPlainText()
    assert window.comment.toPlainText() == "grain matched"
    assert window.publish_button.isEnabled()


def test_an_address_that_nobody_knows_is_told(window: Any) -> None:
    window.address.setText("demo/sq010/sh9999")

    window.plan()

    assert "sh9999" in window.text.toPlainText()
    assert window.publish_button.isEnabled()


def test_a_plan_tells_the_version_and_touches_nothing(window: Any, turn: Callable[..., None], shell: Shell) -> None:
    window.plan()
    assert not window.publish_button.isEnabled()
    turn(lambda: is_ready(window))

    assert f"{SHOT}:other.main@v001" in window.text.toPlainText()
    assert "Nothing was touched yet." in window.text.toPlainText()
    assert shell.json("versions").result == []
    assert window.publish_button.isEnabled()


def test_publish_publishes(window: Any, turn: Callable[..., None], shell: Shell) -> None:
    window.comment.setPlainText("grain matched")

    window.publish()
    turn(lambda: is_ready(window))

    assert f"Published:\n    {SHOT}:other.main@v001" in window.text.toPlainText()
    (version,) = shell.json("versions").result
    assert version["comment"] == "grain matched"
    assert version["status"] == "SEALED"
    assert not window.publish_button.isEnabled()


def test_while_it_publishes_nothing_can_be_changed(window: Any, turn: Callable[..., None]) -> None:
    window.publish()

    assert not window.address.isEnabled()
    assert window.comment.isReadOnly()
    assert window.close_button.text() == "Cancel"

    turn(lambda: is_ready(window))
    assert window.close_button.text() == "Close"


def test_findings_that_block_are_listed_with_what_to_do(
    window: Any, host: FakeHost, turn: Callable[..., None], shell: Shell
) -> None:
    host.set_note("mood", "error")

    window.publish()
    turn(lambda: is_ready(window))

    assert texts(window) == ["error   other.main: the mood is error  pSphere1  (can be mended)"]
    assert "Mend what is named" in window.text.toPlainText()
    assert shell.json("versions").result == []
    assert window.publish_button.isEnabled()


def test_warnings_are_passed_where_the_person_says_so(
    window: Any, host: FakeHost, turn: Callable[..., None], shell: Shell
) -> None:
    host.set_note("mood", "warning")
    window.publish()
    turn(lambda: is_ready(window))
    assert shell.json("versions").result == []

    window.accept_warnings.setChecked(True)
    window.publish()
    turn(lambda: is_ready(window))

    assert len(shell.json("versions").result) == 1


def test_a_finding_selects_what_it_is_about(
    window: Any, host: FakeHost, turn: Callable[..., None], monkeypatch: pytest.MonkeyPatch
) -> None:
    host.set_note("mood", "error")
    chosen: list[list[str]] = []
    monkeypatch.setattr(FakeHost, "select", lambda self, ids: chosen.append(list(ids)))
    window.plan()
    turn(lambda: is_ready(window))

    window.findings.itemActivated.emit(window.findings.item(0))

    assert chosen[-1] == ["pSphere1"]


def test_what_can_be_mended_is_mended_and_looked_at_again(
    window: Any, host: FakeHost, turn: Callable[..., None], shell: Shell
) -> None:
    assert not window.mend_button.isEnabled()
    host.set_note("mood", "error")
    window.plan()
    turn(lambda: is_ready(window))
    assert window.mend_button.isEnabled()

    window.mend()
    assert not window.mend_button.isEnabled()
    turn(lambda: is_ready(window))

    assert "Mended 1, each as one step to undo. The checks find nothing more." in window.text.toPlainText()
    assert texts(window) == []
    assert host.note("mood") is None
    assert shell.json("versions").result == []
    host.undo()
    assert host.note("mood") == "error"


def test_what_is_still_there_after_mending_is_told(window: Any, host: FakeHost, turn: Callable[..., None]) -> None:
    host.set_note("mood", "error")
    host.set_note("stuck", "yes")
    window.plan()
    turn(lambda: is_ready(window))

    window.mend()
    turn(lambda: is_ready(window))

    assert "Mended 0 of 1, each as one step to undo. 1 left, listed below." in window.text.toPlainText()
    assert window.mend_button.isEnabled()


def test_mending_that_breaks_leaves_what_is_to_be_mended_listed(
    window: Any, host: FakeHost, turn: Callable[..., None]
) -> None:
    host.set_note("mood", "error")
    host.set_note("breaks", "yes")
    window.plan()
    turn(lambda: is_ready(window))
    before = texts(window)

    window.mend()
    turn(lambda: is_ready(window))

    assert "no way" in window.text.toPlainText()
    assert texts(window) == before
    assert window.mend_button.isEnabled()


def test_what_nobody_can_mend_is_not_offered(window: Any, host: FakeHost, turn: Callable[..., None]) -> None:
    host.set_note("mood", "info")
    window.plan()
    turn(lambda: is_ready(window))

    assert "info   other.main: the mood is info  pSphere1" in texts(window)
    assert not window.mend_button.isEnabled()


def test_leaving_while_it_publishes_undoes_it_and_closes(window: Any, turn: Callable[..., None], shell: Shell) -> None:
    window.publish()
    window.close()

    assert window.isVisible()
    turn(lambda: not window.isVisible())

    assert shell.json("versions").result == []
    assert shell.json("resume").result["finished"] == []


def test_leaving_midway_undoes_what_was_done(window: Any, turn: Callable[..., None], shell: Shell) -> None:
    phases: list[str] = []
    window.state.setText("")
    window.publish()
    turn(lambda: phases.append(window.state.text()) or phases[-1].startswith(("reserve", "extract")))

    window.close()
    turn(lambda: not window.isVisible())

    assert "Nothing was published." in window.text.toPlainText()
    assert shell.json("versions").result == []
    assert [each["status"] for each in shell.json("versions", "--all").result] in ([], ["ABANDONED"])


def test_the_site_is_away_and_that_is_told(window: Any, host: FakeHost, environ: dict[str, str], turn: Any) -> None:
    from studio_tools.ui.publishing import Publishing

    gone = {
        "STUDIO_TOOLS__TRACKER__SITE": "http://127.0.0.1:9",
        "STUDIO_TOOLS__TRACKER__SCRIPT_NAME": "studio",
        "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "no-key",
        "STUDIO_TOOLS__TRACKER__RETRIES": "0",
    }
    window.plan()
    turn(lambda: is_ready(window))
    window._publishing.close()
    window._publishing = Publishing(host, environ | gone)

    window.publish()
    turn(lambda: is_ready(window))

    assert "Published, and safe. The site is away" in window.text.toPlainText()


def test_what_is_over_is_held_by_nothing_in_a_circle(
    host: FakeHost, environ: dict[str, str], application: Any, turn: Callable[..., None]
) -> None:
    """Else the collector may destroy a window on the other thread, and the program ends."""
    from studio_tools.ui.publish_window import open_window

    gc.collect()
    gc.disable()
    try:
        shown = [open_window(host, environ)]
        shown[0].publish()
        turn(lambda: is_ready(shown[0]))
        seen = [weakref.ref(each) for each in (shown[0], shown[0]._driver, shown[0]._publishing)]
        shown[0].close()
        shown.clear()

        assert [each() for each in seen] == [None, None, None]
    finally:
        gc.enable()


def test_a_fault_of_ours_says_that_it_is_one(window: Any) -> None:
    assert "a fault of ours" in window._publishing.failed(KeyError("x"))


def test_a_fake_host_is_a_scene() -> None:
    assert isinstance(FakeHost(), Scene)
