"""Retract and show: marks that everybody reads, files that nobody touches, a tracker that is told sooner or later."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from studio_tools.bootstrap import open_studio
from studio_tools.errors import StudioError, UsageError, VersionInUse, VersionUnknown
from studio_tools.events import Event, VersionRetracted
from studio_tools.jobs import run
from studio_tools.model import Address, Version, VersionStatus
from studio_tools.studio import Studio

Publish = Callable[..., Version]


def at(version: Version) -> Address:
    return Address.parse(version.address)


def status_on_site(studio: Studio, version: Version) -> set[str]:
    """The status of the version's records, as the tracker has them."""
    from studio_tools.tracker import Draft

    drafts = [
        Draft(
            key=version.key,
            number=version.number,
            representation=form.name,
            code=form.path.name,
            path=studio.local(form.path),
            file_type="File",
        )
        for form in version.representations
    ]
    found = studio.session.tracker.find(drafts)
    return {record.status for records in found.values() for record in records}


def test_a_retracted_version_is_marked_for_everybody(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")

    done = studio.retract(at(version), reason="too dark")

    marked = studio.show(at(version)).version
    assert (marked.status, marked.reason, marked.replacement) == (VersionStatus.RETRACTED, "too dark", "")
    assert (done.address, done.reason, done.tracker_told) == (version.address, "too dark", True)


def test_the_tracker_no_longer_shows_it_as_published(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    before = status_on_site(studio, version)

    studio.retract(at(version), reason="too dark")

    assert before == {"cmpt"}
    assert status_on_site(studio, version) == {"omt"}


def test_a_replacement_is_told(studio: Studio, publish: Publish) -> None:
    first, second = (publish(studio, "demo/sq010/sh0010:other.a") for _ in range(2))

    done = studio.retract(at(first), reason="too dark", replacement=at(second))

    assert done.replacement == second.address
    assert studio.show(at(first)).version.replacement == second.address


def test_latest_may_be_the_replacement(studio: Studio, publish: Publish) -> None:
    first, second = (publish(studio, "demo/sq010/sh0010:other.a") for _ in range(2))

    latest = Address.parse("demo/sq010/sh0010:other.a@latest")

    assert studio.retract(at(first), reason="old", replacement=latest).replacement == second.address


def test_another_product_may_be_the_replacement(studio: Studio, publish: Publish) -> None:
    first = publish(studio, "demo/sq010/sh0010:other.a")
    other = publish(studio, "demo/assets/dragon:other.b")

    assert studio.retract(at(first), reason="moved", replacement=at(other)).replacement == other.address


def test_files_and_manifest_stay_as_they_are(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    folder = studio.local(version.folder)
    before = {path.name: (path.read_bytes(), path.stat().st_mode) for path in folder.iterdir()}

    studio.retract(at(version), reason="too dark")

    assert {path.name: (path.read_bytes(), path.stat().st_mode) for path in folder.iterdir()} == before
    assert run(studio.verify()).problems == ()


def test_what_live_versions_use_is_held(studio: Studio, publish: Publish) -> None:
    plate = publish(studio, "demo/sq010/sh0010:other.plate")
    scene = publish(studio, "demo/sq010/sh0010:other.scene", uses=[plate])

    with pytest.raises(VersionInUse) as caught:
        studio.retract(at(plate), reason="wrong")

    assert caught.value.details["users"] == [scene.address]
    assert studio.show(at(plate)).version.status is VersionStatus.SEALED


def test_many_users_are_named_in_short(studio: Studio, publish: Publish) -> None:
    plate = publish(studio, "demo/sq010/sh0010:other.plate")
    for name in "abcd":
        publish(studio, f"demo/sq010/sh0010:other.{name}", uses=[plate])

    with pytest.raises(VersionInUse, match="…") as caught:
        studio.retract(at(plate), reason="wrong")

    users = caught.value.details["users"]
    assert isinstance(users, list)
    assert len(users) == 4


def test_force_retracts_it_all_the_same_and_names_them(studio: Studio, publish: Publish) -> None:
    plate = publish(studio, "demo/sq010/sh0010:other.plate")
    scene = publish(studio, "demo/sq010/sh0010:other.scene", uses=[plate])

    assert studio.retract(at(plate), reason="wrong", force=True).users == (scene.address,)


def test_a_use_from_afar_does_not_hold(studio: Studio, publish: Publish) -> None:
    plate = publish(studio, "demo/sq010/sh0010:other.plate")
    scene = publish(studio, "demo/sq010/sh0010:other.scene", uses=[plate])
    publish(studio, "demo/sq010/sh0010:other.comp", uses=[scene])
    studio.retract(at(scene), reason="wrong", force=True)

    assert studio.retract(at(plate), reason="wrong").users == ()


def test_deferred_users_hold_too(offline: Studio, publish: Publish) -> None:
    plate = publish(offline, "demo/sq010/sh0010:other.plate")
    publish(offline, "demo/sq010/sh0010:other.scene", uses=[plate])

    with pytest.raises(VersionInUse):
        offline.retract(at(plate), reason="wrong")


@pytest.mark.parametrize("reason", ["", "  ", "\n"], ids=repr)
def test_a_reason_must_be_given(reason: str, studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")

    with pytest.raises(UsageError, match="reason"):
        studio.retract(at(version), reason=reason)


def test_a_version_cannot_replace_itself(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")

    with pytest.raises(UsageError, match="itself"):
        studio.retract(at(version), reason="x", replacement=at(version))


def test_what_is_retracted_cannot_replace(studio: Studio, publish: Publish) -> None:
    first, second = (publish(studio, "demo/sq010/sh0010:other.a") for _ in range(2))
    studio.retract(at(second), reason="wrong")

    with pytest.raises(UsageError, match="RETRACTED"):
        studio.retract(at(first), reason="x", replacement=at(second))


@pytest.mark.parametrize(
    "address", ["demo/sq010/sh0010:other.a@v009", "demo/sq010/sh0010", "demo/sq010/sh0010:other.zzz"]
)
def test_what_is_not_there_cannot_be_retracted(address: str, studio: Studio, publish: Publish) -> None:
    publish(studio, "demo/sq010/sh0010:other.a")

    with pytest.raises((VersionUnknown, UsageError)):
        studio.retract(Address.parse(address), reason="x")


def test_a_number_that_was_given_up_is_told_as_such(studio: Studio, publish: Publish, tmp_path: Path) -> None:
    from studio_tools.publish.items import PublishRequest

    (tmp_path / "a.txt").write_text("a")
    host = studio.files([str(tmp_path / "a.txt")], kind="other", variant="a")
    flow = studio.publish(Address.parse("demo/sq010/sh0010"), PublishRequest(), host=host)
    drive_until(flow, "fill.copy")

    (version,) = studio.versions(Address.parse("demo/sq010/sh0010"), everything=True)
    assert version.status is VersionStatus.ABANDONED
    for verb in (partial(studio.retract, reason="x"), lambda address: run(studio.verify(address))):
        with pytest.raises(VersionUnknown, match=r"ABANDONED.*given up \(cancelled\)") as raised:
            verb(at(version))
        assert "never given again" in raised.value.hint
    assert studio.show(at(version)).problem is None


def drive_until(flow: object, step: str) -> None:
    """Run a flow's jobs until one of *step* comes, then close it, as a cancel does."""
    from studio_tools.jobs import perform

    job = next(flow)  # type: ignore[call-overload]
    while job.step != step:
        job = flow.send(perform(job))  # type: ignore[attr-defined]
    flow.close()  # type: ignore[attr-defined]


def test_another_reason_amends_the_first_and_the_tracker_is_told_again(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    better = publish(studio, "demo/sq010/sh0010:other.a")
    studio.retract(at(version), reason="too dark and red")

    again = studio.retract(at(version), reason="too dark")
    instead = studio.retract(at(version), reason="too dark", replacement=at(better))

    assert (again.reason, again.tracker_told) == ("too dark", True)
    assert (instead.replacement, instead.tracker_told) == (better.address, True)
    shown = studio.show(at(version)).version
    assert (shown.reason, shown.replacement) == ("too dark", better.address)
    assert told_of(studio, version).splitlines() == [
        f"RETRACTED: too dark (use {better.address})",
        "RETRACTED: too dark",
        "RETRACTED: too dark and red",
    ]


def test_a_replacement_stands_until_another_is_named(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    better = publish(studio, "demo/sq010/sh0010:other.a")
    studio.retract(at(version), reason="too dark", replacement=at(better))

    assert studio.retract(at(version), reason="much too dark").replacement == better.address


def test_the_same_reason_again_writes_and_tells_nothing(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    studio.retract(at(version), reason="too dark")
    record = studio.session.storage.catalog.record(version)

    again = studio.retract(at(version), reason="too dark")

    assert (again.reason, again.tracker_told) == ("too dark", True)
    assert studio.session.storage.catalog.record(version) == record
    assert told_of(studio, version) == "RETRACTED: too dark"


def test_an_amendment_that_the_tracker_missed_is_told_by_resume(
    studio: Studio, offline: Studio, publish: Publish
) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    studio.retract(at(version), reason="too dark")

    again = offline.retract(at(version), reason="too bright")
    finished = run(studio.resume()).finished

    assert again.tracker_told is False
    assert [entry.run for entry in finished] == [version.run]
    assert told_of(studio, version).startswith("RETRACTED: too bright")


def told_of(studio: Studio, version: Version) -> str:
    """What the tracker says of a version's one record."""
    from studio_tools.tracker.embedded import EmbeddedSite

    (number,) = studio.session.storage.catalog.record(version).registered(version.address)
    with closing(EmbeddedSite(studio.session.home, studio.session.settings.tracker)) as site:
        row: Any = site.get().find_one("PublishedFile", [["id", "is", number]], ["description"])
    return str(row["description"])


def test_a_retracted_version_may_be_retracted_again_though_it_is_used(studio: Studio, publish: Publish) -> None:
    plate = publish(studio, "demo/sq010/sh0010:other.plate")
    publish(studio, "demo/sq010/sh0010:other.scene", uses=[plate])
    studio.retract(at(plate), reason="wrong", force=True)

    assert studio.retract(at(plate), reason="wrong").reason == "wrong"


def test_while_the_site_is_away_the_mark_is_kept_for_it(home: Path, offline: Studio, publish: Publish) -> None:
    with open_studio(home, {"STUDIO_TOOLS_USER": "ada"}) as studio:
        version = publish(studio, "demo/sq010/sh0010:other.a")

        done = offline.retract(at(version), reason="too dark")

        assert done.tracker_told is False
        assert offline.show(at(version)).version.status is VersionStatus.RETRACTED
        assert status_on_site(studio, version) == {"cmpt"}
        run(studio.resume())
        assert status_on_site(studio, version) == {"omt"}
        assert run(studio.resume()).still_waiting == ()


def test_a_deferred_version_that_is_retracted_is_never_shown_as_published(
    home: Path, offline: Studio, publish: Publish
) -> None:
    version = publish(offline, "demo/sq010/sh0010:other.a")

    done = offline.retract(at(version), reason="too dark")

    with open_studio(home, {"STUDIO_TOOLS_USER": "ada"}) as studio:
        run(studio.resume())
        assert done.tracker_told is False
        assert status_on_site(studio, version) == {"omt"}
        assert studio.show(at(version)).version.status is VersionStatus.RETRACTED
        assert run(studio.resume()).finished == ()


def test_it_is_told_as_an_event(home: Path, publish: Publish) -> None:
    heard: list[Event] = []
    with open_studio(home, {"STUDIO_TOOLS_USER": "ada"}, listeners=[heard.append]) as studio:
        version = publish(studio, "demo/sq010/sh0010:other.a")
        studio.retract(at(version), reason="too dark")

    (event,) = [event for event in heard if isinstance(event, VersionRetracted)]
    assert (event.kind, event.run) == ("other", version.run)


# -- show


def test_a_version_is_shown_with_its_manifest(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")

    shown = studio.show(at(version))

    assert shown.version.address == version.address
    assert shown.manifest is not None
    assert shown.manifest["run"] == version.run
    assert shown.problem is None


@pytest.mark.parametrize("harm", ["missing", "damaged"])
def test_without_a_manifest_the_record_still_speaks(harm: str, studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    folder = studio.local(version.folder)
    folder.chmod(0o755)
    if harm == "missing":
        (folder / "publish.json").unlink()
    else:
        (folder / "publish.json").chmod(0o644)
        (folder / "publish.json").write_text("{")

    shown = studio.show(at(version))

    assert shown.manifest is None
    assert shown.problem is not None
    assert harm in shown.problem.message
    assert shown.version.files == 1


def test_latest_is_shown_without_a_number(studio: Studio, publish: Publish) -> None:
    publish(studio, "demo/sq010/sh0010:other.a")
    second = publish(studio, "demo/sq010/sh0010:other.a")

    assert studio.show(Address.parse("demo/sq010/sh0010:other.a")).version.address == second.address


def test_where_everything_is_retracted_there_is_no_latest(studio: Studio, publish: Publish) -> None:
    version = publish(studio, "demo/sq010/sh0010:other.a")
    studio.retract(at(version), reason="too dark")

    with pytest.raises(VersionUnknown):
        studio.show(Address.parse("demo/sq010/sh0010:other.a@latest"))


@pytest.mark.parametrize("address", ["demo", "demo/sq010/sh0010", "demo/sq010/sh0010#comp"])
def test_what_is_no_version_cannot_be_shown(address: str, studio: Studio) -> None:
    with pytest.raises(StudioError, match="names no version"):
        studio.show(Address.parse(address))
