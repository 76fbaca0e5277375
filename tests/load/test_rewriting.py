"""A copy of a scene file that reads what is newest: the paths alone change, and what cannot be mapped is told."""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from studio_tools import scenes
from studio_tools.errors import SourceError, UsageError
from studio_tools.jobs import perform, run
from studio_tools.load import Rewritten, State, update_file, updates
from studio_tools.model import Address
from studio_tools.studio import Studio

DRAGON, SHOT = "demo/assets/dragon", "demo/sq010/sh0010"
RIG, PLATE, MODEL = f"{DRAGON}:rig.main", f"{SHOT}:plate.main", f"{DRAGON}:model.main"
TEXTURE = f"{DRAGON}:texture.skin"

Find = Callable[..., Path]
Go = Callable[..., Rewritten]


@pytest.fixture
def go(studio: Studio, tmp_path: Path) -> Go:
    """Update a file into `copy` beside it."""

    def one(path: Path, *only: str) -> Rewritten:
        wanted = [Address.parse(address) for address in only]
        return run(update_file(studio.session, path, path.with_name(f"copy{path.suffix}"), only=wanted))

    return one


@pytest.fixture
def maya(tmp_path: Path) -> Callable[..., Path]:
    """Write a Maya scene that references files and reads textures."""

    def write(*references: Path, textures: Sequence[str] = (), more: str = "", name: str = "shot.ma") -> Path:
        lines = ["//Maya ASCII 2026 scene", 'requires maya "2026";']
        for number, path in enumerate(references):
            node = f'-ns "r{number}" -rfn "r{number}RN" -typ "mayaAscii" "{path}"'
            lines += [f"file -rdi 1 {node};", f"file -r -dr 1 {node};"]
        for number, text in enumerate(textures):
            lines += [f'createNode file -n "t{number}";', f'\tsetAttr ".ftn" -type "string" "{text}";']
        path = tmp_path / name
        path.write_text("\n".join([*lines, more, "// End of it", ""]))
        return path

    return write


@pytest.fixture
def nuke(tmp_path: Path) -> Callable[..., Path]:
    """Write a Nuke script with a Read for each text, as it is written in the file."""

    def write(*files: str, root: str = "", name: str = "comp.nk") -> Path:
        reads = [f"Read {{\n file {text}\n first 1001\n last 1003\n name Read{at}\n}}" for at, text in enumerate(files)]
        path = tmp_path / name
        path.write_text("\n".join(["version 16.0 v8", f"Root {{\n{root} name {path}\n}}", *reads, ""]))
        return path

    return write


def different(one: Path, other: Path) -> list[tuple[str, str]]:
    """The lines in which two files differ."""
    left, right = one.read_text().splitlines(keepends=True), other.read_text().splitlines(keepends=True)
    assert len(left) == len(right)
    return [(old, new) for old, new in zip(left, right, strict=True) if old != new]


def stays(report: Rewritten) -> list[tuple[str, str]]:
    return [(left.row.id, left.why) for left in report.left]


def test_the_copy_reads_the_newest_and_differs_in_nothing_else(go: Go, maya: Any, where: Find) -> None:
    old, new, current = where(f"{RIG}@v001"), where(f"{RIG}@v003"), where(f"{MODEL}@v002")
    path = maya(old, current)
    before = path.read_bytes()

    report = go(path)

    assert [(turn.row.id, turn.target.address) for turn in report.turns] == [("r0RN", f"{RIG}@v003")]
    assert (report.left, report.mentions) == ((), 0)
    assert path.read_bytes() == before
    assert report.into.read_bytes() == before.replace(str(old).encode(), str(new).encode())
    assert len(different(path, report.into)) == 2


def test_a_copy_of_what_is_current_is_the_same(go: Go, maya: Any, where: Find) -> None:
    path = maya(where(RIG + "@v003"))

    report = go(path)

    assert (report.turns, report.left) == ((), ())
    assert report.into.read_bytes() == path.read_bytes()


