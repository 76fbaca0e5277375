from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, cast

import pytest

from studio_tools.config import ApplicationSettings, MisshapenApplication, RecipeSettings, SceneRecipeSettings, Settings
from studio_tools.errors import ConfigError, PluginError, UsageError
from studio_tools.host import Output
from studio_tools.jobs import Phase
from studio_tools.publish.catalog import Catalog, load_catalog
from studio_tools.publish.items import Sources
from studio_tools.publish.recipe import Recipes, load_recipes, recipe_problems
from studio_tools.publish.steps import AnyStep, Scope, collector, extractor, validator
from studio_tools.testing.builders import settings


@dataclass(frozen=True)
class Length:
    frames: int


def never(scope: Scope[Any]) -> Iterator[None]:
    """Never runs."""
    yield None


MEASURE = collector("core.measure", label="Measure", provides=(Length,), needs=(Sources,))(never)
LONG = validator("core.long-enough", label="Long enough", needs=(Length,), optional=True)(never)
STRICT = validator("core.strict", label="Strict")(never)
WRITE = extractor("core.write", label="Write")(never)
MESHES = collector("maya.meshes", label="Meshes", provides=(Length,), needs=(Output,))(never)
CATALOG = Catalog({step.id: step for step in (MEASURE, LONG, STRICT, WRITE, MESHES)})


def recipe(**changes: tuple[str, ...]) -> RecipeSettings:
    plain = RecipeSettings(
        hosts=("headless",), collect=("core.measure",), validate=("core.long-enough",), extract=("core.write",)
    )
    return replace(plain, **changes)


def configured(disabled: tuple[str, ...] = (), **recipes: RecipeSettings) -> Settings:
    known = settings()
    return replace(known, recipes=recipes, applications={}, checks=replace(known.checks, disabled=disabled))


def test_the_recipes_that_ship_are_right() -> None:
    assert recipe_problems(settings(), load_catalog(installed=())) == []


def test_every_kind_that_ships_has_a_recipe_for_the_shell() -> None:
    recipes = load_recipes(settings(), load_catalog(installed=()))
    for kind in settings().kinds:
        assert recipes.of(kind, "headless").extract


def test_a_good_recipe_keeps_its_order() -> None:
    found = load_recipes(configured(model=recipe(validate=("core.strict", "core.long-enough"))), CATALOG)
    assert found.of("model", "headless").validate == (STRICT, LONG)


def test_an_unknown_step_is_named_with_the_nearest() -> None:
    (problem,) = recipe_problems(configured(model=recipe(validate=("core.long-enoug",))), CATALOG)
    assert problem == 'recipes.model.validate: there is no step core.long-enoug; did you mean "core.long-enough"?'


def test_a_step_in_the_wrong_list_is_named() -> None:
    (problem,) = recipe_problems(configured(model=recipe(validate=("core.write",))), CATALOG)
    assert problem == "recipes.model.validate: core.write is a step of extract"


def test_a_step_of_another_host_is_named() -> None:
    problems = recipe_problems(configured(model=recipe(collect=("core.measure", "maya.meshes"))), CATALOG)
    assert problems == ["recipes.model.collect: maya.meshes runs in maya, the recipe in headless"]


def test_a_host_that_is_misspelt_is_named_with_the_nearest() -> None:
    problems = recipe_problems(configured(model=recipe(hosts=("headless", "headles"))), CATALOG)
    assert 'recipes.model.hosts: no step knows headles; did you mean "headless"?' in problems


def test_a_host_of_the_studios_own_is_nobodys_mistake() -> None:
    problems = recipe_problems(configured(model=recipe(hosts=("headless", "houdini"))), CATALOG)
    assert not any("no step knows" in each for each in problems)


def test_a_need_that_nothing_provides_is_named() -> None:
    (problem,) = recipe_problems(configured(model=recipe(collect=())), CATALOG)
    assert problem.startswith("recipes.model.validate: core.long-enough needs Length")
    assert problem.endswith("in headless")


def test_a_need_provided_too_late_is_named() -> None:
    late = collector("core.late", label="Late", provides=(), needs=(Length,))(never)
    catalog = Catalog({**CATALOG.steps, "core.late": late})
    (problem,) = recipe_problems(configured(model=recipe(collect=("core.late", "core.measure"))), catalog)
    assert "core.late needs Length" in problem


