"""What every host promises, and one that is handed files."""

from __future__ import annotations

from pathlib import Path

from studio_tools.host import Files, Scene
from studio_tools.testing.host_contract.kit import Check, Kit


def it_names_itself(kit: Kit, folder: Path) -> None:
    host = kit.make()
    assert host.name.isidentifier(), "the name is the prefix of step ids"
    assert host.name == host.name.lower(), "step ids are lower case"


def it_tells_its_version(kit: Kit, folder: Path) -> None:
    assert kit.make().version.strip(), "a version is known"


def it_knows_whether_a_person_is_there(kit: Kit, folder: Path) -> None:
    assert isinstance(kit.make().interactive, bool)


def asking_who_it_is_changes_nothing(kit: Kit, folder: Path) -> None:
    host = kit.make()
    first = (host.name, host.version, host.interactive)
    assert (host.name, host.version, host.interactive) == first


def it_is_files_or_a_scene(kit: Kit, folder: Path) -> None:
    assert isinstance(kit.make(), Files | Scene), "there is something to publish from"


def its_sources_stay_the_same(kit: Kit, folder: Path) -> None:
    host = kit.make()
    assert isinstance(host, Files)
    assert list(host.sources()) == list(host.sources()), "asking does not use them up"


def its_sources_are_named(kit: Kit, folder: Path) -> None:
    host = kit.make()
    assert isinstance(host, Files)
    assert all(source.path and source.variant for source in host.sources())


HOST: tuple[Check, ...] = (
    it_names_itself,
    it_tells_its_version,
    it_knows_whether_a_person_is_there,
    asking_who_it_is_changes_nothing,
    it_is_files_or_a_scene,
)
FILES: tuple[Check, ...] = (its_sources_stay_the_same, its_sources_are_named)