def test_several_products_and_versions_are_updated_at_once(go: Go, maya: Any, where: Find, studio: Studio) -> None:
    path = maya(
        where(f"{RIG}@v001"), where(f"{RIG}@v002"), where(f"{RIG}@v001"), where(f"{MODEL}@v001"),
        textures=[str(where(f"{TEXTURE}@v001")).replace("%04d", "<UDIM>")],
    )  # fmt: skip

    report = go(path)

    assert [turn.row.id for turn in report.turns] == ["r0RN", "r2RN", "r1RN", "r3RN", "t0"]
    found = run(updates(studio.session, report.into))
    assert found.counts == {"CURRENT": 5}
    assert "<UDIM>" in report.into.read_text()


def test_a_retracted_version_gives_way_to_its_replacement_and_no_further(
    go: Go, maya: Any, where: Find, retract: Callable[..., None]
) -> None:
    """What is retracted becomes what another row leaves: no path may be changed twice."""
    retract(f"{RIG}@v001", replacement=f"{RIG}@v002")
    path = maya(where(f"{RIG}@v001"), where(f"{RIG}@v002"))

    report = go(path)

    paths = [reference.path for reference in scenes.read(report.into).references]
    assert [Path(each).parent.name for each in paths] == ["v002", "v003"]
    assert {turn.row.id: turn.target.number for turn in report.turns} == {"r0RN": 2, "r1RN": 3}


@pytest.mark.parametrize("spelled", ["%04d", "####", "1002"])
def test_frames_are_spelled_as_before(go: Go, nuke: Any, where: Find, spelled: str) -> None:
    old, new = (str(where(f"{PLATE}@v{number:03}")).replace("%04d", spelled) for number in (1, 2))
    path = nuke(old)

    report = go(path)

    assert different(path, report.into) == [(f" file {old}\n", f" file {new}\n")]
    assert report.turns[0].difference is not None
    assert str(report.turns[0].difference.frames_added) == "1004"


def test_a_path_with_blanks_is_quoted_as_before(go: Go, nuke: Any, where: Find, home: Path) -> None:
    old, new = where(f"{PLATE}@v001"), where(f"{PLATE}@v002")
    path = nuke(f'"{old}"')

    report = go(path)

    assert different(path, report.into) == [(f' file "{old}"\n', f' file "{new}"\n')]


def test_what_lies_below_the_project_directory_stays_below_it(go: Go, nuke: Any, where: Find, home: Path) -> None:
    storage = home / "storage"
    old, new = (where(f"{PLATE}@v{number:03}").relative_to(storage) for number in (1, 2))
    path = nuke(str(old), root=f" project_directory {storage}\n")

    report = go(path)

    assert different(path, report.into) == [(f" file {old}\n", f" file {new}\n")]


def test_tcl_before_what_changes_stays(go: Go, nuke: Any, where: Find, home: Path, studio: Studio) -> None:
    storage = home / "storage"
    old = where(f"{PLATE}@v001").relative_to(storage)
    path = nuke(f'"\\[value root.project_directory]/{old}"', root=f" project_directory {storage}\n")
    assert run(updates(studio.session, path)).counts == {"OUTDATED": 1}

    report = go(path)

    new = where(f"{PLATE}@v002").relative_to(storage)
    assert run(updates(studio.session, report.into)).counts == {"CURRENT": 1}
    assert report.into.read_text() == path.read_text().replace(str(old), str(new))


def test_tcl_that_says_the_version_by_itself_is_told(go: Go, nuke: Any, where: Find, studio: Studio) -> None:
    """The part that changes is not written in the path."""
    old = where(f"{PLATE}@v001")
    inner = str(old).replace("v001", "\\[value root.label]")
    path = nuke(f'"{inner}"', root=" label v001\n")
    found = run(updates(studio.session, path))
    assert found.counts == {"OUTDATED": 1}

    report = go(path)

    assert not report.turns
    assert "says its version by itself" in stays(report)[0][1]
    assert report.into.read_bytes() == path.read_bytes()


def test_what_cannot_be_mapped_stays_and_is_told(go: Go, maya: Any, where: Find) -> None:
    path = maya(where(f"{RIG}@v001"), where(f"{MODEL}@v001", "obj"))

    report = go(path)

    assert [turn.row.id for turn in report.turns] == ["r0RN"]
    assert stays(report) == [("r1RN", f"{MODEL}@v002 has no obj; it has ma")]
    assert str(where(f"{MODEL}@v001", "obj")) in report.into.read_text()


