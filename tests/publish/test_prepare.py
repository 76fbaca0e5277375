from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from studio_tools.errors import Blocked, MediaError
from studio_tools.host import Output
from studio_tools.jobs import Where, run
from studio_tools.model import VersionStatus
from studio_tools.publish.collect import OTHER
from studio_tools.publish.items import Finding, PublishRequest, Severity, Sources, Uses
from studio_tools.publish.prepare import Asked, Learned, code_of, prepare, refuse_blocked, upstream_of
from studio_tools.publish.steps import Scope, validator
from studio_tools.publish.world import world_of
from studio_tools.testing.builders import a_bare_item, a_stamp, settings, some_frames
from studio_tools.testing.fake_host import Document, FakeHost


def finding(severity: Severity, title: str = "it") -> Finding:
    return Finding(item="render.main", step="core.x", severity=severity, title=title)


ERROR, WARNING, INFO = (finding(severity) for severity in Severity)


def asked(house: Any, *sources: str, **more: Any) -> Asked:
    return Asked(
        session=house.session,
        context=house.context,
        host=more.pop("host", None) or house.host(*sources),
        request=PublishRequest(**more),
        recipes=house.with_steps(),
    )


@pytest.mark.parametrize(
    ("findings", "accept", "blocks"),
    [
        ([], False, False),
        ([INFO], False, False),
        ([WARNING], False, True),
        ([WARNING], True, False),
        ([ERROR], False, True),
        ([ERROR], True, True),
        ([WARNING, ERROR], True, True),
        ([WARNING, INFO], True, False),
    ],
    ids=["none", "info", "warning", "accepted", "error", "error-is-not-accepted", "both", "accepted-and-info"],
)
def test_what_blocks(findings: list[Finding], accept: bool, blocks: bool) -> None:
    if not blocks:
        refuse_blocked(findings, accept_warnings=accept)
        return
    with pytest.raises(Blocked):
        refuse_blocked(findings, accept_warnings=accept)


@pytest.mark.parametrize(
    ("findings", "told"),
    [
        ([ERROR], "1 error in the way: it"),
        ([WARNING], "1 warning in the way: it"),
        ([ERROR, WARNING, WARNING], "1 error and 2 warnings in the way: it, …"),
        ([INFO, finding(Severity.WARNING, "first"), ERROR], "1 error and 1 warning in the way: it, …"),
    ],
    ids=["error", "warning", "several", "the-error-is-told-first"],
)
def test_the_message_counts_and_names_the_worst(findings: list[Finding], told: str) -> None:
    with pytest.raises(Blocked) as caught:
        refuse_blocked(findings, accept_warnings=False)
    assert caught.value.message == told
    assert caught.value.details["findings"] == [each.as_json() for each in findings]


def test_accepting_is_offered_only_where_it_helps() -> None:
    with pytest.raises(Blocked) as warned:
        refuse_blocked([WARNING], accept_warnings=False)
    with pytest.raises(Blocked) as wrong:
        refuse_blocked([ERROR, WARNING], accept_warnings=False)
    assert "--accept-warnings" in warned.value.hint
    assert "--accept-warnings" not in wrong.value.hint


def test_codes_are_those_of_expected_errors() -> None:
    assert code_of(None) == ""
    assert code_of(MediaError("x")) == "media-failed"
    assert code_of(ZeroDivisionError()) == "internal-error"


def test_upstream_is_each_version_once_the_artists_first() -> None:
    one, two, three = (a_stamp("plate", number) for number in (1, 2, 3))
    item = a_bare_item(facts=[Uses((three, one))])
    assert upstream_of(item, PublishRequest(uses=(two, one, two))) == (two, one, three)
    assert upstream_of(a_bare_item(), PublishRequest()) == ()


def test_the_kind_of_what_was_learned_is_bounded() -> None:
    assert Learned().kind == "none"
    assert Learned(items=(a_bare_item("plate"), a_bare_item("plate", "bg"))).kind == "plate"
    assert Learned(items=(a_bare_item("plate"), a_bare_item("comp"))).kind == "mixed"


def test_every_item_knows_the_whole_publish(house: Any) -> None:
    seen: list[tuple[str, ...]] = []

    @validator("core.look-around", label="Look around")
    def look_around(scope: Scope[Any]) -> Iterator[None]:
        """See the others."""
        seen.append(tuple(item.id for item in scope.world.items))
        yield None

    Path("a.txt").write_text("a", "utf-8")
    Path("b.txt").write_text("b", "utf-8")
    recipes = house.with_steps(look_around, validate=("core.look-around",))
    house.publish("other.a=a.txt", "other.b=b.txt", recipes=recipes)
    assert seen == [("other.a", "other.b")] * 2


