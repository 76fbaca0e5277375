"""A studio's own steps in trouble, as the author of a step meets it in the shell."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

import pytest

from studio_tools.testing.shell import Said, Shell

STEPS = '''
from studio_tools.publish.steps import validator

def no_word(word):
    @validator(f"core.no-{word}", label=f"No {word}")
    def check(scope):
        """Names say what a file is for."""
        yield None
        if scope.item.id != word:
            raise LookupError("no such thing")
    return check
'''
RECIPE = """
[recipes.other]
hosts = ["headless"]
collect = ["core.files"]
validate = ["core.no-tmp"]
extract = ["core.copy"]
"""


@pytest.fixture
def breaking(show: Shell) -> Shell:
    """A shell in a home whose one check breaks."""
    home = Path(show.environ["STUDIO_TOOLS_HOME"])
    (home / "steps").mkdir(exist_ok=True)
    (home / "steps" / "house.py").write_text(dedent(STEPS) + '\nSTEPS = (no_word("tmp"),)\n', "utf-8")
    with (home / "studio.toml").open("a", encoding="utf-8") as configuration:
        configuration.write(RECIPE)
    return show


def published(shell: Shell, *words: str) -> Said:
    notes = Path("notes.txt")
    notes.write_text("what the director said\n", "utf-8")
    return shell("publish", notes, "--to", "demo/sq010/sh0010", "--kind", "other", *words)


def test_a_step_of_a_factory_is_listed_with_its_file(breaking: Shell) -> None:
    listed = breaking.json("steps", "list").result["steps"]

    (step,) = (step for step in listed if step["id"] == "core.no-tmp")
    assert step["origin"] == f"{breaking.environ['STUDIO_TOOLS_HOME']}/steps/house.py:no_word.<locals>.check"


def test_a_step_that_breaks_tells_its_line_and_how_to_see_more(breaking: Shell) -> None:
    said = published(breaking, "--json")

    file, line = (
        f"{breaking.environ['STUDIO_TOOLS_HOME']}/steps/house.py",
        STEPS.splitlines().index('            raise LookupError("no such thing")') + 1,
    )
    assert said.code == 21
    assert (said.error["details"]["file"], said.error["details"]["line"]) == (file, line)
    assert said.error["hint"].endswith(f"It broke in {file}, line {line}. With --verbose its whole traceback is told.")
    assert "Traceback" not in said.err


def test_people_read_no_traceback_and_no_module_name(breaking: Shell) -> None:
    said = published(breaking)

    told = said.out + said.err
    assert "LookupError: no such thing" in told
    assert "steps/house.py" in "".join(told.split())
    assert "Traceback" not in told
    assert "studio_tools_steps" not in told


def test_verbose_tells_the_traceback_and_does_not_speak_of_itself(breaking: Shell) -> None:
    said = published(breaking, "--json", "--verbose")

    assert said.code == 21
    assert "Traceback (most recent call last)" in said.err
    assert 'raise LookupError("no such thing")' in said.err
    assert "--verbose" not in said.error["hint"]


@pytest.mark.parametrize("words", [("doctor",), ("steps", "check"), ("config", "check")], ids=" ".join)
def test_a_file_without_a_step_is_named_once(shell: Shell, words: tuple[str, ...]) -> None:
    file = Path(shell.environ["STUDIO_TOOLS_HOME"], "steps", "empty.py")
    file.parent.mkdir(exist_ok=True)
    file.write_text("x = 1\n", "utf-8")

    told = shell.json(*words)

    assert told.code > 1
    assert f'"{file}: it makes no step"' in told.out
    assert f"{file}: {file}" not in told.out