def test_needs_are_looked_at_host_by_host() -> None:
    both = recipe(hosts=("headless", "maya"), collect=("maya.meshes",))
    (problem,) = recipe_problems(configured(model=both), CATALOG)
    assert problem.endswith("in headless")


def test_a_step_that_stands_there_twice_is_named() -> None:
    (problem,) = recipe_problems(configured(model=recipe(extract=("core.write", "core.write"))), CATALOG)
    assert problem == "recipes.model.extract: core.write stands there twice"


@pytest.mark.parametrize(
    ("changes", "told"),
    [({"hosts": ()}, "names no host"), ({"extract": ()}, "nothing to publish")],
    ids=["no-host", "no-extractor"],
)
def test_a_recipe_that_leads_nowhere_is_named(changes: dict[str, tuple[str, ...]], told: str) -> None:
    assert any(told in problem for problem in recipe_problems(configured(model=recipe(**changes)), CATALOG))


def test_all_problems_come_at_once() -> None:
    wrong = configured(
        disabled=("core.strict", "core.stric"),
        model=recipe(validate=("core.nothing",), extract=("core.measure",)),
        rig=recipe(collect=()),
    )
    with pytest.raises(ConfigError) as caught:
        load_recipes(wrong, CATALOG).of("model", "headless")
    problems = caught.value.details["problems"]
    assert isinstance(problems, list)
    assert len(problems) == 5
    assert all(problem in caught.value.message for problem in problems)


def test_an_optional_check_can_be_switched_off() -> None:
    found = load_recipes(configured(disabled=("core.long-enough",), model=recipe()), CATALOG)
    assert found.of("model", "headless").validate == ()


def test_a_check_that_is_not_optional_stays_on() -> None:
    (problem,) = recipe_problems(configured(disabled=("core.strict",), model=recipe()), CATALOG)
    assert problem == "checks.disabled: core.strict may not be switched off"


def test_only_the_steps_of_the_host_run() -> None:
    files = collector("headless.files", label="Files", provides=(Length,), needs=(Sources,))(never)
    catalog = Catalog({**CATALOG.steps, "headless.files": files})
    both = recipe(hosts=("headless", "maya"), collect=("headless.files", "maya.meshes"))
    found = load_recipes(configured(model=both), catalog).of("model", "maya")
    assert ids(found.steps(Phase.COLLECT, "maya")) == ["maya.meshes"]
    assert ids(found.steps(Phase.COLLECT, "headless")) == ["headless.files"]
    assert found.steps(Phase.COMMIT, "maya") == ()


def ids(steps: tuple[AnyStep, ...]) -> list[str]:
    return [step.id for step in steps]


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    found = load_recipes(configured(model=recipe(), rig=recipe()), CATALOG)
    with pytest.raises(UsageError, match=r'\'modl\' is no kind; did you mean "model"\?'):
        found.of("modl", "headless")


def test_a_kind_of_another_host_says_so() -> None:
    found = load_recipes(configured(model=recipe()), CATALOG)
    with pytest.raises(UsageError, match="cannot be published from nuke"):
        found.of("model", "nuke")


# -- recipes of applications


def inside(**changes: tuple[str, ...]) -> Settings:
    """Settings in which Maya publishes models from the open scene, and the shell does so from files."""
    plain = SceneRecipeSettings(collect=("maya.meshes",), validate=("core.long-enough",), extract=("core.write",))
    there = ApplicationSettings(recipes={"model": replace(plain, **changes)})
    return replace(configured(model=recipe()), applications={"maya": there})


def test_an_application_has_recipes_of_its_own() -> None:
    recipes = load_recipes(inside(), CATALOG)
    assert recipes.of("model", "maya").collect == (MESHES,)
    assert recipes.of("model", "headless").collect == (MEASURE,)


def test_a_kind_without_a_recipe_for_the_application_names_those_that_have_one() -> None:
    with pytest.raises(UsageError) as caught:
        load_recipes(inside(), CATALOG).of("rig", "maya")
    assert caught.value.details["kinds"] == ["model"]


