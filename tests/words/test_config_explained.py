"""Explanations: where a value comes from, layer by layer, with secrets starred."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.config import Loaded, load
from studio_tools.errors import ConfigError

Write = Callable[[str, str], Path]


def secretive(home: Path, write: Write) -> tuple[Loaded, str]:
    write("home/studio.toml", '[tracker]\nscript_key = "open-sesame"\n')
    return load(home, {"STUDIO_TOOLS__TRACKER__SCRIPT_KEY": "open-sesame-2"}), "open-sesame"


def test_an_explanation_names_each_layer_and_the_winner(home: Path, write: Write) -> None:
    write("home/studio.toml", "[tracker]\ntimeout = 12\n")
    told = load(home, {"STUDIO_TOOLS__TRACKER__TIMEOUT": "15"}).explain("tracker.timeout")

    assert (told.key, told.value, told.winner) == ("tracker.timeout", "15.0", "STUDIO_TOOLS__TRACKER__TIMEOUT")
    assert "seconds" in told.doc
    assert [each.layer for each in told.layers] == ["defaults", "home", "environment"]
    assert [each.value for each in told.layers] == ["10.0", "12", "15.0"]
    assert told.layers[0].where.startswith("defaults.toml, line ")
    assert told.layers[1].where == "studio.toml, line 2"


def test_an_explanation_of_a_table_shows_what_was_merged(home: Path, write: Write) -> None:
    write("home/studio.toml", '[telemetry.tags]\nsite = "a"\n')
    told = load(home, {"STUDIO_TOOLS__TELEMETRY__TAGS__ROOM": "b"}).explain("telemetry.tags")

    assert told.value == '{"site": "a", "room": "b"}'


def test_an_explanation_takes_keys_in_quotes(home: Path) -> None:
    told = load(home, {}).explain('tracker.file_types."*/exr"')

    assert told.value == '"Rendered Image"'
    assert told.key == 'tracker.file_types."*/exr"'


def test_a_secret_is_starred_in_explanations_and_everywhere_else(home: Path, write: Write) -> None:
    loaded, word = secretive(home, write)
    told = loaded.explain("tracker.script_key")

    assert loaded.settings.tracker.script_key.reveal() == "open-sesame-2"
    assert [each.value for each in told.layers] == ["", "********", "********"]
    assert word not in repr(told)
    assert word not in repr(loaded)
    assert word not in repr(loaded.layers)


def test_a_secret_is_in_no_error_even_on_the_wrong_line(home: Path, write: Write) -> None:
    write(
        "home/studio.toml",
        '[tracker]\nscript_kye = "open-sesame"\ntimeout = "open-sesame"\nscript_key = ["open-sesame"]\n'
        '[checks]\nrange = "open-sesame"\n[storage]\nfree_space_reserve = "open-sesame"\n',
    )
    environ = {"STUDIO_TOOLS__STORAGE__WORKERS": "open-sesame", "STUDIO_TOOLS__CHECKS__DISABLED": "open-sesame"}

    with pytest.raises(ConfigError) as caught:
        load(home, environ)

    assert len(caught.value.details["problems"]) == 7  # type: ignore[arg-type]
    assert "open-sesame" not in str(caught.value) + repr(caught.value.details) + repr(caught.value.args)
    assert "open-sesame" not in repr(caught.value.__cause__)


@pytest.mark.parametrize(
    ("key", "said"),
    [
        pytest.param("tracker.timeut", 'did you mean "timeout"', id="a misspelled key"),
        pytest.param("trackr.timeout", 'did you mean "tracker"', id="a misspelled table"),
        pytest.param("tracker", "is a table of settings", id="a table"),
        pytest.param("recipes.render", "is a table of settings", id="a row of a table"),
        pytest.param("tracker.timeout.x", "nothing below it", id="below a value"),
        pytest.param("telemetry.tags.site", "not set anywhere", id="a free key that nobody set"),
        pytest.param("", "is a table of settings", id="nothing"),
    ],
)
def test_what_cannot_be_explained_says_why(home: Path, key: str, said: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load(home, {}).explain(key)

    assert said in str(caught.value)
