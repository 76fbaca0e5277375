"""What is wrong with settings: all of it at once, each with its place, none with a secret."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from studio_tools.config import MisshapenApplication, check, load, load_without_home
from studio_tools.config.layers import PREFIX
from studio_tools.errors import ConfigError

Write = Callable[[str, str], Path]


def problems(home: Path, environ: dict[str, str] | None = None, project: str | None = None) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(home, environ or {}, project)
    told = caught.value.details["problems"]
    assert isinstance(told, list)
    return told


@pytest.mark.parametrize(
    ("variable", "text", "said"),
    [
        pytest.param("TRACKER__TIMEOUT", "soon", "tracker.timeout: must be a number", id="no number"),
        pytest.param("STORAGE__WORKERS", "1.5", "storage.workers: must be a whole number", id="no whole number"),
        pytest.param("TELEMETRY__ENABLED", "perhaps", "telemetry.enabled: must be true or false", id="no truth"),
        pytest.param("CHECKS__DISABLED", "[", "checks.disabled: must be written as JSON or TOML", id="no list"),
        pytest.param("TRACKER__TIMEUT", "3", 'tracker.timeut: unknown; did you mean "timeout"?', id="unknown"),
        pytest.param("TRACKR__TIMEOUT", "3", 'trackr: unknown; did you mean "tracker"?', id="an unknown table"),
        pytest.param("TRACKER____TIMEOUT", "3", "names no setting", id="an empty part"),
        pytest.param("", "3", "names no setting", id="no key"),
        pytest.param("TRACKER__SITE__URL", "3", "tracker.site: must be text", id="below a value"),
    ],
)
def test_what_is_wrong_in_the_environment_names_its_variable(home: Path, variable: str, text: str, said: str) -> None:
    (problem,) = problems(home, {PREFIX + variable: text})

    assert said in problem
    assert f"({PREFIX}{variable})" in problem


def test_a_misspelled_key_names_the_nearest_with_file_and_line(home: Path, write: Write) -> None:
    write("home/studio.toml", "# mine\n\n[tracker]\nretries = 2\ntimeut = 12\n")

    assert problems(home) == ['tracker.timeut: unknown; did you mean "timeout"? (studio.toml, line 5)']


def test_everything_wrong_in_all_layers_is_said_at_once(home: Path, write: Write) -> None:
    write("home/studio.toml", '[tracker]\ntimeut = 3\nretries = "x"\n')
    write("home/projects/demo.toml", '[checks]\nrange = "eror"\n')
    user = write("me.toml", "[storage]\nworkers = -1\n")
    environ = {
        "STUDIO_TOOLS_USER_CONFIG": str(user),
        "STUDIO_TOOLS__SITE__PORT": "99999",
        "STUDIO_TOOLS_CONFIG": str(write("wide.toml", "= broken")),
    }

    told = problems(home, environ, "demo")

    assert told == [
        f"is not TOML: invalid statement ({environ['STUDIO_TOOLS_CONFIG']}, line 1)",
        'tracker.timeut: unknown; did you mean "timeout"? (studio.toml, line 2)',
        "tracker.retries: must be a whole number, not text (studio.toml, line 3)",
        'checks.range: must be one of error, warning, info, off; did you mean "error"? (projects/demo.toml, line 2)',
        f"storage.workers: must be at least 0 ({user}, line 2)",
        "site.port: must be at most 65535 (STUDIO_TOOLS__SITE__PORT)",
    ]


def test_a_wrong_value_is_said_also_where_a_stronger_layer_hides_it(home: Path, write: Write) -> None:
    write("home/studio.toml", '[tracker]\ntimeout = "long"\n')

    (problem,) = problems(home, {"STUDIO_TOOLS__TRACKER__TIMEOUT": "3"})

    assert problem.endswith("(studio.toml, line 2)")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        pytest.param("[tracker\n", 1, id="an open table"),
        pytest.param("\n\na = \n", 3, id="no value"),
        pytest.param("[a]\n[a]\n", 2, id="a table twice"),
        pytest.param("a = 1\na = 2\n", 2, id="a key twice"),
        pytest.param("\n\na = [1,\n2\n", 5, id="an open list"),
    ],
)
def test_what_is_no_toml_is_named_with_its_line(home: Path, write: Write, text: str, line: int) -> None:
    write("home/studio.toml", text)

    (problem,) = problems(home)

    assert "is not TOML" in problem
    assert f"studio.toml, line {line}" in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("[tracker]\n\n[tracker]\n", "tracker is set twice; it was in line 1 already", id="a-table"),
        pytest.param(
            '[launch.programs."a.b"]\n\n[launch.programs."a.b"]\n',
            'launch.programs."a.b" is set twice; it was in line 1 already',
            id="a-table-below-another",
        ),
        pytest.param(
            "[tracker]\nTimeout = 1\nTimeout = 2\n",
            "tracker.Timeout is set twice; it was in line 2 already",
            id="a-key",
        ),
        pytest.param(
            "[a]\nb.c = 1\nd = [2,\n3]\nb.c = 3\n", "a.b.c is set twice; it was in line 2 already", id="a-dotted-key"
        ),
        pytest.param("a = 1\n[a.b]\n", "a.b is set twice", id="a-table-below-a-value"),
        pytest.param("a = 1\n[b]\nc = 1\n[a.b]\n", "a.b is set twice", id="a-table-below-a-value-further-up"),
        pytest.param("a.b = 1\n[a]\n", "a is set twice; it was in line 1 already", id="a-table-that-a-key-made"),
        pytest.param("a = {b = 1}\na.c = 2\n", "a is set twice; it was in line 1 already", id="a-closed-table"),
    ],
)
def test_what_is_set_twice_is_named_as_it_is_written_with_both_lines(
    home: Path, write: Write, text: str, said: str
) -> None:
    write("home/studio.toml", text)

    (problem,) = problems(home)

    assert problem == f"is not TOML: {said} (studio.toml, line {len(text.splitlines())})"


# -- the recipes of one application


EXTRA = "[applications.maya.recipes.extra]\n"
GOOD = 'collect = ["maya.scene"]\nvalidate = []\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(f"{EXTRA}{GOOD}", "recipes.extra.extract: is missing (studio.toml, line 1)", id="a-missing-list"),
        pytest.param(
            f"{EXTRA}{GOOD}extract = 'maya.scene-file'\n",
            "recipes.extra.extract: must be a list, not text (studio.toml, line 4)",
            id="text-for-a-list",
        ),
        pytest.param(
            f"{EXTRA}{GOOD}extract = []\nextrakt = []\n",
            'recipes.extra.extrakt: unknown; did you mean "extract"? (studio.toml, line 5)',
            id="a-misspelt-list",
        ),
        pytest.param(
            "[applications.maya.recipes]\nextra = 3\n",
            "recipes.extra: must be a table, not a whole number (studio.toml, line 2)",
            id="no-recipe",
        ),
        pytest.param(
            "[applications.maya.recipe.extra]\n",
            'recipe: unknown; did you mean "recipes"? (studio.toml, line 1)',
            id="a-misspelt-section",
        ),
    ],
)
def test_a_recipe_of_the_wrong_shape_stops_its_application_and_no_other(
    home: Path, write: Write, text: str, said: str
) -> None:
    write("home/studio.toml", text)

    applications = load(home, {}).settings.applications

    assert list(map(str, check(home, {}))) == [f"applications.maya.{said}"]
    hurt = applications["maya"]
    assert isinstance(hurt, MisshapenApplication)
    assert hurt.wrong == (f"applications.maya.{said}",)
    assert "extra" not in hurt.recipes
    assert not isinstance(applications["nuke"], MisshapenApplication)
    assert applications["nuke"] == load_without_home({}).applications["nuke"]


def test_an_application_that_is_no_table_stops_no_other(home: Path, write: Write) -> None:
    write("home/studio.toml", "[applications]\nmaya = 5\n")

    assert list(map(str, check(home, {}))) == [
        "applications.maya: must be a table, not a whole number (studio.toml, line 2)"
    ]
    assert load(home, {}).settings.applications["maya"].recipes == {}


def test_an_application_that_is_hurt_in_two_layers_is_told_in_both(home: Path, write: Write) -> None:
    write("home/studio.toml", "[applications.maya.recipes]\nextra = 3\n")
    write("home/projects/demo.toml", "[applications]\nmaya = 5\n")

    applications = load(home, {}, "demo").settings.applications

    assert isinstance(applications["maya"], MisshapenApplication)
    assert len(applications["maya"].wrong) == 2


def test_the_good_recipes_of_a_hurt_application_are_kept(home: Path, write: Write) -> None:
    write("home/studio.toml", f"{EXTRA}{GOOD}")

    assert set(load(home, {}).settings.applications["maya"].recipes) == set(
        load_without_home({}).applications["maya"].recipes
    )


def test_where_something_else_is_wrong_too_all_is_said(home: Path, write: Write) -> None:
    write("home/studio.toml", f"{EXTRA}{GOOD}[tracker]\ntimeut = 3\n")

    assert [problem.partition(":")[0] for problem in problems(home)] == ["tracker.timeut"]
    assert [problem.key for problem in check(home, {})] == ["tracker.timeut"]


@pytest.mark.parametrize("value", ["5", "'maya'"])
def test_a_section_of_applications_that_is_none_stops_everybody(home: Path, write: Write, value: str) -> None:
    write("home/studio.toml", f"applications = {value}\n")

    with pytest.raises(ConfigError, match="applications: must be a table"):
        load(home, {})


def test_a_file_of_another_encoding_is_named(home: Path) -> None:
    (home / "studio.toml").write_bytes(b'a = "\xff"')

    assert problems(home) == ["is not UTF-8 text (studio.toml)"]


def test_a_byte_order_mark_is_passed_over(home: Path) -> None:
    (home / "studio.toml").write_bytes(b"\xef\xbb\xbf[tracker]\r\ntimeout = 3\r\n")

    assert load(home, {}).settings.tracker.timeout == 3


@pytest.mark.parametrize("variable", ["STUDIO_TOOLS_CONFIG", "STUDIO_TOOLS_USER_CONFIG"])
def test_a_file_that_was_named_and_is_not_there_is_said(home: Path, tmp_path: Path, variable: str) -> None:
    (problem,) = problems(home, {variable: str(tmp_path / "gone.toml")})

    assert "cannot be read: no such file" in problem
    assert "gone.toml" in problem


def test_a_folder_in_place_of_a_file_is_said(home: Path, tmp_path: Path) -> None:
    (problem,) = problems(home, {"STUDIO_TOOLS_CONFIG": str(tmp_path)})

    assert "cannot be read: is a directory" in problem


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param('tracker.site = "ftp://x"', 'tracker.site: must be "embedded" or a URL', id="another protocol"),
        pytest.param('tracker.site = "studio"', 'tracker.site: must be "embedded" or a URL', id="no URL"),
        pytest.param('tracker.site = "http://[x"', 'tracker.site: must be "embedded" or a URL', id="half a URL"),
        pytest.param('tracker.site = "https://me:pw@x.example"', "must not carry a name and password", id="a password"),
        pytest.param('tracker.status_pending = "cmpt"', "must differ from status_published", id="one status for both"),
        pytest.param('tracker.status_retracted = " "', "must not be empty", id="an empty status"),
        pytest.param('templates.shot = "{project}/{nothing}"', "not declared", id="a template's unknown field"),
        pytest.param('templates.shot = "{project}/{kind}"', "must name sequence, entity", id="a template's lack"),
        pytest.param('templates.frame = "{entity}_v{version:03}[.{frame}]"', "must name frame", id="no frame for sure"),
        pytest.param('templates.scene = "{entity}"', "must name version", id="a scene without a number"),
        pytest.param('templates.scene = "{task}_v{version}"', "may name task in brackets only", id="a scene's task"),
        pytest.param('templates.scene = "{entity}/v{version}"', "must be a name, not a path", id="a scene's folder"),
        pytest.param('templates.fields.kind.pattern = ".*"', "lets '/' through", id="a field that lets all through"),
        pytest.param('templates.fields.version.example = "x"', "must be a whole number", id="an example that is none"),
    ],
)
def test_contradictions_are_found_when_loading(home: Path, write: Write, text: str, said: str) -> None:
    write("home/studio.toml", f"\n{text}\n")

    (problem,) = problems(home)

    assert said in problem
    assert "studio.toml, line 2" in problem
    assert "pw" not in problem


def test_check_finds_templates_that_read_one_path(home: Path, write: Write) -> None:
    write(
        "home/studio.toml", 'templates.asset = "{project}/sequences/{kind}/{entity}/publish/{variant}/x/v{version:03}"'
    )

    found = [str(each) for each in check(home, {})]

    assert load(home, {})
    assert any("could be a path of" in each and "studio.toml, line 1" in each for each in found)


def test_check_finds_a_template_that_cannot_be_read_back(home: Path, write: Write) -> None:
    write(
        "home/studio.toml",
        'templates.file = "{entity}_{view}-{ext}_v{version:03}"\n'
        'templates.fields.view = {type = "text", pattern = "[a-z-]+", example = "a"}\n'
        'templates.fields.ext = {type = "text", pattern = "[a-z-]+", example = "b-c"}\n',
    )

    assert any("cannot be read back" in str(each) for each in check(home, {}))


def test_check_finds_kinds_without_a_recipe_and_recipes_without_a_kind(home: Path, write: Write) -> None:
    write(
        "home/studio.toml",
        '[recipes.rendr]\nhosts = ["headless"]\ncollect = []\nvalidate = []\nextract = ["core.copy"]\n'
        '[kinds.groom]\nlabel = "Groom"\nframes = false\nextensions = ["abc"]\n',
    )

    assert sorted(str(each) for each in check(home, {})) == [
        "kinds.groom: has no recipe, so nothing of this kind can be published (studio.toml, line 6)",
        'recipes.rendr: there is no such kind; did you mean "render"? (studio.toml, line 1)',
    ]


def test_check_looks_at_every_project(home: Path, write: Write) -> None:
    write("home/projects/one.toml", "[tracker]\ntimeut = 1\n")
    write("home/projects/two.toml", "[storage]\nrot = 1\n")

    found = [str(each) for each in check(home, {})]

    assert [each.split(":")[0] for each in found] == ["tracker.timeut", "storage.rot"]
    assert [str(each) for each in check(home, {}, "two")] == found[1:]


def test_check_says_each_problem_once(home: Path, write: Write) -> None:
    write("home/studio.toml", "[tracker]\ntimeut = 1\n")
    write("home/projects/one.toml", "")
    write("home/projects/two.toml", "")

    assert len(check(home, {})) == 1


def test_a_fresh_home_has_nothing_to_complain_of(home: Path) -> None:
    assert check(home, {}) == []
