"""The honest list: every row of what a scene reads, in the state that is true of it, with what to do about it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import StorageError
from studio_tools.host import How, Loaded
from studio_tools.jobs import Phase, Where, perform, run
from studio_tools.load import Row, State, inventory
from studio_tools.model import ProductKey, Stamp
from studio_tools.studio import Studio

DRAGON, SHOT = "demo/assets/dragon", "demo/sq010/sh0010"
RIG, PLATE = f"{DRAGON}:rig.main", f"{SHOT}:plate.main"

Bring = Callable[..., Loaded]
Rows = Callable[[], dict[str, Row]]
Find = Callable[..., Path]


def only(rows: Rows) -> Row:
    (row,) = rows().values()
    return row


def unstamped(host: Any, path: Path, how: How = How.REFERENCE) -> Loaded:
    """Load as somebody does who goes around us."""
    one: Loaded = host.load(path, how, name="thing", stamp=None)
    return one


def changed(host: Any, one: Loaded, **more: Any) -> None:
    """Change what is loaded as somebody does in the program."""
    kept = tuple(replace(each, **more) if each.id == one.id else each for each in host.document.loaded)
    host.document = replace(host.document, loaded=kept)


def test_the_newest_is_current(loaded: Bring, rows: Rows) -> None:
    loaded(f"{RIG}@v003")

    row = only(rows)

    assert (row.state, row.address, row.representation, row.target, row.words) == (
        State.CURRENT, f"{RIG}@v003", "ma", None, "",
    )  # fmt: skip


def test_an_older_one_is_outdated_and_the_newest_is_named(loaded: Bring, rows: Rows) -> None:
    loaded(f"{RIG}@v001")

    row = only(rows)

    assert (row.state, row.address) == (State.OUTDATED, f"{RIG}@v001")
    assert row.latest is not None
    assert row.latest.address == f"{RIG}@v003"
    assert row.words == f"newest is {RIG}@v003"


def test_a_retracted_one_tells_why_and_what_to_use_instead(
    loaded: Bring, rows: Rows, retract: Callable[..., None]
) -> None:
    loaded(f"{RIG}@v003")
    retract(f"{RIG}@v003", replacement=f"{RIG}@v001")

    row = only(rows)

    assert row.state is State.RETRACTED
    assert row.words == f"retracted: wrong lens; use {RIG}@v001"
    assert row.target is not None
    assert row.target.address == f"{RIG}@v001"


def test_a_retracted_one_without_a_replacement_goes_to_the_newest_that_is_live(
    loaded: Bring, rows: Rows, retract: Callable[..., None]
) -> None:
    loaded(f"{RIG}@v003")
    retract(f"{RIG}@v003")

    row = only(rows)

    assert row.words == f"retracted: wrong lens; newest is {RIG}@v002"


def test_a_replacement_that_was_retracted_too_leads_on(loaded: Bring, rows: Rows, retract: Callable[..., None]) -> None:
    loaded(f"{RIG}@v001")
    retract(f"{RIG}@v001", replacement=f"{RIG}@v002")
    retract(f"{RIG}@v002", replacement=f"{DRAGON}:model.main@v001")

    row = only(rows)

    assert row.target is not None
    assert row.target.address == f"{DRAGON}:model.main@v001"


def test_a_replacement_that_leads_nowhere_gives_way_to_the_newest(
    loaded: Bring, rows: Rows, retract: Callable[..., None]
) -> None:
    loaded(f"{RIG}@v001")
    retract(f"{RIG}@v001", replacement=f"{RIG}@v002")
    retract(f"{RIG}@v002")

    row = only(rows)

    assert (row.replacement, row.target) == (None, row.latest)


def test_replacements_that_go_round_end(loaded: Bring, rows: Rows, retract: Callable[..., None]) -> None:
    loaded(f"{RIG}@v001")
    retract(f"{RIG}@v001", replacement=f"{RIG}@v002")
    retract(f"{RIG}@v002", replacement=f"{RIG}@v003")
    retract(f"{RIG}@v003")
    retract(f"{RIG}@v003", replacement=f"{DRAGON}:model.main@v001")
    retract(f"{DRAGON}:model.main@v001")

    row = only(rows)

    assert (row.state, row.target) == (State.RETRACTED, None)


def test_where_all_is_retracted_nothing_is_offered(loaded: Bring, rows: Rows, retract: Callable[..., None]) -> None:
    loaded(f"{SHOT}:camera.main@v001", how=How.REFERENCE)
    retract(f"{SHOT}:camera.main@v001")

    row = only(rows)

    assert (row.state, row.target, row.latest) == (State.RETRACTED, None, None)


def test_what_is_not_published_is_told_too(host: Any, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "mine.ma"
    path.touch()
    unstamped(host, path)

    row = only(rows)

    assert (row.state, row.address, row.version, row.resolved) == (State.UNPUBLISHED, "", None, path)


def test_what_is_not_there_is_missing(host: Any, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "mine.ma"
    path.touch()
    unstamped(host, path)
    path.unlink()

    assert only(rows).state is State.MISSING


def test_without_a_stamp_the_path_says_what_it_is(host: Any, rows: Rows, where: Find) -> None:
    unstamped(host, where(f"{RIG}@v002"))

    row = only(rows)

    assert (row.state, row.address, row.representation) == (State.OUTDATED, f"{RIG}@v002", "ma")


@pytest.mark.parametrize("spelled", ["%04d", "####", "<f>", "1002"])
def test_a_sequence_is_known_however_it_is_spelled(host: Any, rows: Rows, where: Find, spelled: str) -> None:
    pattern = where(f"{PLATE}@v001")
    unstamped(host, pattern.with_name(pattern.name.replace("%04d", spelled)), How.READ)

    row = only(rows)

    assert (row.state, row.address, row.representation) == (State.OUTDATED, f"{PLATE}@v001", "exr")


def test_a_link_from_elsewhere_leads_to_the_version(host: Any, rows: Rows, where: Find, tmp_path: Path) -> None:
    shortcut = tmp_path / "shortcut.ma"
    shortcut.symlink_to(where(f"{RIG}@v003"))
    unstamped(host, shortcut)

    assert only(rows).address == f"{RIG}@v003"


def test_a_file_that_nobody_published_in_a_versions_folder_is_told(host: Any, rows: Rows, where: Find) -> None:
    stranger = where(f"{RIG}@v003").with_name("mine.ma")
    stranger.parent.chmod(0o755)
    stranger.touch()
    unstamped(host, stranger)

    row = only(rows)

    assert (row.state, row.representation) == (State.CURRENT, "")
    assert row.note == "none of the files that were published there"


def test_frames_that_are_gone_are_named(host: Any, rows: Rows, where: Find) -> None:
    pattern = where(f"{PLATE}@v002")
    unstamped(host, pattern, How.READ)
    pattern.parent.chmod(0o755)
    for number in (1002, 1003):
        (pattern.parent / (pattern.name % number)).unlink()

    row = only(rows)

    assert row.state is State.MISSING
    assert row.note == f"missing: {pattern.name} 1002-1003"


def test_a_stamp_that_storage_does_not_know_is_told(host: Any, rows: Rows, tmp_path: Path) -> None:
    path = tmp_path / "other.ma"
    path.touch()
    stamp = Stamp(key=ProductKey("demo", "assets/dragon", "rig"), number=9, representation="ma")
    host.load(path, How.REFERENCE, name="other", stamp=stamp)

    row = only(rows)

    assert (row.state, row.address) == (State.UNKNOWN, f"{RIG}@v009")
    assert "storage has no such version" in row.note
    assert row.latest is not None


def test_a_path_where_a_version_would_lie_and_none_is_is_unknown(host: Any, rows: Rows, where: Find) -> None:
    folder = where(f"{RIG}@v003").parent.with_name("v007")
    folder.mkdir()
    (folder / "x.ma").touch()
    unstamped(host, folder / "x.ma")

    row = only(rows)

    assert (row.state, row.address, row.target) == (State.UNKNOWN, f"{RIG}@v007", None)


def test_the_path_is_believed_before_the_stamp(host: Any, loaded: Bring, rows: Rows, where: Find) -> None:
    one = loaded(f"{RIG}@v001")
    path = where(f"{RIG}@v003")
    changed(host, one, path=path.as_posix(), resolved=path)

    row = only(rows)

    assert (row.state, row.address) == (State.CURRENT, f"{RIG}@v003")
    assert row.note == f"its stamp says {RIG}@v001; the path is believed"


def test_the_stamp_is_believed_of_a_copy_elsewhere(host: Any, loaded: Bring, rows: Rows, tmp_path: Path) -> None:
    one = loaded(f"{RIG}@v001")
    copy = tmp_path / "local.ma"
    copy.touch()
    changed(host, one, path=str(copy), resolved=copy)

    row = only(rows)

    assert (row.state, row.address) == (State.OUTDATED, f"{RIG}@v001")
    assert row.note == "its file lies outside of the storage; its stamp is believed"


def test_what_leads_nowhere_here_is_unresolved(host: Any, loaded: Bring, rows: Rows) -> None:
    one = loaded(f"{RIG}@v001")
    changed(host, one, path="$SHOW/rig.ma", resolved=None, stamp=None)

    assert only(rows).state is State.UNRESOLVED


def test_what_is_not_loaded_is_said_so_and_its_age_too(host: Any, loaded: Bring, rows: Rows) -> None:
    newest, old = loaded(f"{RIG}@v003"), loaded(f"{RIG}@v001")
    changed(host, newest, is_loaded=False)
    changed(host, old, is_loaded=False)

    found = rows()

    assert [found[one.id].state for one in (newest, old)] == [State.UNLOADED, State.OUTDATED]
    assert found[newest.id].words == "not loaded"
    assert found[old.id].words == f"newest is {RIG}@v003; not loaded"


def test_what_is_nested_is_listed_and_marked(host: Any, loaded: Bring, rows: Rows, tmp_path: Path) -> None:
    inner = loaded(f"{RIG}@v001")
    host.save(tmp_path / "outer.fake")
    host.new(force=True)
    unstamped(host, tmp_path / "outer.fake")

    found = rows()

    assert {ident: (row.state, row.is_editable) for ident, row in found.items()} == {
        "thing": (State.UNPUBLISHED, True),
        f"thing:{inner.id}": (State.OUTDATED, False),
    }


def test_the_counts_are_by_state_the_worst_first(studio: Studio, host: Any, loaded: Bring) -> None:
    for number in (1, 2, 3):
        loaded(f"{RIG}@v{number:03}")

    found = run(inventory(studio.session, host))

    assert found.counts == {"OUTDATED": 2, "CURRENT": 1}
    assert list(found.counts) == ["OUTDATED", "CURRENT"]


def test_a_thousand_rows_ask_for_each_version_once(studio: Studio, host: Any, loaded: Bring, where: Find) -> None:
    one = loaded(f"{RIG}@v001")
    many = tuple(replace(one, id=f"rig{number}") for number in range(1000))
    host.document = replace(host.document, loaded=many)

    found = run(inventory(studio.session, host))

    assert found.counts == {"OUTDATED": 1000}


def test_the_list_is_the_same_while_the_site_is_away(offline: Studio, host: Any, where: Find) -> None:
    unstamped(host, where(f"{RIG}@v002"))

    found = run(inventory(offline.session, host))

    assert found.counts == {"OUTDATED": 1}


def test_a_storage_that_is_away_is_an_error_and_no_list_of_strangers(
    studio: Studio, host: Any, loaded: Bring, home: Path
) -> None:
    loaded(f"{RIG}@v001")
    (home / "storage").rename(home / "unmounted")

    with pytest.raises(StorageError):
        run(inventory(studio.session, host))


def test_only_jobs_of_the_main_thread_touch_the_host(studio: Studio, host: Any, loaded: Bring) -> None:
    loaded(f"{RIG}@v001")
    flow, places = inventory(studio.session, host), []
    job = next(flow)
    try:
        while True:
            places.append((job.step, job.where, job.phase))
            job = flow.send(perform(job))
    except StopIteration:
        pass

    assert places == [
        ("load.ask", Where.MAIN, Phase.COLLECT),
        ("load.judge", Where.ANY, Phase.COLLECT),
    ]


def test_a_row_is_told_as_plain_values(loaded: Bring, rows: Rows, where: Find) -> None:
    one = loaded(f"{RIG}@v001")

    assert rows()[one.id].as_json() == {
        "node": "dragon_rig",
        "kind": "reference",
        "label": "dragon_rig",
        "path": str(where(f"{RIG}@v001")),
        "resolved": str(where(f"{RIG}@v001")),
        "state": "OUTDATED",
        "address": f"{RIG}@v001",
        "representation": "ma",
        "newest": f"{RIG}@v003",
        "target": f"{RIG}@v003",
        "reason": None,
        "replacement": None,
        "pin": None,
        "loaded": True,
        "editable": True,
        "origin": "scene",
        "note": None,
    }