def test_a_recipe_that_names_the_application_itself_is_stronger() -> None:
    mine = recipe(hosts=("maya",), collect=("maya.meshes",), validate=("core.strict",))
    named = replace(inside(), recipes={"model": mine})
    assert load_recipes(named, CATALOG).of("model", "maya").validate == (STRICT,)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"collect": ("maya.mesh",)}, "applications.maya.recipes.model.collect: there is no step maya.mesh"),
        ({"extract": ()}, "applications.maya.recipes.model.extract: names no step"),
        ({"collect": ()}, "core.long-enough needs Length"),
    ],
    ids=["unknown-step", "no-extractor", "nothing-provides"],
)
def test_what_is_wrong_with_an_application_s_recipe_is_named(changes: dict[str, tuple[str, ...]], told: str) -> None:
    assert any(told in problem for problem in recipe_problems(inside(**changes), CATALOG))


def test_a_check_that_is_switched_off_is_off_in_applications_too() -> None:
    known = inside()
    off = replace(known, checks=replace(known.checks, disabled=("core.long-enough",)))
    assert load_recipes(off, CATALOG).of("model", "maya").validate == ()


# -- what is wrong with one application is in nobody else's way


def test_a_wrong_recipe_of_one_application_hits_that_application_only() -> None:
    recipes = load_recipes(inside(collect=("maya.mesh",)), CATALOG)

    assert recipes.of("model", "headless").collect == (MEASURE,)
    with pytest.raises(
        ConfigError, match=r"the recipes of maya are wrong: applications\.maya\.recipes\.model"
    ) as caught:
        recipes.of("model", "maya")
    assert caught.value.details["host"] == "maya"


def test_a_recipe_of_files_that_is_wrong_lets_applications_go_on() -> None:
    wrong = replace(inside(), recipes={"model": recipe(collect=())})

    recipes = load_recipes(wrong, CATALOG)

    assert recipes.of("model", "maya").collect == (MESHES,)
    with pytest.raises(ConfigError, match="the recipes of headless are wrong"):
        recipes.of("model", "headless")


def test_a_step_that_is_lost_hits_the_host_that_it_is_named_after() -> None:
    both = recipe(hosts=("headless", "maya"), collect=("core.measure", "maya.lost"))
    catalog = Catalog(
        {**CATALOG.steps, "core.measure": collector("core.measure", label="M", provides=(Length,))(never)}
    )
    recipes = load_recipes(configured(model=both), catalog)

    assert ids(recipes.of("model", "headless").collect) == ["core.measure"]
    with pytest.raises(ConfigError, match=r"there is no step maya\.lost"):
        recipes.of("model", "maya")


def test_a_step_that_is_lost_and_named_after_nobody_hits_all_who_need_it() -> None:
    recipes = load_recipes(configured(model=recipe(hosts=("headless", "maya"), validate=("ours.lost",))), CATALOG)

    for host in ("headless", "maya"):
        with pytest.raises(ConfigError, match=r"there is no step ours\.lost"):
            recipes.of("model", host)


def test_a_switched_off_check_of_an_application_whose_steps_are_lost_hits_it_alone() -> None:
    settings_ = inside()
    recipes = load_recipes(replace(settings_, checks=replace(settings_.checks, disabled=("maya.lost",))), CATALOG)

    assert recipes.of("model", "headless")
    with pytest.raises(ConfigError, match=r"checks\.disabled: there is no step maya.lost"):
        recipes.of("model", "maya")


def test_a_switched_off_check_that_nobody_knows_is_in_everybodys_way() -> None:
    recipes = load_recipes(configured(disabled=("core.lost",), model=recipe()), CATALOG)

    with pytest.raises(ConfigError, match=r"checks\.disabled: there is no step core.lost"):
        recipes.of("model", "headless")


def test_what_could_not_be_loaded_is_told_with_the_steps_that_are_lost() -> None:
    broken = PluginError("dcc.maya.steps:STEPS: SyntaxError: invalid syntax")
    recipes = load_recipes(inside(collect=("maya.mesh",)), Catalog(CATALOG.steps, (broken,)))

    with pytest.raises(ConfigError) as caught:
        recipes.of("model", "maya")
    assert broken.message in caught.value.hint
    assert caught.value.details["broken"] == [broken.message]


