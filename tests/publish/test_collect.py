from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio_tools.errors import NotCapable, SourceError, StudioError, UsageError
from studio_tools.frames import FrameRange
from studio_tools.host import Output, Source
from studio_tools.host.headless import HeadlessHost
from studio_tools.publish.collect import collect_items, guess_kind, parse_source
from studio_tools.publish.items import PublishItem, Sources
from studio_tools.publish.sources import read_source
from studio_tools.testing.builders import settings, some_frames
from studio_tools.testing.fake_host import Document, FakeHost

T = TypeVar("T")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def a_file(name: str) -> str:
    Path(name).write_text("x", "utf-8")
    return name


def collected(*texts: str, kind: str = "", variant: str = "main") -> tuple[PublishItem, ...]:
    known = settings()
    sources = tuple(parse_source(text, known, kind=kind, variant=variant) for text in texts)
    return collect_items(HeadlessHost(sources), known)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a.exr", Source(path="a.exr", kind="plate", variant="bg")),
        ("render.beauty=a.%04d.exr", Source(path="a.%04d.exr", kind="render", variant="beauty")),
        ("render=a.exr", Source(path="a.exr", kind="render", variant="bg")),
        ("hero=a.exr", Source(path="a.exr", kind="plate", variant="hero")),
        ("dir/a=b.exr", Source(path="dir/a=b.exr", kind="plate", variant="bg")),
        ("render.beauty=a=b.exr", Source(path="a=b.exr", kind="render", variant="beauty")),
        ("=a.exr", Source(path="=a.exr", kind="plate", variant="bg")),
        ("scene=new\nline.ma", Source(path="new\nline.ma", kind="scene", variant="bg")),
    ],
    ids=["path", "kind-and-variant", "kind", "variant", "folder-first", "two-equals", "nothing-before", "newline"],
)
def test_a_source_is_read_as_it_is_written(here: Path, text: str, expected: Source) -> None:
    assert parse_source(text, settings(), kind="plate", variant="bg") == expected


def test_a_path_that_exists_is_a_path_whatever_it_looks_like(here: Path) -> None:
    a_file("render=a.exr")
    assert parse_source("render=a.exr", settings()) == Source(path="render=a.exr")


@pytest.mark.parametrize("text", ["rendr=a.exr", "rendr.beauty=a.exr"])
def test_a_misspelled_kind_is_answered_with_the_nearest(here: Path, text: str) -> None:
    with pytest.raises(UsageError, match=r'did you mean "render"\?'):
        parse_source(text, settings())


def test_an_unknown_kind_lists_the_kinds(here: Path) -> None:
    a_file("a.ma")
    with pytest.raises(UsageError, match="is no kind") as caught:
        collected("a.ma", kind="hologram")
    assert "scene" in caught.value.hint


@pytest.mark.parametrize("variant", ["", "a b", "a/b", "../x", "a.b", "ünï"])
def test_an_odd_variant_is_refused(here: Path, variant: str) -> None:
    a_file("a.ma")
    with pytest.raises(UsageError, match="variant"):
        collected("a.ma", variant=variant)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.ma", "scene"),
        ("a.mb", "scene"),
        ("a.nk", "scene"),
        ("a.hip", "scene"),
        ("a.blend", "scene"),
        ("a.abc", "cache"),
        ("a.vdb", "cache"),
        ("a.fbx", "cache"),
        ("a.mov", "movie"),
        ("a.mp4", "movie"),
        ("a.exr", "image"),
        ("a.PNG", "image"),
        ("a.edl", "cut"),
        ("a.tx", "texture"),
        ("a.txt", "other"),
        ("README", "other"),
    ],
)
def test_the_extension_says_the_kind(here: Path, name: str, kind: str) -> None:
    (item,) = collected(a_file(name))
    assert (item.kind, item.id) == (kind, f"{kind}.main")


@pytest.mark.parametrize(
    ("name", "spelled", "kind"),
    [
        ("a.%04d.exr", "a.%04d.exr", "render"),
        ("a.%04d.png", "a.####.png", "render"),
        ("a.%04d.vdb", "a.$F4.vdb", "cache"),
        ("a.%04d.tif", "a.<UDIM>.tif", "texture"),
        ("a.%04d.dat", "a.%04d.dat", "other"),
    ],
)
def test_a_sequence_says_its_kind(here: Path, name: str, spelled: str, kind: str) -> None:
    some_frames(here, "1001-1003", name=name)
    assert guess_kind(read_source(spelled), settings()) == kind


def test_one_product_in_two_formats_is_one_item(here: Path) -> None:
    some_frames(here, "1-3", name="a.%04d.exr")
    a_file("a.mov")
    (item,) = collected("render.beauty=a.%04d.exr", "render.beauty=a.mov")
    assert item.id == "render.beauty"
    assert [form.representation for form in item.facts[Sources].sets] == ["exr", "mov"]
    assert item.label == "render.beauty (exr 1-3, mov)"
    assert item.members == ("a.%04d.exr", "a.mov")


def test_several_products_are_several_items_in_their_order(here: Path) -> None:
    some_frames(here, "1-3", name="a.%04d.exr")
    a_file("b.exr")
    assert [item.id for item in collected("hero=b.exr", "render.beauty=a.%04d.exr")] == [
        "image.hero",
        "render.beauty",
    ]


