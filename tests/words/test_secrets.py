"""Secrets: they are used, compared and copied, and never shown."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from dataclasses import dataclass, replace

import pytest

from studio_tools.config import Secret, load_without_home

WORD = "open-sesame"


@dataclass(frozen=True)
class Holder:
    key: Secret


@pytest.mark.parametrize(
    "shown",
    [
        pytest.param(str, id="str"),
        pytest.param(repr, id="repr"),
        pytest.param("{}".format, id="format"),
        pytest.param("{:>30}".format, id="format with a width"),
        pytest.param("{!r}".format, id="format of the repr"),
        pytest.param(lambda secret: f"{secret}", id="f-string"),
        pytest.param(lambda secret: "%s" % secret, id="percent"),  # noqa: UP031
        pytest.param(lambda secret: repr([secret]), id="within a list"),
        pytest.param(lambda secret: repr(Holder(secret)), id="within a dataclass"),
        pytest.param(lambda secret: json.dumps([secret], default=str), id="as JSON with a default"),
    ],
)
def test_a_secret_shows_as_stars(shown: object) -> None:
    said = shown(Secret(WORD))  # type: ignore[operator]

    assert WORD not in said
    assert "***" in said


def test_a_secret_is_given_away_only_when_asked() -> None:
    assert Secret(WORD).reveal() == WORD


def test_an_empty_secret_is_false_and_shows_nothing() -> None:
    assert not Secret()
    assert str(Secret()) == ""
    assert Secret(WORD)


def test_secrets_are_compared_by_what_they_hold() -> None:
    assert Secret(WORD) == Secret(WORD)
    assert Secret(WORD) != Secret("other")
    assert Secret(WORD) != WORD
    assert len({Secret(WORD), Secret(WORD)}) == 1


def test_a_secret_survives_copies() -> None:
    assert copy.copy(Secret(WORD)) == Secret(WORD)
    assert copy.deepcopy([Secret(WORD)]) == [Secret(WORD)]


def test_a_secret_is_not_written_down() -> None:
    with pytest.raises(TypeError):
        pickle.dumps(Secret(WORD))
    with pytest.raises(TypeError):
        json.dumps(Secret(WORD))


def test_a_secret_has_no_dictionary_to_look_into() -> None:
    assert not hasattr(Secret(WORD), "__dict__")


def test_a_logged_secret_shows_as_stars(caplog: pytest.LogCaptureFixture) -> None:
    logging.getLogger("test").warning("signing in with %s", Secret(WORD))

    assert WORD not in caplog.text


def test_settings_do_not_show_the_key() -> None:
    settings = load_without_home({"STUDIO_TOOLS__TRACKER__SCRIPT_KEY": WORD})

    assert settings.tracker.script_key.reveal() == WORD
    assert WORD not in repr(settings)
    assert WORD not in repr(replace(settings.tracker, retries=1))
