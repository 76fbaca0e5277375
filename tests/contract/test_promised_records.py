"""What the tracker holds of a publish, asked by the ordinary client of a site that another process serves."""

from __future__ import annotations

import json
import shutil
import signal
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from studio_tools.testing.shell import Shell

Note = Callable[..., Path]
Serving = Callable[..., Any]
SHOT = "demo/sq010/sh0010"
FIELDS = [
    "code",
    "name",
    "version_number",
    "entity",
    "project",
    "path",
    "published_file_type",
    "sg_status_list",
    "upstream_published_files",
    "description",
]
TYPES = {
    "exr": "Rendered Image",
    "mov": "Movie",
    "ma": "Maya Scene",
    "nk": "Nuke Script",
    "usda": "USD",
    "png": "Image",
    "edl": "Editorial",
    "txt": "File",
}


@pytest.fixture(scope="module")
def told(
    template: Path, ordinary: Mapping[str, Path], tmp_path_factory: pytest.TempPathFactory, serving: Serving
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What a script finds on the site, and what the publishes answered, by the name of their product."""
    home = Path(shutil.copytree(template, tmp_path_factory.mktemp("told") / "home"))
    shell = Shell(environ={"HOME": str(home.parent), "STUDIO_TOOLS_USER": "ada"}).at(home)
    kinds = {
        "mov": "movie",
        "ma": "scene",
        "nk": "scene",
        "usda": "cache",
        "png": "image",
        "edl": "cut",
        "txt": "other",
    }
    words = [f"{kind}.{ending}={ordinary[ending]}" for ending, kind in kinds.items()]
    to = ("--to", SHOT)
    answers = [
        shell.json("publish", *words, *to, "--comment", "all at once").result,
        shell.json("publish", f"image.grey={ordinary['exr']}", f"image.grey={ordinary['png']}", *to).result,
        shell.json("publish", f"other.letter={ordinary['txt']}", "--uses", f"{SHOT}:other.txt@v001", *to).result,
        shell.json("publish", f"other.letter={ordinary['ma']}", *to).result,
    ]
    with serving(shell) as site:
        client = site.asked_by()
        found = client.find("PublishedFile", [["project.Project.tank_name", "is", "demo"]], FIELDS)
        client.close()
    return found, {version["address"]: version for answer in answers for version in answer["versions"]}


Told = tuple[list[dict[str, Any]], dict[str, Any]]


def named(told: Told, name: str, number: int = 1) -> list[dict[str, Any]]:
    return [one for one in told[0] if (one["name"], one["version_number"]) == (name, number)]


def test_each_representation_has_one_record(told: Told) -> None:
    found, versions = told

    answered = [form["id"] for version in versions.values() for form in version["representations"]]
    assert sorted(one["id"] for one in found) == sorted(answered)


def test_two_formats_of_a_version_are_two_records_of_one_number(told: Told) -> None:
    records = named(told, "image.grey")

    assert sorted(Path(one["path"]["local_path"]).suffix for one in records) == [".exr", ".png"]


def test_a_record_is_named_by_kind_and_variant_and_carries_the_number(told: Told) -> None:
    pairs = {(one["name"], one["version_number"]) for one in told[0]}

    assert {("movie.mov", 1), ("other.letter", 1), ("other.letter", 2)} <= pairs


def test_a_record_hangs_below_its_shot(told: Told) -> None:
    assert {(one["entity"]["type"], one["entity"]["name"]) for one in told[0]} == {("Shot", "sh0010")}


def test_the_path_of_a_record_reaches_the_file(told: Told) -> None:
    assert all(Path(one["path"]["local_path"]).is_file() for one in told[0])


def test_the_path_of_a_record_is_the_one_that_publish_answered(told: Told) -> None:
    found, versions = told

    answered = {form["id"]: form["path"] for version in versions.values() for form in version["representations"]}
    assert {one["id"]: one["path"]["local_path"] for one in found} == answered


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("movie.mov", "mov"),
        ("scene.ma", "ma"),
        ("scene.nk", "nk"),
        ("cache.usda", "usda"),
        ("image.png", "png"),
        ("cut.edl", "edl"),
        ("other.txt", "txt"),
    ],
)
def test_a_record_has_the_type_that_sites_know(name: str, ending: str, told: Told) -> None:
    (record,) = named(told, name)

    assert record["published_file_type"]["name"] == TYPES[ending]


def test_what_it_was_made_from_is_linked(told: Told) -> None:
    (note,) = named(told, "other.txt")
    (letter,) = named(told, "other.letter")

    assert [one["id"] for one in letter["upstream_published_files"]] == [note["id"]]
    assert note["upstream_published_files"] == []


def test_all_that_is_visible_is_complete(told: Told) -> None:
    assert {one["sg_status_list"] for one in told[0]} == {"cmpt"}


def test_the_comment_is_what_everybody_reads(told: Told) -> None:
    (record,) = named(told, "movie.mov")

    assert record["description"] == "all at once"


def test_a_type_may_be_called_otherwise_in_the_configuration(
    show: Shell, home: Path, note: Note, serving: Serving
) -> None:
    with (home / "studio.toml").open("a") as file:
        file.write('\n[tracker.file_types]\n"other/txt" = "Memo"\n')
    show.json("publish", note(), "--to", SHOT, "--kind", "other").result  # noqa: B018 - it asserts that it went well

    with serving(show) as site:
        client = site.asked_by()
        record = client.find_one("PublishedFile", [["name", "is", "other.main"]], ["published_file_type"])
        client.close()

    assert record["published_file_type"]["name"] == "Memo"


def test_the_tracker_hears_of_a_retraction(letters: Shell, serving: Serving) -> None:
    letters.json("retract", f"{SHOT}:other.letter@v001", "--reason", "wrong words").result  # noqa: B018

    with serving(letters) as site:
        client = site.asked_by()
        record = client.find_one("PublishedFile", [["name", "is", "other.letter"]], ["sg_status_list"])
        client.close()

    assert record["sg_status_list"] == "omt"


def test_a_frame_sequence_has_one_record_that_reaches_every_frame(
    show: Shell, frames: Callable[..., Path], serving: Serving
) -> None:
    show.json("publish", frames(), "--to", SHOT, "--kind", "render").result  # noqa: B018

    with serving(show) as site:
        client = site.asked_by()
        (record,) = client.find("PublishedFile", [["name", "is", "render.main"]], ["path", "published_file_type"])
        client.close()

    assert record["published_file_type"]["name"] == "Rendered Image"
    assert all(Path(record["path"]["local_path"] % number).is_file() for number in (1001, 1002, 1003))


def test_who_publishes_by_the_served_site_is_told_by_environment(show: Shell, note: Note, serving: Serving) -> None:
    with serving(show) as site:
        told = {"SITE": site.url, "SCRIPT_NAME": "robot", "SCRIPT_KEY": "a key of a robot"}
        environ = {f"STUDIO_TOOLS__TRACKER__{key}": value for key, value in told.items()}
        shell = Shell(environ={**show.environ, **environ})
        result = shell.json("publish", note(), "--to", SHOT, "--kind", "other").result
        client = site.asked_by()
        record = client.find_one("PublishedFile", [["name", "is", "other.main"]], ["version_number"])
        client.close()

    assert result["state"] == "PUBLISHED"
    assert record["id"] == result["versions"][0]["representations"][0]["id"]


def test_a_wrong_key_is_told_and_stands_nowhere(show: Shell, serving: Serving) -> None:
    with serving(show) as site:
        told = {"SITE": site.url, "SCRIPT_NAME": "robot", "SCRIPT_KEY": "an-unlikely-key"}
        environ = {f"STUDIO_TOOLS__TRACKER__{key}": value for key, value in told.items()}
        said = Shell(environ={**show.environ, **environ}).json("create", "sequence", "demo/sq099")

    assert (said.error["code"], said.code) == ("tracker-denied", 31)
    assert "an-unlikely-key" not in said.out + said.err


@pytest.mark.parametrize("words", [(), ("--json",), ("--thumbnail-delay", "0.5")], ids=["plain", "json", "delayed"])
def test_a_served_site_says_one_line_and_ends_cleanly(words: tuple[str, ...], show: Shell, serving: Serving) -> None:
    with serving(show, *words) as site:
        client = site.asked_by()
        assert client.find("Shot", [["code", "is", "sh0010"]], ["code"])[0]["code"] == "sh0010"
        client.close()

        code, more, errors = site.ended(signal.SIGTERM)

    assert site.url.startswith("http://127.0.0.1:")
    assert (code, more, errors) == (0, "", "")


def test_the_secret_of_a_script_stands_nowhere_in_storage(show: Shell, note: Note, serving: Serving) -> None:
    with serving(show) as site:
        told = {"SITE": site.url, "SCRIPT_NAME": "robot", "SCRIPT_KEY": "a key of a robot"}
        environ = {f"STUDIO_TOOLS__TRACKER__{key}": value for key, value in told.items()}
        shell = Shell(environ={**show.environ, **environ})
        shell.json("publish", note(), "--to", SHOT, "--kind", "other").result  # noqa: B018
        shown = shell.json("config", "show").result

    storage = Path(show.environ["STUDIO_TOOLS_HOME"]) / "storage"
    texts = [path.read_text(encoding="utf-8") for path in storage.rglob("*.json")]
    assert "a key of a robot" not in json.dumps(shown)
    assert [text for text in texts if "a key of a robot" in text] == []
