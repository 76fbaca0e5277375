"""Nothing outside the storage root is ever reached."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import OutsideRoot
from studio_tools.storage.roots import Root

WORDS = st.text(st.characters(blacklist_characters="/\0", blacklist_categories=("Cs",)), min_size=1, max_size=8).filter(
    lambda word: word not in {".", ".."}
)


@pytest.mark.parametrize("path", ["/etc/passwd", "../up", "a/../../up", "a/..", "nul\0"], ids=repr)
def test_a_path_that_leads_out_is_refused(tmp_path: Path, path: str) -> None:
    with pytest.raises(OutsideRoot):
        Root.at(tmp_path).local(path)


def test_a_link_that_leads_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to(tmp_path)

    with pytest.raises(OutsideRoot):
        Root.at(tmp_path / "root").local("link/secret")


def test_a_file_that_is_a_link_out_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "root" / "link").symlink_to("/etc/passwd")

    with pytest.raises(OutsideRoot):
        Root.at(tmp_path / "root").local("link")


def test_a_link_that_stays_inside_is_followed(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    assert Root.at(tmp_path).local("link/file").parent.resolve() == tmp_path / "real"


def test_a_root_that_is_a_link_itself_is_a_root(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")

    root = Root.at(tmp_path / "link")

    assert root.local("a/b") == tmp_path / "real" / "a" / "b"
    assert root.rootless(tmp_path / "link" / "a") == PurePosixPath("a")


def test_a_neighbour_with_a_longer_name_is_outside(tmp_path: Path) -> None:
    (tmp_path / "root-of-others").mkdir()

    with pytest.raises(OutsideRoot):
        Root.at(tmp_path / "root").rootless(tmp_path / "root-of-others")


def test_the_refusal_says_which_path(tmp_path: Path) -> None:
    with pytest.raises(OutsideRoot) as refused:
        Root.at(tmp_path).local("../up")

    assert refused.value.details == {"path": "../up"}
    assert refused.value.exit_code == 44


@given(st.lists(WORDS, min_size=1, max_size=4))
def test_local_and_rootless_are_each_others_way_back(words: list[str]) -> None:
    root = Root(Path("/nowhere/to/be/found"))
    rootless = PurePosixPath(*words)

    assert root.rootless(root.local(rootless)) == rootless
