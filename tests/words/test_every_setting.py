"""Every setting one by one: overridden, explained, misspelled and mistyped, in a file and in the environment."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest

from studio_tools.config import Loaded, Secret, Settings, documented, load, load_without_home
from studio_tools.config.layers import PREFIX, defaults
from studio_tools.config.structure import Bytes, kind_at
from studio_tools.config.toml_lines import key_lines
from studio_tools.errors import ConfigError

KEYS = [each.key for each in documented() if "<name>" not in each.key]
FREE_KEYS = [each.key for each in documented() if "<name>" in each.key]
DEFAULTS = load_without_home({})


def path_of(key: str) -> tuple[str, ...]:
    return tuple(key.split("."))


def value_of(settings: Settings, key: str) -> Any:
    value: Any = settings
    for part in path_of(key):
        value = value[part] if isinstance(value, Mapping) else getattr(value, part)
    return value


def another(kind: Any, value: Any) -> tuple[str, Any]:
    """Another value of the same type: as TOML, and as it is read."""
    if get_origin(kind) is Literal:
        word = next(each for each in get_args(kind) if each != value)
        return json.dumps(word), word
    if kind is bool:
        return json.dumps(not value), not value
    if kind is Bytes:
        return '"3GiB"', 3 * 1024**3
    if kind is int:
        return str(value + 1), value + 1
    if kind is float:
        return str(value / 2 + 0.25), value / 2 + 0.25
    if get_origin(kind) is tuple:
        return '["/x"]', tuple(get_args(kind)[0](each) for each in ["/x"])
    if get_origin(kind) is Mapping:
        return '{ x = "y" }', {**value, "x": "y"}
    return template_or_text(kind, value)


def template_or_text(kind: Any, value: Any) -> tuple[str, Any]:
    if "{" in str(value):
        return json.dumps(f"x_{value}"), f"x_{value}"
    text = "https://studio.example" if value == "embedded" else "elsewhere:8080" if kind is Secret else "/elsewhere"
    return json.dumps(text), kind(text)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "studio.toml").write_text("")
    return tmp_path


def test_there_are_many_settings() -> None:
    assert len(KEYS) >= 40
    assert len(set(KEYS)) == len(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_a_file_can_override_it(home: Path, key: str) -> None:
    if key == "templates.fields":
        return  # its rows have keys of their own, which are tried below
    written, expected = another(kind_at(Settings, path_of(key)), value_of(DEFAULTS, key))
    (home / "studio.toml").write_text(f"{key} = {written}")

    loaded = load(home, {})

    assert value_of(loaded.settings, key) == expected
    assert loaded.explain(key).winner == "studio.toml, line 1"


@pytest.mark.parametrize("key", KEYS)
def test_the_environment_can_override_it(home: Path, key: str) -> None:
    kind = kind_at(Settings, path_of(key))
    written, expected = another(kind, value_of(DEFAULTS, key))
    text = json.loads(written) if written.startswith('"') else written
    variable = PREFIX + "__".join(path_of(key)).upper()

    loaded = load(home, {variable: text})

    assert value_of(loaded.settings, key) == expected
    assert loaded.explain(key).winner == variable


@pytest.mark.parametrize("key", KEYS)
def test_its_default_is_explained_with_its_line(home: Path, key: str) -> None:
    told = load(home, {}).explain(key)

    assert told.winner.startswith("defaults.toml, line ")
    assert told.doc.endswith(".")
    assert len(told.layers) == 1


@pytest.mark.parametrize("key", KEYS)
def test_a_value_of_another_type_is_refused_at_its_line(home: Path, key: str) -> None:
    (home / "studio.toml").write_text(f"\n{key} = 1979-05-27\n")

    with pytest.raises(ConfigError) as caught:
        load(home, {})

    (problem,) = caught.value.details["problems"]  # type: ignore[misc]
    assert problem.startswith(f"{key}: must be ")
    assert problem.endswith("(studio.toml, line 2)")


@pytest.mark.parametrize("key", [key for key in KEYS if len(key.split(".")[-1]) > 3])
def test_a_misspelling_of_it_is_corrected(home: Path, key: str) -> None:
    *above, last = path_of(key)
    (home / "studio.toml").write_text(".".join([*above, last[:-1]]) + " = 1")

    with pytest.raises(ConfigError, match="unknown; did you mean") as caught:
        load(home, {})

    assert f'"{last}"' in str(caught.value) or last[:-1] in str(caught.value)


@pytest.mark.parametrize("key", FREE_KEYS)
def test_every_key_of_a_row_has_a_type_and_a_shipped_example(key: str) -> None:
    table, *below = key.split(".<name>.")
    rows = list(value_of(DEFAULTS, table).values())
    kind = kind_at(Settings, path_of(key.replace("<name>", "x")))

    for inner in below[:-1]:
        rows = [row for each in rows for row in getattr(each, inner).values()]
    assert rows
    assert kind is not None
    for row in rows:
        assert getattr(row, below[-1]) is not None


def test_every_default_has_a_line() -> None:
    layer = defaults()
    lines = key_lines(layer.text)
    text = layer.text.splitlines()

    def walk(values: Mapping[str, Any], above: tuple[str, ...]) -> None:
        for key, value in values.items():
            line = text[lines[*above, key] - 1]
            assert key in line
            if isinstance(value, dict):
                walk(value, (*above, key))

    walk(layer.values, ())


def test_every_secret_is_typed_as_one() -> None:
    """A key, password or token that is plain text would be shown by explain, repr and logs."""
    suspicious = ("script_key", "password", "token", "secret")
    for key in KEYS:
        if key.rsplit(".")[-1] in suspicious:
            assert kind_at(Settings, path_of(key)) is Secret


def test_every_part_is_frozen_and_takes_its_values_by_name() -> None:
    for part in fields(Settings):
        kind = get_type_hints(Settings)[part.name]
        for each in (kind, *get_args(kind)):
            if is_dataclass(each) and isinstance(each, type):
                assert each.__dataclass_params__.frozen  # type: ignore[attr-defined]
                assert all(inner.kw_only for inner in fields(each))


def test_folders_of_steps_lie_in_the_home(home: Path) -> None:
    (home / "studio.toml").write_text('steps.folders = ["steps", "/studio/steps"]')

    assert load(home, {}).settings.steps.folders == (home / "steps", Path("/studio/steps"))


def test_a_loaded_home_can_be_compared(home: Path) -> None:
    one, other = load(home, {}), load(home, {})

    assert isinstance(one, Loaded)
    assert one.settings == other.settings
