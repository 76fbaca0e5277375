"""`studio config` and `studio steps`: what holds, where it comes from, and what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from studio_tools.testing.shell import Shell


def test_a_setting_is_explained_with_every_layer(shell: Shell, home: Path) -> None:
    (home / "studio.toml").write_text("[tracker]\ntimeout = 20.0\n")

    told = (
        Shell(environ={**shell.environ, "STUDIO_TOOLS__TRACKER__TIMEOUT": "30"})
        .json("config", "explain", "tracker.timeout")
        .result
    )

    assert told["key"] == "tracker.timeout"
    assert told["value"] == "30.0"
    assert [one["value"] for one in told["layers"]][-2:] == ["20.0", "30.0"]
    assert told["winner"] == "STUDIO_TOOLS__TRACKER__TIMEOUT"
    assert "studio.toml, line 2" in [one["where"] for one in told["layers"]]


def test_a_key_that_is_none_is_answered_with_the_nearest(shell: Shell) -> None:
    said = shell.json("config", "explain", "tracker.timeut")

    assert said.code == 10
    assert "timeout" in said.error["message"]


@pytest.mark.parametrize("command", [("explain", "tracker.script_key"), ("show", "tracker"), ("show",), ("check",)])
def test_a_secret_is_stars(command: tuple[str, ...], shell: Shell) -> None:
    asked = Shell(environ={**shell.environ, "STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "open sesame"})

    for said in (asked.json("config", *command), asked("config", *command)):
        assert said.code == 0
        assert "open sesame" not in said.out + said.err


def test_what_holds_is_shown(shell: Shell, home: Path) -> None:
    values = shell.json("config", "show").result

    assert values["storage"]["root"] == str(home / "storage")
    assert values["tracker"]["site"] == "embedded"
    assert values["tracker"]["script_key"] == ""
    assert "render" in values["kinds"]


def test_one_section_is_shown(shell: Shell) -> None:
    assert list(shell.json("config", "show", "site").result) == ["site"]


def test_a_section_that_is_none_is_answered_with_those_there_are(shell: Shell) -> None:
    said = shell.json("config", "show", "trackr")

    assert said.code == 10
    assert "tracker" in said.error["hint"]


def test_a_projects_own_settings_are_shown_with_it(shell: Shell, home: Path) -> None:
    (home / "projects" / "demo.toml").write_text('[checks]\nsurplus = "info"\n')

    alone = shell.json("config", "show", "checks").result
    with_project = shell.json("config", "show", "checks", "--project", "demo").result

    assert alone["checks"]["surplus"] == "warning"
    assert with_project["checks"]["surplus"] == "info"


def test_people_read_settings_line_by_line(shell: Shell) -> None:
    lines = shell("config", "show", "site").out.splitlines()

    assert "site.host = 127.0.0.1" in lines
    assert "site.port = 8765" in lines


def test_people_read_an_explanation(shell: Shell) -> None:
    out = shell("config", "explain", "tracker.timeout").out

    assert out.startswith("tracker.timeout = 10.0\n")
    assert "defaults.toml" in out


def test_right_layers_are_right(shell: Shell) -> None:
    assert shell.json("config", "check").result == {"ok": True, "problems": []}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("[tracker]\ntimeut = 3\n", 'did you mean "timeout"?'),
        ('[tracker]\ntimeout = "soon"\n', "tracker.timeout"),
        ("[storage]\nworkers = -1\n", "storage.workers"),
        ('[tracker]\nsite = "ftp://x"\n', "tracker.site"),
        ("[tracker\n", "line 1"),
        ('[recipes.render]\nvalidate = ["core.nothing"]\n', "core.nothing"),
    ],
    ids=["an unknown key", "a wrong type", "out of range", "no site", "no TOML", "no step"],
)
def test_what_is_wrong_is_named(text: str, told: str, shell: Shell, home: Path) -> None:
    (home / "studio.toml").write_text(text)

    said = shell.json("config", "check")

    assert said.code == 10
    assert said.document["result"]["ok"] is False
    assert any(told in f"{one['key']}: {one['text']} ({one['where']})" for one in said.document["result"]["problems"])


def test_everything_that_is_wrong_is_named_at_once(shell: Shell, home: Path) -> None:
    (home / "studio.toml").write_text("[tracker]\ntimeut = 3\nretries = 99\n")

    assert len(shell.json("config", "check").document["result"]["problems"]) == 2


def test_people_read_what_is_wrong_with_its_line(shell: Shell, home: Path) -> None:
    (home / "studio.toml").write_text("[tracker]\ntimeut = 3\n")

    said = shell("config", "check")

    assert "studio.toml, line 2" in said.out
    assert "1 setting to mend" in said.err


def test_wrong_settings_stop_every_other_command_with_the_line(shell: Shell, home: Path) -> None:
    (home / "studio.toml").write_text("[tracker]\ntimeut = 3\n")

    said = shell.json("versions")

    assert said.code == 10
    assert "studio.toml, line 2" in said.error["message"]


def test_check_names_both_templates_that_do_not_go_together_and_does_not_send_to_itself(
    shell: Shell, home: Path
) -> None:
    (home / "studio.toml").write_text(
        '[templates]\nshot = "{project}/{sequence}/{entity}/{kind}_{variant}/v{version:04}"\n'
    )

    said = shell.json("config", "check")

    assert said.code == 10
    assert said.error["hint"] == "Correct the named lines."
    (problem,) = said.error["details"]["problems"]
    assert (problem["key"], problem["where"]) == ("templates.shot", "studio.toml, line 2")
    assert "templates.file says {version:03} (defaults.toml, line " in problem["text"]


# -- steps


def test_steps_and_recipes_need_no_home(bare: Shell) -> None:
    result = bare.json("steps").result

    ids = [step["id"] for step in result["steps"]]
    assert "core.frames-complete" in ids
    assert set(result["recipes"]["render"]["validate"]) <= set(ids)
    assert all(step["tooltip"] and step["label"] for step in result["steps"])


def test_list_is_the_same_as_nothing(bare: Shell) -> None:
    assert bare.json("steps", "list").result == bare.json("steps").result


def test_a_studios_own_steps_are_listed(shell: Shell, home: Path) -> None:
    own_step(home, "ours.py", "core.no-mondays")

    listed = {step["id"]: step for step in shell.json("steps").result["steps"]}

    assert listed["core.no-mondays"]["label"] == "No Mondays"


def own_step(home: Path, name: str, step: str) -> None:
    (home / "steps").mkdir(exist_ok=True)
    (home / "steps" / name).write_text(
        "from studio_tools.publish.steps import validator\n\n"
        f'@validator("{step}", label="No Mondays")\n'
        "def no_mondays(scope):\n"
        '    """Refuses to work on Mondays."""\n'
        "    yield None\n"
    )


def test_right_steps_are_right(shell: Shell) -> None:
    result = shell.json("steps", "check").result

    assert result == {"ok": True, "broken": [], "problems": []}


def test_a_broken_step_is_named_and_stops_nothing_else(shell: Shell, home: Path) -> None:
    (home / "steps").mkdir()
    (home / "steps" / "broken.py").write_text("import nothing_of_that_name\n")

    said = shell.json("steps", "check")

    assert said.code == 13
    assert said.error["code"] == "plugin-broken"
    assert "broken.py" in said.document["result"]["broken"][0]["message"]
    assert shell.json("steps").code == 0


def test_two_steps_of_one_name_are_named_with_both_origins(shell: Shell, home: Path) -> None:
    own_step(home, "one.py", "core.no-mondays")
    own_step(home, "two.py", "core.no-mondays")

    said = shell.json("steps", "check")

    assert said.code == 13
    assert "core.no-mondays" in said.document["result"]["broken"][0]["message"]


def test_a_recipe_with_a_step_that_is_none_is_named(shell: Shell, home: Path) -> None:
    (home / "studio.toml").write_text('[recipes.render]\nvalidate = ["core.frames-complet"]\n')

    said = shell.json("steps", "check")

    assert said.code == 10
    assert "core.frames-complete" in said.document["result"]["problems"][0]


def test_people_read_what_each_step_does(bare: Shell) -> None:
    out = bare("steps").out

    assert ["core.frames-complete", "validate"] in [line.split()[:2] for line in out.splitlines()]
    assert "headless" in out


def test_people_read_whether_all_is_right(bare: Shell) -> None:
    assert bare("steps", "check").out.startswith("ok")


# -- what is wrong with one application

BROKEN = """
[applications.nuke.recipes.comp]
collect = ["nuke.ours"]
"""


@pytest.fixture
def half_broken(show: Shell) -> Shell:
    """A home in which a recipe of Nuke names a step whose file is broken."""
    home = Path(show.environ["STUDIO_TOOLS_HOME"])
    (home / "studio.toml").write_text(BROKEN)
    (home / "steps").mkdir()
    (home / "steps" / "nuke_ours.py").write_text("1 / 0\n")
    return show


def test_a_broken_step_and_recipe_of_one_application_stop_no_other_publish(half_broken: Shell, tmp_path: Path) -> None:
    (tmp_path / "note.txt").write_text("a note")

    said = half_broken.json("publish", f"other.note={tmp_path / 'note.txt'}", "--to", "demo/sq010/sh0010")

    assert said.result["state"] == "PUBLISHED"


def test_a_broken_step_and_recipe_of_one_application_are_named_by_check(half_broken: Shell) -> None:
    said = half_broken.json("config", "check")

    assert (said.code, said.error["code"]) == (10, "config-invalid")
    problems = [one["text"] for one in said.document["result"]["problems"]]
    assert any("nuke_ours.py: ZeroDivisionError" in text for text in problems)
    assert any(
        text.startswith("applications.nuke.recipes.comp.collect: there is no step nuke.ours") for text in problems
    )


def test_an_unknown_section_is_answered_with_the_nearest(shell: Shell) -> None:
    error = shell.json("config", "show", "trackr").error

    assert error["message"] == "there is no section 'trackr'; did you mean \"tracker\"?"


def test_a_broken_step_and_recipe_of_one_application_are_named_by_the_doctor(half_broken: Shell) -> None:
    said = half_broken.json("doctor")

    assert said.code > 1
    told = [line["text"] for line in said.document["result"]["lines"] if line["level"] == "fail"]
    assert any("nuke_ours.py: ZeroDivisionError" in text for text in told)
    assert any("there is no step nuke.ours" in text for text in told)
