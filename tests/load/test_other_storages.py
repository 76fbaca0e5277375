"""What a scene of one project reads from another project's own storage: found, loaded, listed, updated, switched."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.errors import OutOfUse, StorageError
from studio_tools.host import How, Loaded
from studio_tools.jobs import run
from studio_tools.load import Row, State, switch, update, update_plan
from studio_tools.model import Address
from studio_tools.publish.catalog import load_catalog
from studio_tools.publish.items import Finding, PublishItem, Uses
from studio_tools.studio import Studio
from studio_tools.testing import mayasim, nukesim
from studio_tools.testing.builders import a_bare_item, a_scope, a_world
from studio_tools.whereabouts import Whereabouts

BARK, DRAGON_SKIN = "lib/assets/tree:texture.bark", "demo/assets/dragon:texture.skin"

Bring = Callable[..., tuple[Loaded, ...]]
Rows = Callable[[], dict[str, Row]]
Where = Callable[..., Path]


@pytest.fixture
def home(apart: Path) -> Path:
    return apart


@pytest.fixture(params=["maya", "nuke"])
def host(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Any]:
    if request.param == "maya":
        with mayasim.installed(mayasim.start(tmp_path / "project")):
            from dcc.maya.host import MayaHost

            yield MayaHost()
    else:
        with nukesim.installed(nukesim.start(tmp_path / "nuke", environment={})):
            from dcc.nuke.host import NukeHost

            yield NukeHost()


def only(rows: Rows) -> Row:
    (row,) = rows().values()
    return row


def reading(host: Any) -> How:
    """How the program reads pictures."""
    return How.TEXTURE if How.TEXTURE in host.hows else How.READ


# -- in an open scene, in both programs


def test_it_is_loaded_from_where_it_lies_and_is_current(bring: Bring, rows: Rows, library: Path) -> None:
    (one,) = bring(BARK)

    row = only(rows)

    assert one.path.startswith(str(library))
    assert (row.state, row.address, row.representation, row.words) == (State.CURRENT, f"{BARK}@v002", "exr", "")


def test_what_is_behind_is_updated(bring: Bring, rows: Rows, studio: Studio, host: Any, where: Where) -> None:
    bring(f"{BARK}@v001", f"{DRAGON_SKIN}@v001")
    assert {row.address: row.state for row in rows().values()} == {
        f"{BARK}@v001": State.OUTDATED,
        f"{DRAGON_SKIN}@v001": State.OUTDATED,
    }

    plan = run(update_plan(studio.session, host))
    run(update(studio.session, host))

    (bark,) = [turn for turn in plan.turns if turn.target.key.project == "lib"]
    assert (bark.path, bark.difference is not None) == (where(f"{BARK}@v002"), True)
    assert {row.address: row.state for row in rows().values()} == {
        f"{BARK}@v002": State.CURRENT,
        f"{DRAGON_SKIN}@v002": State.CURRENT,
    }


def test_one_thing_is_switched_from_one_storage_to_the_other_and_back(
    bring: Bring, rows: Rows, studio: Studio, host: Any
) -> None:
    bring(BARK)
    for product in (f"{DRAGON_SKIN}@v002", f"{BARK}@v001"):
        run(switch(studio.session, host, only(rows).id, Address.parse(product)))

        assert only(rows).address == product


def test_what_nobody_stamped_is_known_by_its_path(host: Any, rows: Rows, where: Where) -> None:
    host.load(where(f"{BARK}@v001"), reading(host), name="bark", stamp=None)

    row = only(rows)

    assert (row.state, row.address, row.representation) == (State.OUTDATED, f"{BARK}@v001", "exr")


def test_a_retracted_one_is_told_and_goes_to_its_replacement_in_our_storage(
    bring: Bring, rows: Rows, studio: Studio, host: Any
) -> None:
    bring(BARK)
    studio.retract(
        Address.parse(f"{BARK}@v002"), reason="blurred", replacement=Address.parse(f"{DRAGON_SKIN}@v002"), force=True
    )

    row = only(rows)
    run(update(studio.session, host))

    assert (row.state, row.words) == (State.RETRACTED, f"retracted: blurred; use {DRAGON_SKIN}@v002")
    assert only(rows).address == f"{DRAGON_SKIN}@v002"
    with pytest.raises(OutOfUse, match="blurred") as refused:
        bring(f"{BARK}@v002")
    assert refused.value.hint == f"Use {DRAGON_SKIN}@v002."


def test_a_missing_one_is_named(bring: Bring, rows: Rows, where: Where) -> None:
    bring(BARK)
    path = where(f"{BARK}@v002")
    path.parent.chmod(0o755)
    path.unlink()

    row = only(rows)

    assert (row.state, row.address, row.note) == (State.MISSING, f"{BARK}@v002", f"missing: {path.name}")


def test_while_its_storage_is_away_nobody_says_that_it_is_not_published(
    bring: Bring, rows: Rows, library: Path, unmount: Callable[[], None]
) -> None:
    bark, skin = bring(BARK, DRAGON_SKIN)
    unmount()

    away = rows()

    assert (away[bark.id].state, away[bark.id].address) == (State.UNKNOWN, f"{BARK}@v002")
    assert away[bark.id].note == f"lib could not be looked at: the storage {library} is not there"
    assert away[skin.id].state is State.CURRENT

    library.rmdir()
    library.with_name("unplugged").rename(library)
    assert {row.state for row in rows().values()} == {State.CURRENT}


def test_what_nobody_stamped_is_unknown_too_while_its_storage_is_away(
    host: Any, rows: Rows, where: Where, library: Path, unmount: Callable[[], None]
) -> None:
    host.load(where(f"{BARK}@v001"), reading(host), name="bark", stamp=None)
    unmount()

    assert only(rows).state is State.UNKNOWN


def test_nothing_is_loaded_from_a_storage_that_is_away(
    bring: Bring, host: Any, library: Path, unmount: Callable[[], None]
) -> None:
    unmount()

    with pytest.raises(StorageError, match=rf"^lib could not be looked at: the storage {library} is not there$"):
        bring(BARK)

    assert not host.loaded()


# -- while a scene is published


def collected(host: Any, studio: Studio) -> tuple[PublishItem, list[Finding]]:
    """What the program's own steps find of what the scene reads, and what they say of it."""
    steps = {step.id: step for step in load_catalog().steps.values()}
    item = a_bare_item("scene")
    whereabouts = Whereabouts(studio.session)
    world = replace(a_world(items=[item]), origin=whereabouts.origin)
    read = steps[f"{host.name}.reads"]
    facts = [fact for fact in read(a_scope(read, item, host=host, world=world)) if fact is not None]
    item = replace(item, facts=item.facts.having(*facts))
    check = steps[f"{host.name}.files-published"]
    found = check(a_scope(check, item, host=host, world=world))
    return item, [one for one in found if isinstance(one, Finding)]


def test_what_is_read_from_another_storage_is_recorded_as_what_it_was_made_from(
    host: Any, studio: Studio, where: Where
) -> None:
    host.load(where(f"{BARK}@v001"), reading(host), name="bark", stamp=None)

    item, found = collected(host, studio)

    assert [stamp.address for stamp in item.facts[Uses].stamps] == [f"{BARK}@v001"]
    assert found == []


def test_what_cannot_be_looked_at_is_not_told_as_not_published(
    host: Any, studio: Studio, where: Where, home: Path
) -> None:
    host.load(where(f"{BARK}@v001"), reading(host), name="bark", stamp=None)
    (home / "projects" / "lib.toml").write_text("[storage]\nroot = 7\n")

    with open_studio(home, {"STUDIO_TOOLS_USER": "ada"}) as later:
        _, (finding,) = collected(host, later)

    assert finding.title == "whether what it reads was published is not known"
    assert "lib could not be looked at" in finding.detail