def test_the_same_format_twice_is_a_clash_that_names_both(here: Path) -> None:
    a_file("a.mov")
    a_file("b.MOV")
    with pytest.raises(UsageError) as caught:
        collected("movie=a.mov", "movie=b.MOV")
    assert caught.value.message == "a.mov and b.MOV would both be the mov of movie.main"
    assert "variant" in caught.value.hint


def test_the_same_file_twice_is_a_clash_too(here: Path) -> None:
    a_file("a.mov")
    with pytest.raises(UsageError, match="would both be"):
        collected("a.mov", "a.mov")


def test_a_kind_refuses_what_it_does_not_take(here: Path) -> None:
    a_file("notes.txt")
    with pytest.raises(UsageError, match=r"notes.txt ends in .txt, which render does not take") as caught:
        collected("notes.txt", kind="render")
    assert "exr" in caught.value.hint
    assert "other takes any file" in caught.value.hint


def test_a_file_without_extension_is_taken_by_other_alone(here: Path) -> None:
    a_file("README")
    assert collected("README", kind="other")[0].kind == "other"
    with pytest.raises(UsageError, match="has no extension"):
        collected("README", kind="scene")


def test_a_lone_frame_of_a_render_is_a_frame(here: Path) -> None:
    some_frames(here, "1001", name="a.%04d.exr")
    (item,) = collected("a.1001.exr", kind="render")
    assert item.facts[Sources].sets[0].frames == FrameRange.of([1001])


@pytest.mark.parametrize("name", ["cut.0010.mov", "sh_0010.exr", "a_v001.exr"], ids=["movie", "underscore", "version"])
def test_not_every_number_is_a_frame(here: Path, name: str) -> None:
    (item,) = collected(a_file(name), kind="render")
    assert item.facts[Sources].sets[0].frames is None


def test_nothing_named_is_told(here: Path) -> None:
    with pytest.raises(UsageError, match="nothing was named"):
        collected()


def test_a_missing_source_is_told(here: Path) -> None:
    with pytest.raises(SourceError):
        collected("nothing.ma")


def test_only_the_chosen_items_are_collected(here: Path) -> None:
    host = HeadlessHost((Source(path=a_file("a.ma")), Source(path=a_file("a.mov"))))
    assert [item.id for item in collect_items(host, settings(), only=frozenset({"movie.main"}))] == ["movie.main"]


def test_choosing_what_is_not_there_names_the_nearest(here: Path) -> None:
    host = HeadlessHost((Source(path=a_file("a.ma")),))
    with pytest.raises(UsageError, match=r'did you mean "scene.main"\?'):
        collect_items(host, settings(), only=frozenset({"scene.man"}))


def test_a_scene_offers_its_outputs() -> None:
    write = Output(id="Write1", label="Beauty", kind="render", variant="beauty")
    host = FakeHost(document=Document(outputs=(write,)))
    (item,) = collect_items(host, settings())
    assert (item.id, item.label, item.members) == ("render.beauty", "Beauty", ("Write1",))
    assert item.facts[Output] == write


def test_two_outputs_of_one_product_are_refused() -> None:
    one, other = (Output(id=name, label=name, kind="render") for name in ("Write1", "Write2"))
    with pytest.raises(UsageError, match=r"two things would be published as render\.main"):
        collect_items(FakeHost(document=Document(outputs=(one, other))), settings())


def test_an_output_of_an_unknown_kind_is_refused() -> None:
    host = FakeHost(document=Document(outputs=(Output(id="x", label="x", kind="hologram"),)))
    with pytest.raises(UsageError, match="is no kind"):
        collect_items(host, settings())


def test_a_host_that_offers_nothing_by_nature_says_so() -> None:
    class Mute:
        name, version, interactive = "mute", "1", False

    with pytest.raises(NotCapable, match="neither files nor a scene"):
        collect_items(Mute(), settings())


def test_the_artifacts_are_the_files_as_they_lie(here: Path) -> None:
    some_frames(here, "1-3", name="a.%04d.exr")
    (item,) = collected("a.%04d.exr")
    (artifact,) = item.facts[Sources].artifacts(item.id)
    assert artifact.item == "render.main"
    assert artifact.files == item.facts[Sources].sets[0].files
    assert artifact.frames == FrameRange.parse("1-3")


words = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True)


@given(kind=st.sampled_from(sorted(settings().kinds)), variant=words, path=st.text(min_size=1, max_size=20))
def test_what_is_labelled_in_full_is_read_back(kind: str, variant: str, path: str) -> None:
    source = Source(path=path, kind=kind, variant=variant)
    assert parse_source(f"{kind}.{variant}={path}", settings()) == source


@given(path=st.text(max_size=30).filter(lambda text: "=" not in text))
def test_what_has_no_label_is_a_path(path: str) -> None:
    assert parse_source(path, settings()) == Source(path=path)


@given(path=st.text(max_size=30))
def test_whatever_is_typed_ends_in_a_source_or_a_clear_error(path: str) -> None:
    error, source = told(lambda: parse_source(path, settings()))
    assert path.endswith(source.path) if source else error.hint


@given(path=st.text(max_size=30))
def test_whatever_path_is_named_ends_in_files_or_a_coded_error(path: str) -> None:
    error, found = told(lambda: read_source(f"/nonexistent/{path}"))
    assert found is None
    assert error.code in {"source-missing", "input-invalid"}


def told(call: Callable[[], T]) -> tuple[StudioError, T | None]:
    """What a call answers, or the expected error that it raises."""
    try:
        return StudioError(""), call()
    except StudioError as error:
        return error, None