def test_what_is_pinned_stays_and_so_does_all_that_reads_the_same(go: Go, maya: Any, where: Find) -> None:
    note = quote(json.dumps({"r0RN": {"address": f"{RIG}@v001", "reason": "approved"}}))
    info = f'fileInfo "studio.pins" "={note}";'
    path = maya(where(f"{RIG}@v001"), where(f"{RIG}@v001"), where(f"{RIG}@v002"), more=info)

    report = go(path)

    assert [turn.row.id for turn in report.turns] == ["r2RN"]
    assert stays(report) == [
        ("r0RN", "it is pinned: approved"),
        ("r1RN", "something that is pinned reads the same file"),
    ]
    assert report.into.read_text().count(str(where(f"{RIG}@v001"))) == 4


def test_what_is_written_the_same_and_leads_elsewhere_keeps_both(
    go: Go, nuke: Any, where: Find, home: Path, studio: Studio
) -> None:
    """One text, two meanings: in each group the folder is another."""
    below = where(f"{PLATE}@v001").relative_to(home / "storage")
    path = nuke(root="")
    for name, folder in (("A", home / "storage"), ("B", home / "elsewhere")):
        read = f'Read {{\n file "\\[value parent.top]/{below}"\n name R{name}\n}}'
        knobs = f" name {name}\n addUserKnob {{1 top}}\n top {folder}\n"
        path.write_text(path.read_text() + f"Group {{\n{knobs}}}\n{read}\nend_group\n")
    found = {row.id: row.state for row in run(updates(studio.session, path)).rows}
    assert found == {"A.RA": State.OUTDATED, "B.RB": State.MISSING}

    report = go(path)

    assert stays(report) == [("A.RA", "something that stays is written the same")]
    assert report.into.read_bytes() == path.read_bytes()


def test_a_reference_of_a_reference_is_not_the_files_own(go: Go, maya: Any, where: Find) -> None:
    inner = f'file -rdi 2 -ns "in" -rfn "inRN" -typ "mayaAscii" "{where(f"{MODEL}@v001")}";'
    path = maya(where(f"{RIG}@v003"), more=inner)

    report = go(path)

    assert stays(report) == [("inRN", "it came with another reference; open the file that brings it")]
    assert report.into.read_bytes() == path.read_bytes()


def test_what_is_nested_does_not_hold_what_reads_the_same(go: Go, maya: Any, where: Find, studio: Studio) -> None:
    """Maya writes nested references down for itself; it reads them anew from the file that brings them."""
    path = where(f"{RIG}@v001")
    inner = f'file -rdi 2 -ns "in" -rfn "inRN" -typ "mayaAscii" "{path}";'

    report = go(maya(path, more=inner))

    assert [turn.row.id for turn in report.turns] == ["r0RN"]
    assert [left.row.id for left in report.left] == ["inRN"]


def test_a_way_of_writing_that_cannot_be_changed_is_told(go: Go, nuke: Any, where: Find, home: Path) -> None:
    """Nuke needs no backslash there, and who wrote the script by hand used one."""
    old = str(where(f"{PLATE}@v001"))
    path = nuke(f'"{old.replace("plate_main", "plate" + chr(92) + "_main")}"')

    report = go(path)

    assert not report.turns
    assert [why for _, why in stays(report)] == ["its path is written in a way that could not be changed"]
    assert report.into.read_bytes() == path.read_bytes()


def test_old_paths_in_code_are_told_and_stay(go: Go, maya: Any, where: Find) -> None:
    old = where(f"{RIG}@v001")
    path = maya(old, more=f'createNode script -n "s";\n\tsetAttr ".b" -type "string" "open(\\"{old}\\")";')

    report = go(path)

    assert report.mentions == 1
    assert f'open(\\"{old}\\")' in report.into.read_text()


