"""The error tree: one code and one exit for each, and the drawing in the docstring is the tree."""

from __future__ import annotations

import json
import re

import pytest

from studio_tools import errors


def family(root: type[errors.StudioError]) -> list[type[errors.StudioError]]:
    return [root] + [leaf for child in root.__subclasses__() for leaf in family(child)]


TREE = [kind for kind in family(errors.StudioError) if kind.__module__ == errors.__name__]


@pytest.mark.parametrize("kind", TREE, ids=lambda kind: kind.__name__)
def test_each_error_exits_above_one(kind: type[errors.StudioError]) -> None:
    assert 1 < kind.exit_code < 256


def test_no_two_errors_share_a_code() -> None:
    codes = [kind.code for kind in TREE]

    assert sorted(set(codes)) == sorted(codes)


def test_the_drawing_names_the_codes_and_exits_of_the_tree() -> None:
    drawn = re.findall(r"[+-] (\w+)\s+([a-z-]+)\s+(\d+)", errors.__doc__ or "")

    for name, code, status in drawn:
        kind = getattr(errors, name)
        assert (kind.code, kind.exit_code) == (code, int(status))
    grouping = {"StudioError", "PublishError", "TrackerError", "HostError"}
    assert {name for name, _, _ in drawn} == {kind.__name__ for kind in TREE} - grouping


@pytest.mark.parametrize("kind", [kind for kind in TREE if not kind.__subclasses__()], ids=lambda kind: kind.__name__)
def test_each_error_that_is_raised_says_what_to_do(kind: type[errors.StudioError]) -> None:
    assert kind("it broke").hint


def test_an_error_answers_as_json() -> None:
    error = errors.NoSpace("the disk is full", details={"needed": 12})

    assert json.loads(json.dumps(error.as_json())) == {
        "code": "storage-full",
        "message": "the disk is full",
        "hint": errors.NoSpace.default_hint,
        "details": {"needed": 12},
    }


def test_a_hint_given_goes_before_the_usual_one() -> None:
    assert errors.NoSpace("full", hint="Ask Facilities.").hint == "Ask Facilities."
