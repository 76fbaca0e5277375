"""The pages say what the code says: every error, setting, step, event and command has its place; links hold."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path
from types import ModuleType

import click
import pytest

import studio_tools
from studio_tools import events
from studio_tools.errors import StudioError
from studio_tools.events import Event
from studio_tools.model import Address
from studio_tools.site.rpc import UNSERVED

HOUSE = Path(__file__).parents[2]
DOCS = HOUSE / "docs"
PAGES = [*sorted(DOCS.rglob("*.md")), HOUSE / "README.md"]
HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]+\]\(([^)]+)\)")


def page(name: str) -> str:
    return (DOCS / name).read_text(encoding="utf-8")


def headings(text: str) -> list[str]:
    return HEADING.findall(FENCE.sub("", text))


def family(root: type[StudioError]) -> Iterator[type[StudioError]]:
    yield root
    for child in root.__subclasses__():
        if child.__module__ == root.__module__:
            yield from family(child)


def event_types() -> list[type[Event]]:
    found = [value for value in vars(events).values() if isinstance(value, type) and issubclass(value, Event)]
    return [each for each in found if each is not Event]


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_generate", DOCS / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("error", list(family(StudioError)), ids=lambda error: error.code)
def test_every_error_has_a_section_that_names_its_exit_status(error: type[StudioError]) -> None:
    _, found, rest = page("errors.md").partition(f"\n## {error.code}\n")
    section = rest.partition("\n## ")[0]

    assert found, f"{error.code} has no section"
    assert re.search(rf"\bExit {error.exit_code}\b", section), f"{error.code} exits with {error.exit_code}"


def test_no_section_speaks_of_an_error_that_does_not_exist() -> None:
    known = {error.code for error in family(StudioError)}

    assert {
        title for title in headings(page("errors.md")) if re.fullmatch(r"[a-z]+(-[a-z]+)+|cancelled", title)
    } == known


def test_the_codes_of_errors_are_their_own() -> None:
    codes = [error.code for error in family(StudioError)]

    assert sorted(codes) == sorted(set(codes))


def test_the_tree_above_the_errors_is_the_tree_of_the_errors() -> None:
    tree = ast.get_docstring(ast.parse((HOUSE / "studio_tools" / "errors.py").read_text(encoding="utf-8"))) or ""
    told = dict(re.findall(r"[+-] (\w+) +([a-z-]+) +\d+", tree))

    assert {name: code for name, code in told.items() if code != own_code(name)} == {}


def own_code(name: str) -> str | None:
    return next((error.code for error in family(StudioError) if error.__name__ == name), None)


@pytest.mark.parametrize("event", event_types(), ids=lambda event: event.__name__)
def test_every_event_is_told_with_all_that_it_says(event: type[Event]) -> None:
    row = next(
        (line for line in page("events-and-metrics.md").splitlines() if line.startswith(f"| `{event.__name__}`")), ""
    )
    common = {field.name for field in fields(Event)}

    assert row, f"{event.__name__} has no row"
    assert [field.name for field in fields(event) if field.name not in common and f"`{field.name}`" not in row] == []


def test_the_generated_pages_are_fresh() -> None:
    stale = {
        name
        for name, text in generator().pages().items()
        if not (DOCS / "reference" / name).is_file() or page(f"reference/{name}") != text
    }

    assert stale == set(), "run `make pages`"


def test_a_generated_page_is_written_whole(tmp_path: Path) -> None:
    module = generator()

    module.write(tmp_path / "reference")

    assert {
        path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "reference").iterdir()
    } == module.pages()


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_every_link_leads_somewhere(path: Path) -> None:
    lost = [link for link in LINK.findall(FENCE.sub("", path.read_text(encoding="utf-8"))) if not leads(path, link)]

    assert lost == []


def leads(path: Path, link: str) -> bool:
    if "://" in link:
        return True
    name, _, anchor = link.partition("#")
    target = (path.parent / name).resolve() if name else path
    if not target.exists():
        return False
    return not anchor or anchor in {anchor_of(title) for title in headings(target.read_text(encoding="utf-8"))}


def anchor_of(title: str) -> str:
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_blocks_of_code_can_be_read_by_what_they_are_for(path: Path) -> None:
    for language, text in FENCE.findall(path.read_text(encoding="utf-8")):
        match language:
            case "python":
                ast.parse(text)
            case "json":
                json.loads(text)
            case "toml":
                tomllib.loads(text)
            case _:
                assert text.strip()


def test_every_command_in_the_pages_exists() -> None:
    """`$ studio …` lines are read with the command's own parser, so that no page shows an option that is not there."""
    from studio_tools.cli.root import root

    wrong = [
        line
        for path in PAGES
        for line in shown(path)
        if not parses(root, click.Context(root, info_name="studio"), line)
    ]

    assert wrong == []