def test_what_collectors_learned_is_there_for_the_checks_of_all_items(house: Any) -> None:
    learned = Learned()
    Path("a.txt").write_text("a", "utf-8")
    question = asked(house, "a.txt")
    world = run(prepare(question, world_of(question), learned))
    assert world.items == learned.items
    assert len(list(learned.items[0].facts)) > 1


def test_a_scene_is_asked_on_the_main_thread_and_files_anywhere(house: Any) -> None:
    host = FakeHost(document=Document(outputs=(Output(id="set1", label="Cache", kind="cache"),)))
    for question, where in ((asked(house, host=host), Where.MAIN), (asked(house, "a.txt"), Where.ANY)):
        flow = prepare(question, world_of(question), Learned())
        assert next(flow).where is where
        flow.close()


def test_the_world_finds_versions_and_what_became_of_them(house: Any) -> None:
    Path("a.txt").write_text("a", "utf-8")
    (version,) = house.publish("a.txt").versions
    world = world_of(asked(house, "a.txt"))
    found = world.version(a_stamp("other.main", 1))
    assert found is not None
    assert found.status is VersionStatus.SEALED
    assert world.version(a_stamp("other.main", 2)) is None
    previous = world.previous(a_bare_item(OTHER))
    assert previous is not None
    assert previous.version.address == version.address
    assert [file.name for file in previous.manifest.files] == ["sh0010_other_main_v001.txt"]


def test_the_world_asks_storage_once_for_each_product(house: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("a.txt").write_text("a", "utf-8")
    house.publish("a.txt")
    world = world_of(asked(house, "a.txt"))
    first = world.previous(a_bare_item(OTHER))
    assert world.previous(a_bare_item(OTHER)) is first
    assert world.previous(a_bare_item(OTHER, "more")) is None


def test_the_world_measures_and_digests_through_storage(house: Any) -> None:
    Path("a.txt").write_text("a", "utf-8")
    world = world_of(asked(house, "a.txt"))
    path = Path("a.txt").absolute()
    assert world.free_bytes() > 0
    assert set(world.digests([path], "blake2b")) == {path}


def _a_text(name: str, text: str) -> str:
    Path(name).write_text(text, "utf-8")
    return name


MAYA = '//Maya ASCII 2026 scene\nrequires maya "2026";\ncreateNode transform -n "top";\n'
USD = '#usda 1.0\n(\n    defaultPrim = "top"\n)\n\ndef Xform "top"\n{\n}\n'
EDL = "TITLE: CUT\nFCM: NON-DROP FRAME\n\n001  A001 V C 01:00:00:00 01:00:01:00 01:00:00:00 01:00:01:00\n"


@pytest.mark.parametrize("kind", sorted(settings().kinds))
def test_every_kind_publishes_from_the_shell_without_a_complaint(house: Any, kind: str) -> None:
    known = settings().kinds[kind]
    if "ma" in known.extensions:
        source = _a_text("a.ma", MAYA)
    elif "usda" in known.extensions:
        source = _a_text("a.usda", USD)
    elif "edl" in known.extensions:
        source = _a_text("a.edl", EDL)
    elif "*" in known.extensions:
        source = _a_text("notes.txt", "notes\n")
    elif "png" in known.extensions:
        source = str(_pictures(Path("frames")))
    else:
        source = _a_movie(Path("a.mov"))
    report = house.publish(f"{kind}={source}")
    assert report.error is None
    assert report.versions[0].key.kind == kind


def _pictures(folder: Path) -> Path:
    """Three real frames, as a renderer leaves them."""
    numpy, exr = pytest.importorskip("numpy"), pytest.importorskip("OpenEXR")
    folder.mkdir()
    for frame in (1001, 1002, 1003):
        pixels = numpy.random.default_rng(frame).random((16, 16, 3)).astype("float16")
        header = {"type": exr.scanlineimage, "compression": exr.ZIP_COMPRESSION}
        exr.File(header, {"RGB": pixels}).write(str(folder / f"a.{frame}.exr"))
    return folder


def _a_movie(path: Path) -> str:
    import subprocess

    program = pytest.importorskip("imageio_ffmpeg").get_ffmpeg_exe()
    command = [program, "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x36:rate=24:duration=0.5", str(path)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return str(path)


def test_a_render_with_its_movie_and_a_still_are_one_publish(house: Any) -> None:
    folder = _pictures(Path("frames"))
    report = house.publish(
        f"render.beauty={folder}/a.%04d.exr",
        f"render.beauty={_a_movie(Path('a.mov'))}",
        f"hero={folder}/a.1001.exr",
    )
    assert report.error is None
    beauty, hero = report.versions
    assert [form.name for form in beauty.representations] == ["exr", "mov"]
    assert (hero.key.name, hero.files) == ("image.hero", 1)


def test_the_same_files_may_be_published_to_two_products(house: Any) -> None:
    pattern = some_frames(Path("data"), "1-3", name="a.%04d.dat")
    report = house.publish(f"other.one={pattern}", f"other.two={pattern}")
    assert [version.digest for version in report.versions] == [report.versions[0].digest] * 2


def test_stereo_frames_keep_their_views(house: Any) -> None:
    for view in ("left", "right"):
        some_frames(Path(view), "1-2", name="a.%04d.dat", content=view.encode())
    (version,) = house.publish("other.stereo=%V/a.%04d.dat").versions
    names = sorted(path.name for path in house.session.storage.folder(version).iterdir())
    assert names == [
        "publish.json",
        "sh0010_other_stereo_left_v001.0001.dat",
        "sh0010_other_stereo_left_v001.0002.dat",
        "sh0010_other_stereo_right_v001.0001.dat",
        "sh0010_other_stereo_right_v001.0002.dat",
    ]
    plan = house.plan("other.stereo=%V/a.%04d.dat")
    assert plan.writes[0].fields["code"] == "sh0010_other_stereo_%V_v002.%04d.dat"
    assert not plan.difference


@pytest.mark.parametrize(
    ("spelled", "published"),
    [
        ("a.%06d.dat", "sh0010_other_main_v001.000001.dat"),
        ("a.%d.dat", "sh0010_other_main_v001.0001.dat"),
    ],
    ids=["wide-numbers-stay-wide", "bare-numbers-get-four-digits"],
)
def test_published_frames_have_four_digits_or_more(house: Any, spelled: str, published: str) -> None:
    some_frames(Path(), "1-3", name=spelled)
    plan = house.plan(spelled)
    (version,) = house.publish(spelled).versions
    folder = house.session.storage.folder(version)
    assert (folder / published).is_file()
    assert published in [path.name for path in plan.versions[0].files]


def test_negative_frames_are_published_with_their_sign(house: Any) -> None:
    some_frames(Path(), "-2-1", name="a.%04d.dat")
    (version,) = house.publish("a.%04d.dat").versions
    assert version.representations[0].frames is not None
    assert version.representations[0].frames.first == -2


@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("README", "sh0010_other_main_v001"),
        ("a.tar.gz", "sh0010_other_main_v001.tar.gz"),
        ("we ird näme\n.TXT", "sh0010_other_main_v001.txt"),
    ],
    ids=["no-extension", "two-words", "odd-name"],
)
def test_odd_files_get_plain_names(house: Any, name: str, published: str) -> None:
    Path(name).write_text("x", "utf-8")
    report = house.publish(f"other={name}")
    assert report.error is None
    assert (house.session.storage.folder(report.versions[0]) / published).is_file()