@pytest.mark.parametrize(
    ("only", "nodes"),
    [
        ([f"{RIG}@v001"], ["r0RN"]),
        ([f"{RIG}"], ["r0RN", "r1RN"]),
        ([DRAGON], ["r0RN", "r1RN", "r2RN"]),
        (["demo/assets/dragon:rig@v002", MODEL], ["r1RN", "r2RN"]),
    ],
    ids=["a version", "a product", "an asset", "two"],
)
def test_only_what_was_named_is_updated(go: Go, maya: Any, where: Find, only: list[str], nodes: list[str]) -> None:
    path = maya(where(f"{RIG}@v001"), where(f"{RIG}@v002"), where(f"{MODEL}@v001"))

    report = go(path, *only)

    assert sorted(turn.row.id for turn in report.turns) == nodes


def test_naming_what_the_file_does_not_read_is_a_mistake(go: Go, maya: Any, where: Find, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"does not read .*rig\.main@v002") as refused:
        go(maya(where(f"{RIG}@v001")), f"{RIG}@v002")
    assert refused.value.hint == f"Did you mean {RIG}@v001?"
    assert not (tmp_path / "copy.ma").exists()


def test_a_copy_replaces_nothing(go: Go, maya: Any, where: Find, tmp_path: Path) -> None:
    (tmp_path / "copy.ma").write_text("precious")

    with pytest.raises(UsageError, match="exists already"):
        go(maya(where(f"{RIG}@v001")))
    assert (tmp_path / "copy.ma").read_text() == "precious"


def test_a_copy_is_of_the_same_kind(studio: Studio, maya: Any, where: Find, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"copy\.mb would not be what shot\.ma is"):
        run(update_file(studio.session, maya(where(f"{RIG}@v001")), tmp_path / "copy.mb"))


@pytest.mark.parametrize("content", [None, b"hello", bytes(64)], ids=["missing", "no scene", "rubbish"])
def test_what_cannot_be_read_leaves_nothing(go: Go, tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "shot.mb"
    if content is not None:
        path.write_bytes(content)

    with pytest.raises(SourceError):
        go(path)
    assert {each.name for each in tmp_path.iterdir()} - {"home"} == ({"shot.mb"} if content is not None else set())


def test_nothing_but_the_copy_is_left_behind(go: Go, maya: Any, where: Find, tmp_path: Path) -> None:
    path = maya(where(f"{RIG}@v001"), where(f"{RIG}@v002"), where(f"{MODEL}@v001"))

    go(path)

    assert {each.name for each in tmp_path.iterdir()} == {"home", "shot.ma", "copy.ma"}


def test_a_flow_that_is_dropped_leaves_nothing(studio: Studio, maya: Any, where: Find, tmp_path: Path) -> None:
    flow = update_file(studio.session, maya(where(f"{RIG}@v001")), tmp_path / "copy.ma")
    job = next(flow)
    while job.step != "load.rewrite":
        job = flow.send(perform(job))
    flow.close()

    assert not (tmp_path / "copy.ma").exists()


# -- Maya binary


def chunk(tag: bytes, body: bytes) -> bytes:
    """A leaf, which is padded, or a group, which is not."""
    pad = b"" if tag == b"FOR8" else bytes(-len(body) % 8)
    return tag + bytes(4) + struct.pack(">Q", len(body)) + body + pad


def binary(path: Path) -> bytes:
    names = "\0".join((str(path), "rig", "", "rigRN", "", "", "mayaAscii", "")).encode()
    head = b"HEAD" + chunk(b"VERS", b"2026") + chunk(b"LUNI", b"cm") + chunk(b"TUNI", b"film") + chunk(b"AUNI", b"deg")
    reference = b"FRDI" + chunk(b"FRDI", struct.pack(">I", 1) + names)
    body = b"Maya" + chunk(b"FOR8", head) + chunk(b"FOR8", reference)
    return chunk(b"FOR8", body)


def test_a_binary_scene_is_updated_too(go: Go, studio: Studio, where: Find, tmp_path: Path) -> None:
    path = tmp_path / "shot.mb"
    path.write_bytes(binary(where(f"{RIG}@v001")))

    report = go(path)

    assert [turn.row.id for turn in report.turns] == ["rigRN"]
    assert report.into.read_bytes() == binary(where(f"{RIG}@v003"))
    assert run(updates(studio.session, report.into)).counts == {"CURRENT": 1}
