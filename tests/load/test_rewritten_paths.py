"""How a path is put into a copy: with the same beginning, whatever stands there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from studio_tools.load import Origin, Row, State
from studio_tools.load.rewriting import rewritten


def row(path: str, resolved: str) -> Row:
    return Row(
        id="a", kind="x", label="a", path=path, resolved=Path(resolved), state=State.OUTDATED, origin=Origin.FILE
    )


@pytest.mark.parametrize(
    ("written", "resolved", "target", "wanted"),
    [
        ("/s/v001/a_v001.exr", "/s/v001/a_v001.exr", "/s/v002/a_v002.exr", "/s/v002/a_v002.exr"),
        ("v001/a_v001.exr", "/s/v001/a_v001.exr", "/s/v002/a_v002.exr", "v002/a_v002.exr"),
        ("[value x]/v001/a.exr", "/s/v001/a.exr", "/s/v002/a.exr", "[value x]/v002/a.exr"),
        ("/other//v001/a.exr", "/s/v001/a.exr", "/s/v002/a.exr", "/other//v002/a.exr"),
        ("C:\\s\\v001\\a.exr", "C:/s/v001/a.exr", "C:/s/v002/a.exr", "C:\\s\\v002\\a.exr"),
        ("/s/[value v]/a.exr", "/s/v001/a.exr", "/s/v002/a.exr", None),
        ("[value all]", "/s/v001/a.exr", "/s/v002/a.exr", None),
        ("a_v001.exr", "/s/v001/a_v001.exr", "/s/v002/a_v002.exr", None),
    ],
    ids=["as it is", "relative", "TCL", "project", "Windows", "TCL in it", "TCL alone", "beside the scene"],
)
def test_a_path_keeps_its_beginning(written: str, resolved: str, target: str, wanted: str | None) -> None:
    assert rewritten(row(written, resolved), Path(target)) == wanted


def test_what_leads_nowhere_is_not_rewritten() -> None:
    bare = Row(id="a", kind="x", label="a", path="$A/b", resolved=None, state=State.UNRESOLVED, origin=Origin.FILE)

    assert rewritten(bare, Path("/s/v002/a.exr")) is None


words = some.lists(some.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1, max_size=4).map("/".join)


@given(words, words, some.sampled_from(["", "[value root.project_directory]/", "sub/../", "//"]))
def test_what_stood_before_stands_before_it_still(above: str, below: str, begin: str) -> None:
    written, resolved = f"{begin}{below}/v001/a.exr", f"/{above}/{below}/v001/a.exr"

    again = rewritten(row(written, resolved), Path(f"/{above}/{below}/v002/a.exr"))

    assert again is not None
    assert again == re.sub("v001", "v002", written)
