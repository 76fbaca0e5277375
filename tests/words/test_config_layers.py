"""Layers of settings: real files and a handed-in environment, laid over one another."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.config import Settings, check, load, load_without_home
from studio_tools.config.layers import PREFIX, dotted, in_full, merged, typed
from studio_tools.config.structure import Bytes
from studio_tools.errors import ConfigError, ContextError, HomeMissing

Write = Callable[[str, str], Path]


def test_an_empty_home_has_every_default(home: Path) -> None:
    settings = load(home, {}).settings

    assert settings.tracker.site == "embedded"
    assert settings.tracker.is_embedded
    assert (settings.tracker.timeout, settings.tracker.upload_timeout, settings.tracker.retries) == (10.0, 60.0, 3)
    assert settings.storage.lease_seconds == 120.0
    assert settings.storage.free_space_reserve == 1024**3
    assert settings.checks.outlier_ratio == 0.25
    assert settings.telemetry.location == "none"
    assert settings.site.host == "127.0.0.1"


def test_the_storage_root_lies_in_the_home_unless_it_is_absolute(home: Path, tmp_path: Path) -> None:
    assert load(home, {}).settings.storage.root == home / "storage"

    (home / "studio.toml").write_text(f'storage.root = "{tmp_path / "elsewhere"}"')

    assert load(home, {}).settings.storage.root == tmp_path / "elsewhere"


def test_each_layer_is_stronger_than_the_one_below(home: Path, write: Write) -> None:
    environ: dict[str, str] = {}

    def now() -> float:
        return load(home, environ, "demo").settings.tracker.timeout

    assert now() == 10
    environ["STUDIO_TOOLS_CONFIG"] = str(write("studio-wide.toml", "tracker.timeout = 11"))
    assert now() == 11
    write("home/studio.toml", "[tracker]\ntimeout = 12")
    assert now() == 12
    write("home/projects/demo.toml", "[tracker]\ntimeout = 13")
    assert now() == 13
    environ["STUDIO_TOOLS_USER_CONFIG"] = str(write("me.toml", "[tracker]\ntimeout = 14"))
    assert now() == 14
    environ["STUDIO_TOOLS__TRACKER__TIMEOUT"] = "15"
    assert now() == 15


def test_a_project_speaks_only_for_itself(home: Path, write: Write) -> None:
    write("home/projects/demo.toml", "[tracker]\ntimeout = 13")

    assert load(home, {}, "other").settings.tracker.timeout == 10
    assert load(home, {}).settings.tracker.timeout == 10


def test_the_users_file_is_found_in_their_own_folder(home: Path, tmp_path: Path, write: Write) -> None:
    write(".config/studio_tools/user.toml", "[tracker]\ntimeout = 14")

    assert load(home, {"HOME": str(tmp_path)}).settings.tracker.timeout == 14
    assert load(home, {"HOME": str(tmp_path / "nobody")}).settings.tracker.timeout == 10
    assert load(home, {"HOME": str(tmp_path), "STUDIO_TOOLS_USER_CONFIG": ""}).settings.tracker.timeout == 10


def test_the_process_own_environment_is_not_looked_at(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STUDIO_TOOLS__TRACKER__TIMEOUT", "99")

    assert load(home, {}).settings.tracker.timeout == 10


def test_tables_are_merged_and_lists_are_replaced(home: Path, write: Write) -> None:
    write(
        "home/studio.toml",
        'tracker.file_types = {"render/exr" = "Beauty"}\nrecipes.render.validate = ["core.naming"]',
    )
    settings = load(home, {}).settings

    assert settings.tracker.file_type("render", "exr") == "Beauty"
    assert settings.tracker.file_type("comp", "exr") == "Rendered Image"
    assert settings.recipes["render"].validate == ("core.naming",)
    assert settings.recipes["render"].extract == load_without_home({}).recipes["render"].extract


def test_a_table_may_grow_new_rows(home: Path, write: Write) -> None:
    write(
        "home/studio.toml",
        '[kinds.groom]\nlabel = "Groom"\nframes = false\nextensions = ["abc"]\n'
        '[recipes.groom]\nhosts = ["headless"]\ncollect = []\nvalidate = []\nextract = ["core.copy"]\n',
    )
    settings = load(home, {}).settings

    assert settings.kinds["groom"].label == "Groom"
    assert check(home, {}) == []


@pytest.mark.parametrize(
    ("variable", "text", "read"),
    [
        pytest.param("TRACKER__SITE", "https://x.example", lambda s: s.tracker.site, id="text"),
        pytest.param("STORAGE__WORKERS", "4", lambda s: str(s.storage.workers), id="a whole number"),
        pytest.param("TRACKER__TIMEOUT", "2.5", lambda s: str(s.tracker.timeout), id="a number"),
        pytest.param("TRACKER__SCRIPT_KEY", "s3=cr;et", lambda s: s.tracker.script_key.reveal(), id="a secret"),
        pytest.param("TRACKER__SCRIPT_NAME", "12345", lambda s: s.tracker.script_name, id="text of digits"),
        pytest.param("STORAGE__ROOT", "/mnt/x y", lambda s: str(s.storage.root), id="a path"),
        pytest.param("CHECKS__RANGE", "warning", lambda s: s.checks.range, id="a choice"),
        pytest.param("TRACKER__FILE_TYPES__GROOM", "Hair", lambda s: s.tracker.file_types["groom"], id="a free key"),
        pytest.param("RECIPES__RENDER__HOSTS", '["nuke"]', lambda s: s.recipes["render"].hosts[0].replace(
            "nuke", '["nuke"]'), id="a list"),
    ],
)  # fmt: skip
def test_the_environment_is_read_as_the_schema_says(
    home: Path, variable: str, text: str, read: Callable[[Settings], str]
) -> None:
    assert read(load(home, {PREFIX + variable: text}).settings) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("true", True, id="true"),
        pytest.param("YES", True, id="yes"),
        pytest.param("1", True, id="one"),
        pytest.param("off", False, id="off"),
        pytest.param(" False ", False, id="false with blanks"),
    ],
)
def test_a_truth_may_be_written_in_several_ways(home: Path, text: str, expected: bool) -> None:
    settings = load(home, {"STUDIO_TOOLS__STORAGE__SHARE_IDENTICAL": text}).settings

    assert settings.storage.share_identical is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('["a", "b"]', ["a", "b"], id="JSON and TOML"),
        pytest.param("['a']", ["a"], id="TOML alone"),
        pytest.param('{"a": 1}', {"a": 1}, id="a table as JSON"),
        pytest.param("{a = 1}", {"a": 1}, id="a table as TOML"),
        pytest.param("[]", [], id="empty"),
    ],
)
def test_lists_and_tables_may_be_written_as_json_or_toml(text: str, expected: object) -> None:
    assert typed(tuple[str, ...], text) == expected


@pytest.mark.parametrize("text", ["[1", "a, b", "[]\nevil = 1", "", "1 2"])
def test_a_list_that_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="JSON or TOML"):
        typed(tuple[str, ...], text)


def test_a_size_in_the_environment_may_have_a_unit(home: Path) -> None:
    for text, expected in (("2GiB", 2 * 1024**3), ("4096", 4096)):
        environ = {"STUDIO_TOOLS__STORAGE__FREE_SPACE_RESERVE": text}
        assert load(home, environ).settings.storage.free_space_reserve == Bytes(expected)


def test_a_table_and_a_key_of_it_may_both_stand_in_the_environment(home: Path) -> None:
    environ = {
        "STUDIO_TOOLS__TELEMETRY__TAGS": '{"site": "a", "room": "b"}',
        "STUDIO_TOOLS__TELEMETRY__TAGS__SITE": "c",
    }

    assert load(home, environ).settings.telemetry.tags == {"site": "c", "room": "b"}


def test_without_a_home_there_are_settings_all_the_same() -> None:
    assert load_without_home({"STUDIO_TOOLS__TRACKER__TIMEOUT": "4"}).tracker.timeout == 4
    with pytest.raises(ConfigError, match="must be a number"):
        load_without_home({"STUDIO_TOOLS__TRACKER__TIMEOUT": "x"})


def test_a_folder_that_is_no_home_is_refused(tmp_path: Path) -> None:
    with pytest.raises(HomeMissing, match=r"studio\.toml"):
        load(tmp_path, {})


@pytest.mark.parametrize("code", ["../evil", "a/b", "", ".", "a b", "x\n"])
def test_a_project_cannot_lead_out_of_the_home(home: Path, code: str) -> None:
    with pytest.raises(ContextError):
        load(home, {}, code)


def test_loading_takes_a_few_milliseconds_at_its_best(home: Path, write: Write) -> None:
    """Not a benchmark (that is `make bench`): a guard against work that belongs elsewhere, such as finding lines."""
    write("home/projects/demo.toml", "[tracker]\ntimeout = 13\n")

    def once() -> float:
        start = perf_counter()
        load(home, {}, "demo")
        return perf_counter() - start

    assert min(once() for _ in range(20)) < 0.1


plain_tables = st.recursive(
    st.one_of(st.integers(), st.text(max_size=3)),
    lambda inner: st.dictionaries(st.sampled_from("abc"), inner),
    max_leaves=6,
)


@given(plain_tables)
def test_laying_nothing_or_the_same_over_a_value_changes_nothing(value: object) -> None:
    assert merged(value, value) == value
    if isinstance(value, dict):
        assert merged(value, {}) == value


@given(*[st.dictionaries(st.sampled_from("abc"), plain_tables)] * 3)
def test_it_does_not_matter_which_layers_are_merged_first(one: object, two: object, three: object) -> None:
    tables = [one, two, three]

    assert _leaves_win(merged(merged(one, two), three), tables)


def _leaves_win(result: object, layers: list[object]) -> bool:
    """Every value of the strongest layer is in the result."""
    strongest = layers[-1]
    if not isinstance(strongest, dict) or not isinstance(result, dict):
        return result == strongest
    return all(_leaves_win(result[key], [value]) for key, value in strongest.items())


def test_merging_leaves_both_layers_as_they_were() -> None:
    below, above = {"a": {"b": 1}}, {"a": {"c": 2}}

    assert merged(below, above) == {"a": {"b": 1, "c": 2}}
    assert (below, above) == ({"a": {"b": 1}}, {"a": {"c": 2}})


def test_paths_are_spelled_as_in_toml() -> None:
    assert dotted(("tracker", "file_types", "*/exr")) == 'tracker.file_types."*/exr"'


@pytest.mark.parametrize(
    ("where", "full"),
    [
        pytest.param("studio.toml, line 3", "/show/studio.toml, line 3", id="the home's file"),
        pytest.param("studio.toml", "/show/studio.toml", id="no line"),
        pytest.param("projects/demo.toml, line 1", "/show/projects/demo.toml, line 1", id="a project's file"),
        pytest.param("/etc/wide.toml, line 1", "/etc/wide.toml, line 1", id="a file elsewhere"),
        pytest.param("defaults.toml, line 9", "defaults.toml, line 9", id="what ships"),
        pytest.param("STUDIO_TOOLS__SITE__PORT", "STUDIO_TOOLS__SITE__PORT", id="a variable"),
        pytest.param("", "", id="nowhere"),
    ],
)
def test_a_place_in_a_home_is_told_in_full(where: str, full: str) -> None:
    assert in_full(where, Path("/show")) == full
