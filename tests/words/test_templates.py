"""Templates: what they make they read back, and what they cannot make or read they refuse by name."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config import load_without_home, publish_templates
from studio_tools.errors import ConfigError, PathError, PathIncomplete
from studio_tools.templates import Conflict, Field, Template, conflicts

WORD = "[a-z][a-z0-9]*"
FIELDS = {
    "show": Field(name="show", pattern=WORD, example="demo"),
    "shot": Field(name="shot", pattern="[a-z][a-z0-9_]*", example="sh_010"),
    "variant": Field(name="variant", pattern=WORD, example="main"),
    "ext": Field(name="ext", pattern=WORD, example="exr"),
    "version": Field(name="version", kind="number", example="1"),
    "frame": Field(name="frame", kind="number", example="1001"),
    "anything": Field(name="anything", pattern=r"[^/\\.\s\x00-\x1f\x7f]+", example="x"),
}
SHIPPED = publish_templates(load_without_home({})).full()
KNOWN = publish_templates(load_without_home({})).file.declared


def template(text: str) -> Template:
    return Template(text, FIELDS)


PATH = template("{show}/{shot}/v{version:03}/{shot}[_{variant}]_v{version:03}.{ext}")
VALUES: Mapping[str, Any] = {"show": "demo", "shot": "sh_010", "version": 3, "ext": "exr"}


def test_a_path_is_made_from_its_fields() -> None:
    assert PATH.format(VALUES) == "demo/sh_010/v003/sh_010_v003.exr"
    assert PATH.format(VALUES, variant="main") == "demo/sh_010/v003/sh_010_main_v003.exr"
    assert PATH.format(**VALUES) == PATH.format(VALUES)


def test_a_path_is_read_back_with_its_types() -> None:
    assert PATH.parse("demo/sh_010/v003/sh_010_v003.exr") == VALUES
    assert PATH.parse("demo/sh_010/v003/sh_010_main_v003.exr") == {**VALUES, "variant": "main"}


def test_a_path_may_be_a_path_object() -> None:
    assert PATH.parse(PurePosixPath("demo/sh_010/v003/sh_010_v003.exr")) == VALUES


def test_making_and_reading_again_gives_the_same_from_memory() -> None:
    for _ in range(3):
        assert PATH.parse(PATH.format(VALUES)) == VALUES


def test_names_are_in_order_and_those_in_brackets_are_not_required() -> None:
    assert PATH.names == ("show", "shot", "version", "variant", "ext")
    assert PATH.required == {"show", "shot", "version", "ext"}


def test_a_number_may_outgrow_its_padding() -> None:
    made = PATH.format(VALUES, version=12345)

    assert made == "demo/sh_010/v12345/sh_010_v12345.exr"
    assert PATH.parse(made)["version"] == 12345


def test_a_number_without_padding_is_written_bare() -> None:
    bare = template("{show}.{version}")

    assert bare.format(show="demo", version=7) == "demo.7"
    assert bare.parse("demo.0") == {"show": "demo", "version": 0}
    assert not bare.matches("demo.07")


def test_all_that_is_missing_or_malformed_is_said_at_once() -> None:
    with pytest.raises(PathIncomplete) as caught:
        PATH.format(show="Demo", version="3")

    assert caught.value.details["missing"] == ["shot", "ext"]
    assert set(caught.value.details["malformed"]) == {"show", "version"}  # type: ignore[call-overload]
    for said in ("shot", "ext", "show", "'Demo'", "version"):
        assert said in str(caught.value)


def test_none_counts_as_missing() -> None:
    with pytest.raises(PathIncomplete) as caught:
        PATH.format({**VALUES, "shot": None})

    assert caught.value.details["missing"] == ["shot"]


def test_an_absent_optional_field_may_be_none() -> None:
    assert PATH.format({**VALUES, "variant": None}) == "demo/sh_010/v003/sh_010_v003.exr"


def test_a_part_in_brackets_needs_all_its_fields() -> None:
    both = template("{show}[_{shot}_{variant}]")

    with pytest.raises(PathIncomplete) as caught:
        both.format(show="demo", shot="sh")

    assert caught.value.details["missing"] == ["variant"]


def test_a_part_in_brackets_may_repeat_a_field_from_outside() -> None:
    repeated = template("{show}[_{show}_{variant}]")

    assert repeated.format(show="demo") == "demo"
    assert repeated.format(show="demo", variant="main") == "demo_demo_main"
    assert repeated.parse("demo_demo_main") == {"show": "demo", "variant": "main"}
    assert not repeated.matches("demo_other_main")


def test_two_parts_in_brackets_are_independent() -> None:
    two = template("{show}[_{variant}][.{ext}]")

    made = {two.format(show="a"), two.format(show="a", variant="b"), two.format(show="a", ext="c")}
    assert made == {"a", "a_b", "a.c"}
    assert two.parse("a.c") == {"show": "a", "ext": "c"}
    assert two.format(show="a", variant="b", ext="c") == "a_b.c"


def test_declared_fields_that_are_not_needed_are_passed_over() -> None:
    assert PATH.format(VALUES, frame=1001) == PATH.format(VALUES)


def test_a_misspelled_field_is_named_with_the_nearest() -> None:
    PATH.format(VALUES)

    with pytest.raises(PathIncomplete, match='varaint not declared; did you mean "variant"'):
        PATH.format(VALUES, varaint="main")


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(True, id="a truth"),
        pytest.param(3.0, id="a float"),
        pytest.param("3", id="text"),
        pytest.param(-1, id="a negative number"),
    ],
)
def test_what_is_no_whole_number_is_refused_also_when_it_equals_one_seen_before(number: object) -> None:
    for known in (1, 3):
        PATH.format(VALUES, version=known)

    with pytest.raises(PathIncomplete, match="version must be a whole number"):
        PATH.format(VALUES, version=number)


def test_what_is_no_text_is_refused() -> None:
    with pytest.raises(PathIncomplete, match="shot must be text"):
        PATH.format(VALUES, shot=10)


def test_an_unhashable_value_is_refused_like_any_other() -> None:
    with pytest.raises(PathIncomplete, match="shot must be text"):
        PATH.format(VALUES, shot=["sh_010"])


@pytest.mark.parametrize(
    "value",
    [
        pytest.param("a/b", id="a separator"),
        pytest.param("a\\b", id="a separator of Windows"),
        pytest.param("..", id="the folder above"),
        pytest.param("a..b", id="two dots within"),
        pytest.param(".a", id="a dot before"),
        pytest.param("a.", id="a dot behind"),
        pytest.param(" a", id="a blank before"),
        pytest.param("a ", id="a blank behind"),
        pytest.param("a\0b", id="a zero byte"),
        pytest.param("a\nb", id="a newline"),
        pytest.param("", id="nothing"),
    ],
)
@pytest.mark.parametrize("name", sorted(name for name, each in KNOWN.items() if each.kind == "text"))
def test_no_field_lets_a_path_escape(name: str, value: str) -> None:
    assert not KNOWN[name].accepts(value)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("demo/sh_010/v3/sh_010_v3.exr", "{version}", id="too little padding"),
        pytest.param("demo/sh_010/v0003/sh_010_v0003.exr", '"/"', id="too much padding"),
        pytest.param("demo/sh_010/v003/sh_020_v003.exr", "{shot}", id="fields that disagree"),
        pytest.param("Demo/sh_010/v003/sh_010_v003.exr", "{show}", id="a field that does not match"),
        pytest.param("demo/sh_010/v003/sh_010_v003.exr/x", "its end", id="more behind it"),
        pytest.param("demo", '"/"', id="too short"),
        pytest.param("/demo/sh_010/v003/sh_010_v003.exr", "{show}", id="an absolute path"),
        pytest.param("demo/sh_010/v003/sh_010_v003.exr\n", "its end", id="a newline behind it"),
        pytest.param("", "{show}", id="nothing"),
    ],
)
def test_a_path_that_does_not_follow_says_where(path: str, expected: str) -> None:
    with pytest.raises(PathError) as caught:
        PATH.parse(path)

    assert f"{expected} was expected" in str(caught.value)
    assert caught.value.details["path"] == path
    assert not PATH.matches(path)


def test_literal_text_is_no_expression() -> None:
    odd = template("a+(b).%s/{show}")

    assert odd.format(show="demo") == "a+(b).%s/demo"
    assert odd.parse("a+(b).%s/demo") == {"show": "demo"}
    assert not odd.matches("aab.%s/demo")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        pytest.param("{nothing}", "not declared", id="a field nobody declared"),
        pytest.param("{shw}/a", 'did you mean "show"', id="a misspelled field"),
        pytest.param("{show}[_{variant}", "not closed", id="an open bracket"),
        pytest.param("{show}]", "out of place", id="a bracket that closes nothing"),
        pytest.param("{show}[a[{variant}]]", "out of place", id="brackets within brackets"),
        pytest.param("{show}/{", "out of place", id="an open brace"),
        pytest.param("{show!r}", "out of place", id="a conversion"),
        pytest.param("{show}[_x]", "no field of its own", id="brackets without a field"),
        pytest.param("{show}[_{show}]", "no field of its own", id="brackets with a field from outside"),
        pytest.param("[{variant}_]{variant}", "in brackets before", id="brackets before the field stands outside"),
        pytest.param("{version}/{version:03}", "padded in two ways", id="two paddings"),
        pytest.param("{show:03}", "cannot be padded", id="padded text"),
        pytest.param("/{show}", "relative path", id="an absolute path"),
        pytest.param("{show}/../{shot}", "relative path", id="a way up"),
        pytest.param("{show}//{shot}", "relative path", id="an empty part"),
        pytest.param("plain", "at least one field", id="no field"),
        pytest.param("", "at least one field", id="nothing"),
        pytest.param("{show}[a{shot}][b{variant}][c{ext}][d{version}][e{frame}]", "at most 4", id="five options"),
    ],
)
def test_a_template_that_makes_no_sense_is_refused(text: str, why: str) -> None:
    with pytest.raises(ConfigError, match="cannot be used") as caught:
        template(text)

    assert why in str(caught.value)


@pytest.mark.parametrize(
    ("pattern", "why"),
    [
        pytest.param(".+", "lets '/' through", id="everything"),
        pytest.param(r"[^/]+", "through", id="everything but a slash"),
        pytest.param("[a-z]*", "lets '' through", id="nothing at all"),
        pytest.param("(a|b)", "groups", id="a group"),
        pytest.param("(?P<x>a)", "groups", id="a named group"),
        pytest.param("[a-z", "no regular expression", id="an open class"),
        pytest.param("a)(?:b", "no regular expression", id="unbalanced"),
    ],
)
def test_a_field_that_lets_anything_through_is_refused(pattern: str, why: str) -> None:
    with pytest.raises(ConfigError) as caught:
        Field(name="x", pattern=pattern)

    assert why in str(caught.value)
    assert '"x"' in str(caught.value)


def test_alternatives_in_a_pattern_stay_together() -> None:
    either = Template("{side}_{side}", {"side": Field(name="side", pattern="left|right")})

    assert either.parse("left_left") == {"side": "left"}
    assert not either.matches("left_right")
    assert not either.matches("left")


def test_templates_are_joined_with_a_slash() -> None:
    joined = template("{show}/{shot}") / template("{shot}.{ext}")

    assert str(joined) == "{show}/{shot}/{shot}.{ext}"
    assert joined.parse("demo/sh/sh.exr") == {"show": "demo", "shot": "sh", "ext": "exr"}


def test_memory_of_values_is_bounded() -> None:
    numbered = template("{show}.{version}")

    for number in range(10_000):
        assert numbered.parse(numbered.format(show="a", version=number)) == {"show": "a", "version": number}

    assert all(len(slot.texts) <= 4096 and len(slot.values) <= 4096 for slot in numbered._slots.values())


def field_values(field: Field) -> st.SearchStrategy[Any]:
    if field.kind == "number":
        return st.integers(0, 10**7)
    return st.from_regex(f"(?:{field.pattern})", fullmatch=True).filter(field.accepts)


@pytest.mark.parametrize("name", sorted(SHIPPED))
@given(data=st.data())
def test_what_a_shipped_template_makes_it_reads_back(name: str, data: st.DataObject) -> None:
    shipped = SHIPPED[name]
    optional = [each for each in shipped.names if each not in shipped.required]
    wanted = shipped.required | set(data.draw(st.lists(st.sampled_from(optional), unique=True)) if optional else [])
    values = {each: data.draw(field_values(KNOWN[each])) for each in shipped.names if each in wanted}

    assert shipped.parse(shipped.format(values)) == values


@pytest.mark.parametrize("name", sorted(SHIPPED))
@given(path=st.text(max_size=60))
def test_a_shipped_template_reads_only_what_it_would_make(name: str, path: str) -> None:
    shipped = SHIPPED[name]

    if shipped.matches(path):
        assert shipped.format(shipped.parse(path)) == path


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_a_shipped_path_belongs_to_its_template_alone(name: str) -> None:
    shipped = SHIPPED[name]
    path = shipped.format({each: 1 if KNOWN[each].kind == "number" else KNOWN[each].example for each in shipped.names})

    assert [each for each, other in SHIPPED.items() if other.matches(path)] == [name]


def test_no_two_shipped_templates_are_in_conflict() -> None:
    assert conflicts(SHIPPED) == []


@pytest.mark.parametrize(
    ("first", "second", "path"),
    [
        pytest.param("{show}/{shot}", "{show}/{variant}", "demo/main", id="two fields in one place"),
        pytest.param("{show}/assets/{variant}", "{show}/{shot}/{variant}", "demo/assets/main", id="a word for a field"),
        pytest.param("{show}.{ext}", "{show}[.{ext}]", "demo.exr", id="an option that is always there"),
        pytest.param("{show}", "{show}[/{shot}]", "demo", id="an option that adds a folder"),
    ],
)
def test_templates_that_read_one_path_are_found_with_it(first: str, second: str, path: str) -> None:
    one, other = template(first), template(second)

    (found,) = conflicts({"first": one, "second": other})

    assert (found.first, found.second) == ("first", "second")
    assert one.matches(found.path)
    assert other.matches(found.path)
    assert found == Conflict("first", "second", found.path)
    assert found.path.count("/") == path.count("/")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        pytest.param("{show}/shots/{shot}", "{show}/assets/{shot}", id="different words"),
        pytest.param("{show}/{shot}", "{show}/{shot}/{variant}", id="different depths"),
        pytest.param("{show}_v{version:03}", "{show}.{version:03}", id="different marks"),
    ],
)
def test_templates_that_share_no_path_are_not_in_conflict(first: str, second: str) -> None:
    assert conflicts({"first": template(first), "second": template(second)}) == []