def test_a_source_below_the_storage_itself_can_be_published_again(house: Any) -> None:
    Path("a.txt").write_text("x", "utf-8")
    (version,) = house.publish("a.txt").versions
    again = house.session.storage.folder(version) / "sh0010_other_main_v001.txt"
    assert house.publish(f"other.copy={again}").error is None


def test_an_asset_publishes_as_a_shot_does(make_house: Callable[..., Any], tmp_path: Path) -> None:
    from studio_tools.model import Address
    from studio_tools.testing.builders import a_context, an_asset
    from studio_tools.tracker import EntityDraft

    house = make_house()
    house.session.tracker.create_entity(EntityDraft(address=Address.parse("demo/assets/dragon")))
    house.context = a_context(an_asset("demo/assets/dragon"))
    scene = tmp_path / "dragon.ma"
    scene.write_text(MAYA, "utf-8")
    report = house.publish(f"model={scene}")
    assert report.error is None
    assert report.versions[0].address == "demo/assets/dragon:model.main@v001"


def test_sources_are_copied_and_stay_where_they_are(house: Any) -> None:
    Path("a.txt").write_text("x", "utf-8")
    before = Path("a.txt").stat()
    house.publish("a.txt")
    after = Path("a.txt").stat()
    assert (before.st_mtime_ns, before.st_mode, before.st_ino) == (after.st_mtime_ns, after.st_mode, after.st_ino)


def test_a_request_without_items_publishes_all(house: Any) -> None:
    Path("a.txt").write_text("x", "utf-8")
    question = asked(house, "a.txt")
    assert question.request.items is None
    assert replace(question).key(a_bare_item(OTHER)).address() == "demo/sq010/sh0010:other.main"


def test_the_steps_of_an_item_are_those_of_its_recipe(house: Any) -> None:
    from studio_tools.jobs import Phase

    question = asked(house, "a.txt")
    steps = question.steps(a_bare_item("scene"), Phase.COLLECT)
    assert [step.id for step in steps] == list(settings().recipes["scene"].collect)
    assert Sources in steps[0].provides
