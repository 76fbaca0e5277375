"""Bytes at rest and on their way, forms, and signed addresses, each by itself."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, quote_plus, urlsplit

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shotgun_api3.shotgun import FormPostHandler

from studio_tools.site.attachments import Storage, resolve
from studio_tools.site.blobs import Blobs
from studio_tools.site.faults import SiteFault, WriteFault
from studio_tools.site.forms import parse_form
from studio_tools.site.urls import LIFETIME, Urls


@pytest.fixture
def blobs(tmp_path: Path) -> Blobs:
    return Blobs(tmp_path / "files")


def test_bytes_are_found_by_what_they_are(blobs: Blobs) -> None:
    stored = blobs.put(b"content")

    path = blobs.path(stored.digest)

    assert path is not None
    assert path.read_bytes() == b"content"
    assert stored.size == 7


@pytest.mark.parametrize("digest", ["", "..", "../../etc/passwd", "a" * 63, "A" * 64, "f" * 64, "\x00" * 64])
def test_what_is_no_digest_finds_nothing(blobs: Blobs, digest: str) -> None:
    blobs.put(b"content")

    assert blobs.path(digest) is None


def test_parts_are_joined_in_the_order_of_their_numbers(blobs: Blobs) -> None:
    upload = blobs.begin({"file_name": "a"})
    for number in (10, 2, 1):
        blobs.put_part(upload, number, f"<{number}>".encode())

    path = blobs.path(blobs.join(upload).digest)

    assert path is not None
    assert path.read_bytes() == b"<1><2><10>"


def test_a_part_that_is_sent_again_replaces_itself(blobs: Blobs) -> None:
    upload = blobs.begin({"file_name": "a"})
    first = blobs.put_part(upload, 1, b"torn")
    second = blobs.put_part(upload, 1, b"whole")

    assert blobs.tags(upload) == [second]
    assert first != second


@pytest.mark.parametrize("number", [0, -1, 10_001])
def test_a_part_needs_a_number_within_reason(blobs: Blobs, number: int) -> None:
    with pytest.raises(SiteFault, match="unknown or has expired"):
        blobs.put_part(blobs.begin({}), number, b"x")


@pytest.mark.parametrize("upload", ["", "..", "0" * 32, "../" + "0" * 29, "0" * 31 + "G"])
def test_an_upload_that_never_began_is_unknown(blobs: Blobs, upload: str) -> None:
    for act in (lambda: blobs.facts(upload), lambda: blobs.put_part(upload, 1, b"x"), lambda: blobs.join(upload)):
        with pytest.raises(SiteFault):
            act()


def test_an_upload_without_parts_is_nothing(blobs: Blobs) -> None:
    with pytest.raises(SiteFault, match="holds no data"):
        blobs.join(blobs.begin({}))


def test_a_dropped_upload_leaves_nothing(blobs: Blobs, tmp_path: Path) -> None:
    upload = blobs.begin({"file_name": "a"})
    blobs.put_part(upload, 1, b"x")

    blobs.drop(upload)

    assert [one for one in tmp_path.rglob("*") if one.is_file()] == []


def test_a_form_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("studio_tools.site.forms.MAX_FORM_BYTES", 10)

    with pytest.raises(SiteFault, match="larger than 10 bytes"):
        parse_form({}, b"x=" + b"y" * 20)


@given(
    texts=st.dictionaries(st.text("abc_", min_size=1), st.text(max_size=30).filter(lambda text: "\ud800" not in text))
)
def test_an_urlencoded_form_is_read_as_it_was_written(texts: dict[str, str]) -> None:
    body = "&".join(f"{quote_plus(key)}={quote_plus(value)}" for key, value in texts.items()).encode()

    assert parse_form({"content-type": "application/x-www-form-urlencoded"}, body).texts == texts


@given(content=st.binary(min_size=1, max_size=5000), value=st.text("aä \u2603&=%", max_size=20))
@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_form_of_the_client_is_read_as_it_was_written(tmp_path: Path, content: bytes, value: str) -> None:
    path = tmp_path / "sent.bin"
    path.write_bytes(content)
    with path.open("rb") as file:
        boundary, body = FormPostHandler().encode([("note", value), ("number", 5)], [("file", file)])

    form = parse_form({"content-type": f"multipart/form-data; boundary={boundary}"}, body)

    assert (form.texts, form.file_name, form.content) == ({"note": value, "number": "5"}, "sent.bin", content)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"no boundary"),
        ("multipart/form-data; boundary=x", b"--y\r\n\r\n"),
        ("application/x-www-form-urlencoded", b"\xff\xfe"),
        ("application/x-www-form-urlencoded", b"&".join([b"a=1"] * 2000)),
    ],
)
def test_what_is_no_form_is_a_fault(kind: str, body: bytes) -> None:
    with pytest.raises(SiteFault, match="cannot be read"):
        parse_form({"content-type": kind}, body)


def test_a_form_tells_what_it_lacks() -> None:
    with pytest.raises(SiteFault, match="needs 'entity_id'"):
        parse_form({}, b"entity_id=").need("entity_id")


NOW = datetime(2024, 3, 13, 12, 30, tzinfo=UTC)


def parts(url: str) -> tuple[str, str, str]:
    split = urlsplit(url)
    query = parse_qs(split.query)
    return split.path, query["expires"][0], query["signature"][0]


def test_an_address_holds_until_it_expires() -> None:
    urls = Urls(base="http://host:80", secret=b"secret", now=NOW)
    path, expires, signature = parts(urls.signed("/file_serve/attachment/5", "ä b.mov"))

    assert urls.is_valid(path, expires, signature)
    assert Urls(base="", secret=b"secret", now=NOW + LIFETIME - timedelta(hours=1)).is_valid(path, expires, signature)
    assert not Urls(base="", secret=b"secret", now=NOW + LIFETIME).is_valid(path, expires, signature)


def test_an_address_is_the_same_within_the_hour() -> None:
    first, second = (Urls(base="http://x", secret=b"s", now=NOW + timedelta(minutes=at)) for at in (0, 29))

    assert first.signed("/a") == second.signed("/a")


@pytest.mark.parametrize("change", ["path", "expires", "signature", "secret"])
def test_an_address_that_was_tampered_with_does_not_hold(change: str) -> None:
    urls = Urls(base="http://x", secret=b"secret", now=NOW)
    path, expires, signature = parts(urls.signed("/file_serve/attachment/5"))
    if change == "secret":
        urls = Urls(base="http://x", secret=b"other", now=NOW)
    facts = {"path": path, "expires": expires, "signature": signature}
    if change in facts:
        facts[change] = {"path": path[:-1] + "6", "expires": expires + "0", "signature": "0" * 40}[change]

    assert not urls.is_valid(**facts)
    assert not urls.is_valid(path, "soon", signature)


def storage(id_: int, **roots: str | None) -> Storage:
    return Storage(id=id_, name=f"s{id_}", roots={"linux": None, "mac": None, "windows": None} | roots)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/shows/demo/a.exr", (2, "a.exr")),
        ("/shows/other/a.exr", (1, "other/a.exr")),
        ("/shows/demolition/a.exr", (1, "demolition/a.exr")),
        ("/Volumes/shows/a.exr", (1, "a.exr")),
        ("S:\\x\\a.exr", (3, "x/a.exr")),
        ("s:/X/a.exr", (3, "X/a.exr")),
        ("\\\\server\\share\\a b\\c.exr", (4, "a b/c.exr")),
    ],
)
def test_the_deepest_root_above_a_path_wins(path: str, expected: tuple[int, str]) -> None:
    known = [
        storage(1, linux="/shows", mac="/Volumes/shows/"),
        storage(2, linux="/shows/demo/"),
        storage(3, windows="S:"),
        storage(4, windows="\\\\server\\share"),
        storage(5, linux=""),
    ]

    found, below = resolve(path, known)

    assert (found.id, below) == expected


@pytest.mark.parametrize("path", ["/shows", "/SHOWS/a", "/showsx/a", "/shows/../etc/passwd", "a.exr", "S:/a", ""])
def test_a_path_below_no_root_is_refused(path: str) -> None:
    with pytest.raises(WriteFault, match="no LocalStorage has a root above"):
        resolve(path, [storage(1, linux="/shows"), storage(2)])


@given(below=st.text("abc/ _.%04d", min_size=1, max_size=30).filter(lambda text: ".." not in text.split("/")))
def test_a_path_is_put_together_as_it_was_taken_apart(below: str) -> None:
    root = storage(1, linux="/shows/demo", windows="S:\\demo")

    found, relative = resolve(f"/shows/demo/{below}", [root])

    assert found.paths(relative)["local_path_linux"] == f"/shows/demo/{below}"
    assert found.paths(relative)["local_path_windows"] == "S:\\demo\\" + below.replace("/", "\\")