def shown(path: Path) -> Iterator[list[str]]:
    for language, text in FENCE.findall(path.read_text(encoding="utf-8")):
        if language == "console":
            for line in re.sub(r"\\\n\s*", "", text).splitlines():
                words = shlex.split(line, comments=True)[1:] if line.startswith("$ ") else []
                words = words[next((at for at, word in enumerate(words) if "=" not in word), len(words)) :]
                if words[:1] == ["studio"]:
                    yield words[1:]


def parses(group: click.Group, context: click.Context, words: list[str]) -> bool:
    command = group.get_command(context, words[0])
    if command is None:
        return False
    if isinstance(command, click.Group) and len(words) > 1 and not words[1].startswith("-"):
        return parses(command, click.Context(command, info_name=words[0], parent=context), words[1:])
    known = {name for option in command.params for name in option.opts}
    words = words[: words.index("--")] if "--" in words else words  # what follows is an application's
    return all(word in known for word in words[1:] if re.match(r"--?[a-z]", word))


def test_every_address_in_the_words_is_one() -> None:
    table = page("words.md").partition("## Addresses")[2].partition("\n## ")[0]
    addresses = [text for row in table.splitlines() if row.startswith("| ") for text in re.findall(r"`([^`]+)`", row)]

    assert len(addresses) >= 7
    assert [str(Address.parse(text)) for text in addresses] == addresses


def test_every_measurement_is_told() -> None:
    scripts = {path.name for path in (HOUSE / "bench").glob("bench_*.py")}

    assert {name for name in scripts if f"`bench/{name}`" not in page("performance.md")} == set()


def test_what_the_embedded_site_refuses_is_told() -> None:
    refused = page("site.md").partition("## What is refused")[2]

    assert [method for method in UNSERVED if f"`{method}`" not in refused] == []


def test_every_decision_is_in_the_index_and_tells_its_options_and_outcome() -> None:
    decisions = sorted((DOCS / "decisions").glob("[0-9]*.md"))
    index = page("decisions/index.md")
    needed = {"The question", "Outcome"}

    assert [path.name for path in decisions if path.name not in index] == []
    assert [path.name for path in decisions if not needed <= set(headings(path.read_text("utf-8")))] == []


def test_the_version_is_the_same_wherever_it_stands() -> None:
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    newest = headings((HOUSE / "CHANGELOG.md").read_text(encoding="utf-8"))[1]

    assert project["version"] == studio_tools.__version__ == newest.partition(",")[0]


def test_every_page_is_in_the_navigation() -> None:
    navigation = (HOUSE / "mkdocs.yml").read_text(encoding="utf-8")
    pages = [path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")]

    assert [name for name in pages if name not in navigation and not name.startswith("decisions/0")] == []


@pytest.mark.long
def test_the_documentation_builds_without_a_warning(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")]

    built = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=300, check=False)

    assert built.returncode == 0, built.stderr
    assert (tmp_path / "site" / "errors.html").is_file()
