"""What every command answers with `--json`: one document on stdout, its keys, and what stands behind them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Fits = Callable[[Any, Any], None]
Note = Callable[..., Path]
Frames = Callable[..., Path]

TEXT_OR_NONE = (str, type(None))
FORM = {"name": str, "path": str, "frames": TEXT_OR_NONE, "files": int, "bytes": int, "id": int}
VERSION = {
    "address": str,
    "number": int,
    "path": str,
    "files": int,
    "bytes": int,
    "digest": str,
    "representations": [FORM],
}
LISTED = VERSION | {"status": str, "run": str, "reason": TEXT_OR_NONE}
FINDING = {
    "step": str,
    "severity": str,
    "title": str,
    "detail": str,
    "frames": TEXT_OR_NONE,
    "nodes": [str],
    "fixable": bool,
}
PUBLISHED = {"run": str, "state": str, "versions": [VERSION], "findings": [FINDING], "seconds": float}
PLAN = {
    "versions": [{"address": str, "number": int, "path": str, "files": [str]}],
    "writes": [{"entity": str}],
    "difference": {"added": list, "changed": list, "gone": list},
    "findings": [FINDING],
    "bytes": int,
}
RESUMED = {"finished": [{"run": str}], "abandoned": [{"run": str}], "still_waiting": [{"run": str}]}
VERIFIED = {"checked": int, "ok": bool, "problems": [{"address": str, "path": str, "problem": str}]}
USE = {"address": str, "depth": int, "status": str}
WEB = {"address": str, "status": str, "uses": [USE], "used_by": [USE]}
RETRACTED = {"address": str, "status": str, "reason": str, "replacement": TEXT_OR_NONE, "users": [str]}
EXPLAINED = {
    "key": str,
    "doc": str,
    "value": str,
    "winner": str,
    "layers": [{"layer": str, "where": str, "value": str}],
}
CHECKED = {"ok": bool, "problems": [{"key": str, "text": str, "where": str}]}
LINE = {"area": str, "level": str, "text": str, "advice": str}
UNWELL = {"ok": bool, "failed": int, "warnings": int, "lines": [LINE]}
STEP = {"id": str, "phase": str, "label": str, "tooltip": str, "hosts": [str], "optional": bool, "fixable": bool}
STEPS = {"steps": [STEP], "recipes": dict, "broken": list}
CREATED = [{"type": str, "address": str, "id": int, "created": bool, "changed": bool}]
LETTER = "demo/sq010/sh0010:other.letter@v001"
NOTE = "demo/sq010/sh0010:other.note@v001"


ANSWERS: dict[str, tuple[tuple[str, ...], Any]] = {
    "create": (("create", "shot", "demo/sq030/sh0010", "--cut", "1001-1100", "--handles", "8"), CREATED),
    "create sequence": (("create", "sequence", "demo/sq020"), CREATED),
    "create asset": (("create", "asset", "demo/assets/egg", "demo/assets/nest"), CREATED),
    "create task": (("create", "task", "demo/sq010/sh0010#comp"), CREATED),
    "create project": (("create", "project", "other"), CREATED),
    "create user": (("create", "user", "bob"), CREATED),
    "create playlist": (("create", "playlist", "demo/dailies"), CREATED),
    "versions": (("versions", "demo"), [LISTED]),
    "versions --all": (("versions", "demo", "--all"), [LISTED]),
    "show": (("show", LETTER), LISTED | {"manifest": dict, "uses": [USE], "used_by": [USE]}),
    "verify": (("verify",), VERIFIED),
    "verify a version": (("verify", NOTE), VERIFIED),
    "where-used": (("where-used", NOTE), WEB),
    "retract": (("retract", LETTER, "--reason", "wrong words"), RETRACTED),
    "resume": (("resume",), RESUMED),
    "doctor": (("doctor",), UNWELL),
    "config explain": (("config", "explain", "tracker.timeout"), EXPLAINED),
    "config check": (("config", "check"), CHECKED),
    "steps": (("steps",), STEPS),
    "site info": (("site", "info"), {"site": str, "projects": [str]}),
}


@pytest.mark.parametrize(("words", "wanted"), ANSWERS.values(), ids=ANSWERS)
def test_a_command_answers_with_the_keys_it_promises(
    words: tuple[str, ...], wanted: Any, letters: Shell, fits: Fits
) -> None:
    said = letters.json(*words)

    assert said.code == 0, said.out + said.err
    assert set(said.document) == {"ok", "result"}
    fits(said.document, {"ok": bool, "result": wanted})


def test_a_publish_answers_with_the_keys_it_promises(show: Shell, frames: Frames, shot: str, fits: Fits) -> None:
    result = show.json("publish", frames(), "--to", shot, "--kind", "render").result

    fits(result, PUBLISHED)
    assert len(result["versions"]) == 1


def test_a_plan_answers_with_the_keys_it_promises(letters: Shell, note: Note, shot: str, fits: Fits) -> None:
    fits(letters.json("publish", f"other.note={note('more')}", "--to", shot, "--plan").result, PLAN)


def test_a_new_home_answers_with_the_keys_it_promises(bare: Shell, tmp_path: Path, fits: Fits) -> None:
    result = bare.json("init", tmp_path / "new", "--project", "demo").result

    fits(result, {"home": str, "storage": str, "project": str, "site": str})
    assert (result["home"], result["project"]) == (str(tmp_path / "new"), "demo")
    assert Path(result["storage"]).is_absolute()
    assert Path(result["storage"]).is_relative_to(tmp_path / "new")
    assert Path(result["storage"]).is_dir()


def test_a_new_home_publishes_at_once_as_the_systems_user(bare: Shell, tmp_path: Path, note: Note, shot: str) -> None:
    bare.json("init", tmp_path / "new", "--project", "demo").result  # noqa: B018 - it asserts that it went well
    shell = bare.at(tmp_path / "new")
    shell.json("create", "shot", shot).result  # noqa: B018

    assert shell.json("publish", note(), "--to", shot, "--kind", "other").result["state"] == "PUBLISHED"


def test_creating_what_is_there_changes_nothing(show: Shell, shot: str, rows: Callable[[], list[str]]) -> None:
    before = rows()

    (made,) = show.json("create", "shot", shot).result

    assert (made["created"], made["changed"]) == (False, False)
    assert rows() == before


def test_a_blocked_publish_names_the_frames_at_fault(show: Shell, frames: Frames, shot: str, fits: Fits) -> None:
    assert show("create", "shot", shot, "--cut", "1001-1008").code == 0
    folder = frames(numbers=(1001, 1003, 1004, 1008))

    said = show.json("publish", folder, "--to", shot, "--kind", "render")

    assert said.code > 1
    fits(said.document["result"], PUBLISHED)
    assert said.document["result"]["state"] == "BLOCKED"
    errors = [one for one in said.document["result"]["findings"] if one["severity"] == "error"]
    assert "1002, 1005-1007" in [one["frames"] for one in errors]


def test_a_frame_that_cannot_be_read_is_named(show: Shell, frames: Frames, shot: str) -> None:
    folder = frames()
    broken = folder / "beauty.1002.exr"
    broken.write_bytes(broken.read_bytes()[:200])

    said = show.json("publish", folder, "--to", shot, "--kind", "render")

    assert said.document["result"]["state"] == "BLOCKED"
    assert {one["frames"] for one in said.document["result"]["findings"] if one["severity"] == "error"} == {"1002"}


def test_every_finding_is_an_error_a_warning_or_told(show: Shell, frames: Frames, shot: str) -> None:
    words = ("publish", frames(numbers=(1000, 1001, 1003)), "--to", shot, "--kind", "render")

    severities = {one["severity"] for one in show.json(*words).document["result"]["findings"]}

    assert severities
    assert severities <= {"error", "warning", "info"}


def test_a_warning_blocks_until_it_is_accepted(show: Shell, frames: Frames, shot: str) -> None:
    words = ("publish", frames(numbers=(1001, 1002, 1003, 1004)), "--to", shot, "--kind", "render")

    blocked = show.json(*words)
    accepted = show.json(*words, "--accept-warnings")

    assert (blocked.code > 1, blocked.document["result"]["state"]) == (True, "BLOCKED")
    assert {one["severity"] for one in blocked.document["result"]["findings"]} == {"warning"}
    assert accepted.result["state"] == "PUBLISHED"


def test_an_error_blocks_though_warnings_are_accepted(show: Shell, frames: Frames, shot: str) -> None:
    said = show.json("publish", frames(numbers=(1001, 1003)), "--to", shot, "--kind", "render", "--accept-warnings")

    assert said.document["result"]["state"] == "BLOCKED"


@pytest.mark.parametrize("at", [1, 2, 4, 5])
def test_json_may_stand_at_any_place_after_the_command(at: int, letters: Shell, note: Note, shot: str) -> None:
    words = ["publish", str(note("elsewhere")), "--to", shot, "--plan"]
    words.insert(at, "--json")

    said = letters(*words)

    assert json.loads(said.out)["ok"] is True


@pytest.mark.parametrize("words", [("config", "--json", "check"), ("config", "check", "--json")], ids=" ".join)
def test_json_may_stand_behind_either_word_of_a_command(words: tuple[str, ...], show: Shell) -> None:
    assert json.loads(show(*words).out)["ok"] is True


def test_the_document_is_all_there_is_on_stdout(letters: Shell) -> None:
    said = letters.json("versions")

    decoder = json.JSONDecoder()
    _, end = decoder.raw_decode(said.out)
    assert said.out[end:].strip() == ""


def test_without_json_people_get_words(letters: Shell) -> None:
    said = letters("versions")

    assert said.code == 0
    assert not said.out.lstrip().startswith(("{", "["))


def test_an_explanation_names_the_environment_where_that_wins(show: Shell) -> None:
    shell = Shell(environ={**show.environ, "STUDIO_TOOLS__TRACKER__TIMEOUT": "3.5"})

    told = shell.json("config", "explain", "tracker.timeout").result

    assert told["value"] == "3.5"
    assert "STUDIO_TOOLS__TRACKER__TIMEOUT" in told["winner"]
    assert told["layers"][-1]["value"] == "3.5"


def test_settings_of_any_section_can_be_told_by_the_environment(show: Shell) -> None:
    chosen = {"storage.workers": "3", "storage.digest": "blake2b", "site.port": "9001", "checks.holes": "warning"}
    environ = {f"STUDIO_TOOLS__{key.upper().replace('.', '__')}": value for key, value in chosen.items()}
    shell = Shell(environ={**show.environ, **environ})

    held = {key: shell.json("config", "explain", key).result["value"].strip('"') for key in chosen}
    assert held == chosen


def test_a_check_of_the_configuration_names_what_is_wrong_with_its_line(show: Shell, home: Path, fits: Fits) -> None:
    with (home / "studio.toml").open("a") as file:
        file.write("\n[checks]\nholes = 7\n")
    line = (home / "studio.toml").read_text().count("\n")

    said = show.json("config", "check")

    assert said.code > 1
    fits(said.document["result"], CHECKED)
    assert re.search(rf"\b{line}\b", said.document["result"]["problems"][0]["where"])


def test_a_digest_of_a_version_is_that_of_its_sorted_digests(letters: Shell) -> None:
    from blake3 import blake3

    shown = letters.json("show", NOTE).result

    digests = sorted(file["digest"] for file in shown["manifest"]["files"])
    assert shown["digest"] == blake3("\n".join(digests).encode()).hexdigest()


def test_the_digest_of_a_version_does_not_depend_on_its_number(show: Shell, frames: Frames, shot: str) -> None:
    words = ("publish", frames(), "--to", shot, "--kind", "render")

    first, second = (show.json(*words).result["versions"][0] for _ in range(2))

    assert first["number"] != second["number"]
    assert first["digest"] == second["digest"]


def test_new_handles_leave_the_cut_as_it_was(show: Shell, frames: Frames, shot: str) -> None:
    """With two frames of handles, a render of the bare cut lacks frames; one with handles is whole."""
    assert show("create", "shot", shot, "--handles", "2").code == 0
    words = ("--to", shot, "--kind", "render")

    short = show.json("publish", frames("short"), *words)
    whole = show.json("publish", frames("whole", numbers=tuple(range(999, 1006))), *words)

    assert short.document["result"]["state"] == "BLOCKED"
    assert whole.result["state"] == "PUBLISHED"


def test_whoever_is_named_by_the_environment_is_the_author(show: Shell, note: Note, shot: str) -> None:
    shell = Shell(environ={**show.environ, "STUDIO_TOOLS_USER": "grace"})

    (version,) = shell.json("publish", note(), "--to", shot, "--kind", "other").result["versions"]

    assert version["author"] == "grace"