def test_a_long_list_of_what_is_wrong_is_cut_in_the_words_and_whole_in_the_details() -> None:
    lost = tuple(f"maya.lost{number}" for number in range(9))
    recipes = load_recipes(inside(validate=lost), CATALOG)

    with pytest.raises(ConfigError, match=r"maya\.lost4.*; and 4 more$") as caught:
        recipes.of("model", "maya")
    assert len(cast("list[str]", caught.value.details["problems"])) == 9


@pytest.fixture(scope="module")
def without_nuke() -> Recipes:
    """What ships, where the steps of Nuke could not be loaded."""
    shipped = load_catalog(installed=())
    left = {name: step for name, step in shipped.steps.items() if not name.startswith("nuke.")}
    return load_recipes(settings(), Catalog(left, (PluginError("dcc.nuke.steps:STEPS: ImportError: no module"),)))


@pytest.mark.parametrize("host", ["headless", "maya"])
def test_the_lost_steps_of_an_application_are_in_no_other_hosts_way(host: str, without_nuke: Recipes) -> None:
    kind = "scene"

    assert without_nuke.of(kind, host).kind == kind


def test_the_lost_steps_of_an_application_are_told_where_it_publishes(without_nuke: Recipes) -> None:
    with pytest.raises(ConfigError, match=r"the recipes of nuke are wrong: applications\.nuke\.recipes") as caught:
        without_nuke.of("comp", "nuke")

    assert "dcc.nuke.steps:STEPS: ImportError" in caught.value.hint


def test_an_application_with_a_misshapen_recipe_is_the_only_one_that_is_stopped() -> None:
    told = "applications.maya.recipes.extra.extract: is missing (studio.toml, line 3)"
    known = inside()
    hurt = MisshapenApplication(recipes=known.applications["maya"].recipes, wrong=(told,))
    recipes = load_recipes(replace(known, applications={"maya": hurt}), CATALOG)

    assert recipes.of("model", "headless").collect == (MEASURE,)
    with pytest.raises(ConfigError) as caught:
        recipes.of("model", "maya")
    assert caught.value.message == f"the recipes of maya are wrong: {told}"


# -- the cause is told, not what follows from it


def test_a_misspelt_collector_is_told_without_what_misses_it() -> None:
    wrong = configured(model=recipe(hosts=("headless", "maya"), collect=("core.measur",)))

    assert recipe_problems(wrong, CATALOG) == [
        'recipes.model.collect: there is no step core.measur; did you mean "core.measure"?'
    ]


def test_a_misspelt_collector_of_one_host_hides_nothing_in_another() -> None:
    wrong = configured(model=recipe(hosts=("headless", "maya"), collect=("maya.mesh",)))

    first, second = recipe_problems(wrong, CATALOG)

    assert "there is no step maya.mesh" in first
    assert second.endswith("core.long-enough needs Length, which no earlier step provides in headless")


def test_a_misspelt_check_hides_nothing_for_it_provides_nothing() -> None:
    problems = recipe_problems(
        configured(model=recipe(collect=(), validate=("core.lost", "core.long-enough"))), CATALOG
    )

    assert len(problems) == 2


def test_a_misspelt_host_is_told_without_what_follows_from_it() -> None:
    assert recipe_problems(configured(model=recipe(hosts=("headles",))), CATALOG) == [
        'recipes.model.hosts: no step knows headles; did you mean "headless"?'
    ]


def test_one_misspelt_step_among_those_that_ship_is_one_problem() -> None:
    known = settings()
    for host, inside_ in known.applications.items():
        for kind, each in inside_.recipes.items():
            first, *others = each.collect
            broken = replace(each, collect=(f"{first}s", *others))
            changed = replace(inside_, recipes={**inside_.recipes, kind: broken})
            problems = recipe_problems(
                replace(known, applications={**known.applications, host: changed}), load_catalog(installed=())
            )
            assert problems == [
                f'applications.{host}.recipes.{kind}.collect: there is no step {first}s; did you mean "{first}"?'
            ]


def test_where_each_thing_stands_is_told_by_who_knows_the_files() -> None:
    asked: list[tuple[str, ...]] = []

    def where(path: tuple[str, ...]) -> str:
        asked.append(path)
        return "studio.toml, line 7"

    (problem,) = recipe_problems(configured(model=recipe(collect=("core.measur",))), CATALOG, where)

    assert asked == [("recipes", "model", "collect")]
    assert problem.endswith("(studio.toml, line 7)")
