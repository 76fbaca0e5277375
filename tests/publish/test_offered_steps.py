"""What a file in a folder of steps offers: its `STEPS`, or else every step that stands at its top."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from studio_tools.publish.catalog import Catalog, load_catalog

FACTORY = '''
from studio_tools.publish.steps import validator

def no_word(word):
    @validator(f"core.no-{word}", label=f"No {word}")
    def check(scope):
        """Names say what a file is for."""
        yield None
    return check
'''
TWO = '''
from studio_tools.publish.steps import validator

@validator("core.offered", label="Offered")
def offered(scope):
    """Look at what is offered."""
    yield None

@validator("core.kept-back", label="Kept back")
def kept_back(scope):
    """Look at nothing."""
    yield None

def plain(scope):
    """Look at nothing."""
'''
SHIPPED = frozenset(load_catalog(installed=()).steps)


def loaded(folder: Path, text: str) -> Catalog:
    folder.mkdir(exist_ok=True)
    (folder / "house.py").write_text(dedent(text), "utf-8")
    return load_catalog([folder], installed=())


def added(catalog: Catalog) -> set[str]:
    """The steps of the folder; all the rest ships."""
    return set(catalog.steps) - SHIPPED


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A studio's own package, which makes steps and has one."""
    package = tmp_path / "site"
    package.mkdir()
    (package / "house_factory.py").write_text(f"{FACTORY}\nown = no_word('own')\n", "utf-8")
    monkeypatch.syspath_prepend(package)
    yield "house_factory"
    sys.modules.pop("house_factory", None)


@pytest.mark.parametrize(
    "offer",
    [
        pytest.param('STEPS = tuple(no_word(word) for word in ("tmp", "final"))', id="a-tuple"),
        pytest.param('STEPS = [no_word("tmp"), no_word("final")]', id="a-list"),
    ],
)
def test_steps_that_stand_in_the_offer_only_are_found(tmp_path: Path, offer: str) -> None:
    catalog = loaded(tmp_path, f"{FACTORY}\n{offer}\n")

    assert added(catalog) == {"core.no-tmp", "core.no-final"}
    assert catalog.broken == ()


def test_steps_in_the_offer_are_found_beside_one_at_the_top(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, f'{TWO}{FACTORY}\nSTEPS = (offered, no_word("tmp"))\n')

    assert added(catalog) == {"core.offered", "core.no-tmp"}


def test_a_step_that_the_offer_does_not_name_is_not_offered(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, f"{TWO}\nSTEPS = (offered,)\n")

    assert added(catalog) == {"core.offered"}
    assert catalog.broken == ()


def test_an_empty_offer_offers_nothing(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, f"{TWO}\nSTEPS = ()\n")

    assert added(catalog) == set()
    assert catalog.broken == ()


def test_without_an_offer_every_step_at_the_top_is_offered(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, f'{TWO}{FACTORY}\nno_tmp = no_word("tmp")\n')

    assert added(catalog) == {"core.offered", "core.kept-back", "core.no-tmp"}


def test_a_second_name_of_a_step_is_no_second_step(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, f"{TWO}\nalias = offered\n")

    assert added(catalog) == {"core.offered", "core.kept-back"}
    assert catalog.broken == ()


def test_a_step_that_an_installed_factory_made_is_offered(tmp_path: Path, installed: str) -> None:
    catalog = loaded(tmp_path / "steps", f'from {installed} import no_word\n\nno_tmp = no_word("tmp")\n')

    assert added(catalog) == {"core.no-tmp"}
    assert catalog.broken == ()


def test_a_step_that_was_only_imported_is_not_offered(tmp_path: Path, installed: str) -> None:
    catalog = loaded(tmp_path / "steps", f"{TWO}\nfrom {installed} import own\n")

    assert added(catalog) == {"core.offered", "core.kept-back"}


def test_an_imported_step_is_offered_where_the_offer_names_it(tmp_path: Path, installed: str) -> None:
    catalog = loaded(tmp_path / "steps", f"from {installed} import own\n\nSTEPS = (own,)\n")

    assert added(catalog) == {"core.no-own"}


@pytest.mark.parametrize(
    ("offer", "told", "hint"),
    [
        pytest.param("(offered)", "STEPS is a step, not a tuple of steps", "comma", id="a-step-without-a-comma"),
        pytest.param("None", "STEPS is a NoneType, not a tuple or list of steps", "naming", id="nothing"),
        pytest.param('"offered"', "STEPS is a str, not a tuple or list of steps", "naming", id="a-text"),
        pytest.param("(each for each in ())", "STEPS is a generator, not a tuple", "naming", id="used-up-once-read"),
        pytest.param('{"core.offered": offered}', "STEPS is a dict, not a tuple", "naming", id="a-table"),
        pytest.param("(offered, plain)", "STEPS holds the function plain, which is no step", "@validator", id="bare"),
        pytest.param('("core.offered",)', "STEPS holds the str, which is no step", "@validator", id="an-id"),
    ],
)
def test_an_offer_of_something_else_breaks_the_file(tmp_path: Path, offer: str, told: str, hint: str) -> None:
    catalog = loaded(tmp_path, f"{TWO}\nSTEPS = {offer}\n")

    (error,) = catalog.broken
    assert error.message.startswith(f"{tmp_path / 'house.py'}: {told}")
    assert hint in error.hint
    assert added(catalog) == set()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("x = 1", "it makes no step", id="no-step"),
        pytest.param(f"{TWO}\nSTEPS = (offered, offered)", "two steps are called core.offered: ", id="twice"),
        pytest.param(TWO.replace("core.offered", "Core"), "offered: 'Core' is no step id", id="no-id"),
        pytest.param(TWO.replace('"Offered"', '""'), "offered: the step core.offered has no label", id="no-label"),
    ],
)
def test_a_broken_file_is_named_once(tmp_path: Path, text: str, told: str) -> None:
    (error,) = loaded(tmp_path, text).broken

    assert error.message.startswith(f"{tmp_path / 'house.py'}: {told}")
    assert error.message.count("house.py") == 1


def test_where_a_step_comes_from_is_told_by_its_file(tmp_path: Path) -> None:
    catalog = loaded(tmp_path, TWO)

    assert catalog.get("core.offered").origin == f"{tmp_path / 'house.py'}:offered"


def test_a_step_that_is_there_already_is_told_with_both_files(tmp_path: Path) -> None:
    loaded(tmp_path / "one", TWO)
    loaded(tmp_path / "two", f"{TWO}\nSTEPS = (offered,)\n")

    (error,) = load_catalog([tmp_path / "one", tmp_path / "two"], installed=()).broken

    first, second = (f"{tmp_path / folder / 'house.py'}:offered" for folder in ("one", "two"))
    assert error.message == f"two steps are called core.offered: {first} and {second}"
    assert error.hint == f"The first is used; rename the one in {second}."
