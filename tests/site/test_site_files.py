"""Uploads, thumbnails and downloads, by both doors and through the unmodified client."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.parse
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from shotgun_api3 import Shotgun, ShotgunError, ShotgunFileDownloadError, ShotgunThumbnailNotReady

from studio_tools.site import EMBEDDED_URL, InProcessTransport, Site, SiteApp
from studio_tools.site.faults import SiteFault

Link = dict[str, Any]
AUTH = {"script_name": "tests", "script_key": "a key for tests"}


class Client(InProcessTransport, Shotgun):
    """The client on an app of the test's own."""


@pytest.fixture
def version(local: Any, project: Link) -> Link:
    made = local.create("Version", {"project": project, "code": "v"})
    return {"type": "Version", "id": made["id"]}


@pytest.fixture
def movie(tmp_path: Path) -> Path:
    path = tmp_path / "Übung 1.mov"
    path.write_bytes(bytes(range(256)) * 40)
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "thumb.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n not really")
    return path


def read(sg: Any, link: Link, field: str) -> Any:
    return sg.find_one(link["type"], [["id", "is", link["id"]]], [field])[field]


def fetch(sg: Any, url: str) -> bytes:
    with sg._build_opener(None).open(url) as answer:
        content: bytes = answer.read()
    return content


def without_direct_uploads(sg: Any) -> Any:
    """The same client as on a site that takes files inside forms."""
    sg.server_caps.server_info["s3_direct_uploads_enabled"] = False
    return sg


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the client leaves what it sends in forms open
@pytest.mark.parametrize("route", ["storage", "form"])
def test_an_uploaded_file_comes_back_byte_by_byte(sg: Any, version: Link, movie: Path, route: str) -> None:
    client = without_direct_uploads(sg) if route == "form" else sg

    id_ = client.upload("Version", version["id"], str(movie), "sg_uploaded_movie")
    value = read(sg, version, "sg_uploaded_movie")

    assert (value["id"], value["name"], value["link_type"]) == (id_, "Übung 1.mov", "upload")
    assert value["content_type"] == "video/quicktime"
    assert sg.download_attachment(value) == movie.read_bytes()


def test_an_attachment_downloads_by_its_id_alone(sg: Any, version: Link, movie: Path, tmp_path: Path) -> None:
    id_ = sg.upload("Version", version["id"], str(movie), "sg_uploaded_movie")
    target = tmp_path / "out.mov"

    sg.download_attachment({"type": "Attachment", "id": id_}, file_path=str(target))

    assert target.read_bytes() == movie.read_bytes()


def test_a_large_file_goes_in_parts(sg: Any, version: Link, movie: Path) -> None:
    sg._MULTIPART_UPLOAD_CHUNK_SIZE = 4096

    sg.upload("Version", version["id"], str(movie), "sg_uploaded_movie")

    assert sg.download_attachment(read(sg, version, "sg_uploaded_movie")) == movie.read_bytes()


def test_an_upload_without_a_field_is_linked_to_the_record(sg: Any, project: Link, movie: Path) -> None:
    note = sg.create("Note", {"project": project, "subject": "look"})

    id_ = sg.upload("Note", note["id"], str(movie), display_name="Look here")

    assert read(sg, note, "attachments") == [{"type": "Attachment", "id": id_, "name": "Look here"}]
    fields = ["filename", "file_size", "file_extension", "this_file", "attachment_links", "project"]
    found = sg.find_one("Attachment", [["id", "is", id_]], fields)
    assert (found["filename"], found["file_size"], found["file_extension"]) == ("Übung 1.mov", 10240, "mov")
    assert sg.download_attachment(found["this_file"]) == movie.read_bytes()
    assert found["project"]["id"] == project["id"]


def test_the_same_bytes_are_stored_once(sg: Any, site: Site, version: Link, movie: Path) -> None:
    for _ in range(3):
        sg.upload("Version", version["id"], str(movie), "sg_uploaded_movie")

    stored = [one for one in (site.path.parent / "files").rglob("*") if one.is_file()]

    assert len(stored) == 1, "and nothing is left of what arrived"


def test_an_upload_can_be_dated(sg: Any, version: Link, movie: Path) -> None:
    id_ = sg.upload("Version", version["id"], str(movie), "sg_uploaded_movie", created_at=datetime(2020, 5, 1, 10))

    assert sg.find_one("Attachment", [["id", "is", id_]], ["created_at"])["created_at"].year == 2020


@pytest.mark.filterwarnings("ignore:unclosed file:ResourceWarning")  # the client leaves what it sends in forms open
@pytest.mark.parametrize("route", ["storage", "form"])
def test_a_thumbnail_is_read_at_its_address(sg: Any, version: Link, picture: Path, route: str) -> None:
    client = without_direct_uploads(sg) if route == "form" else sg

    client.upload_thumbnail("Version", version["id"], str(picture))
    client.upload_filmstrip_thumbnail("Version", version["id"], str(picture))

    assert fetch(sg, read(sg, version, "image")) == picture.read_bytes()
    assert fetch(sg, read(sg, version, "filmstrip_image")) == picture.read_bytes()
    sg.update("Version", version["id"], {"image": None})
    assert read(sg, version, "image") is None
    assert read(sg, version, "filmstrip_image") is None
    assert sg.find_one("Version", [["id", "is", version["id"]], ["image", "is", None]]) is not None


def test_create_with_an_image_uploads_it(sg: Any, project: Link, picture: Path) -> None:
    made = sg.create("Version", {"project": project, "code": "v", "image": str(picture)})

    assert fetch(sg, made["image"]) == picture.read_bytes()


def test_a_thumbnail_can_be_shared(sg: Any, project: Link, version: Link, picture: Path) -> None:
    others = [{"type": "Shot", "id": sg.create("Shot", {"project": project, "code": code})["id"]} for code in "ab"]
    id_ = sg.upload_thumbnail("Version", version["id"], str(picture))

    assert sg.share_thumbnail(list(others), source_entity=version) == id_
    assert all(fetch(sg, read(sg, other, "image")) == picture.read_bytes() for other in others)
    assert sg.share_thumbnail([*others], thumbnail_path=str(picture)) > id_


def test_a_record_without_a_thumbnail_shares_none(sg: Any, project: Link, version: Link) -> None:
    with pytest.raises(ShotgunError, match="no thumbnail to share"):
        sg.share_thumbnail([project], source_entity=version)


def test_a_thumbnail_reads_as_pending_until_it_is_made(
    site: Site, clock: Any, version: Link, project: Link, picture: Path
) -> None:
    app = site.app(thumbnail_delay=40)
    sg = Client(EMBEDDED_URL, site_app=app, script_name="tests", api_key="a key for tests")
    sg.upload_thumbnail("Version", version["id"], str(picture))

    pending = read(sg, version, "image")
    assert urllib.parse.urlsplit(pending).path == "/images/status/transient/thumbnail_pending.png"
    assert fetch(sg, pending).startswith(b"\x89PNG")
    with pytest.raises(ShotgunThumbnailNotReady):
        sg.share_thumbnail([project], source_entity=version)

    clock.pass_(seconds=41)
    assert fetch(sg, read(sg, version, "image")) == picture.read_bytes()
    assert sg.share_thumbnail([project], source_entity=version)


def test_an_address_expires_and_cannot_be_forged(local: Any, clock: Any, version: Link, movie: Path) -> None:
    local.upload("Version", version["id"], str(movie), "sg_uploaded_movie")
    url = read(local, version, "sg_uploaded_movie")["url"]

    assert fetch(local, url) == movie.read_bytes()
    for wrong in (url.replace("signature=", "signature=0"), url.split("?")[0], url.replace("expires=", "expires=9")):
        with pytest.raises(urllib.error.HTTPError, match="403"):
            fetch(local, wrong)
    clock.pass_(hours=25)
    with pytest.raises(urllib.error.HTTPError, match="403"):
        fetch(local, url)


def test_a_local_file_is_not_served(sg: Any, project: Link, tmp_path: Path) -> None:
    secret = tmp_path / "show" / "secret.txt"
    secret.parent.mkdir()
    secret.write_text("do not send")
    sg.create("LocalStorage", {"code": "main", "linux_path": str(secret.parent)})
    path = sg.create("PublishedFile", {"project": project, "path": {"local_path": str(secret)}}, ["path"])["path"]

    with pytest.raises(ShotgunFileDownloadError, match="local file"):
        sg.download_attachment({"type": "Attachment", "id": path["id"]})


@pytest.mark.parametrize(
    ("kind", "field", "message"),
    [
        ("Version", "nope", "Version.nope doesn't exist"),
        ("Version", "code", "cannot hold a file"),
        ("Nope", "sg_uploaded_movie", "'Nope' doesn't exist"),
        ("Shot", None, "Shot with id"),
    ],
)
def test_an_upload_that_cannot_be_says_why(
    sg: Any, version: Link, movie: Path, kind: str, field: str | None, message: str
) -> None:
    with pytest.raises(ShotgunError, match=message):
        sg.upload(kind, version["id"], str(movie), field)
    assert sg.find("Attachment", []) == []


def test_tags_on_uploads_are_refused_by_name(sg: Any, version: Link, movie: Path) -> None:
    with pytest.raises(ShotgunError, match="tag_list on uploads is not served"):
        sg.upload("Version", version["id"], str(movie), "sg_uploaded_movie", tag_list="a,b")


def post(app: SiteApp, path: str, form: Link) -> str:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    answer = app.handle("POST", f"{EMBEDDED_URL}{path}", headers, urllib.parse.urlencode(form).encode())
    assert answer.status == 200, "a 4xx makes the client try again"
    return answer.body.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/upload/upload_file",
        "/upload/publish_thumbnail",
        "/upload/share_thumbnail",
        "/upload/api_get_upload_link_info",
        "/upload/api_get_upload_link_for_part",
        "/upload/api_complete_multipart_upload",
        "/upload/api_link_file",
    ],
)
@pytest.mark.parametrize("form", [{}, AUTH, {**AUTH, "script_key": "wrong"}], ids=["nobody", "no facts", "a wrong key"])
def test_a_form_that_cannot_be_is_answered_with_nought(site: Site, path: str, form: Link) -> None:
    answer = post(site.app(), path, form)

    if path.endswith("link_info") and form == AUTH:
        assert answer.startswith("1\n")
    else:
        assert answer.startswith("0\n")


def test_parts_that_differ_from_what_was_sent_are_refused(site: Site) -> None:
    app = site.app()
    _, url, _, _, upload_id, _ = post(app, "/upload/api_get_upload_link_info", {**AUTH, "filename": "a"}).split("\n")
    stored = app.handle("PUT", url, {}, b"content")

    answer = post(app, "/upload/api_complete_multipart_upload", {**AUTH, "upload_id": upload_id, "etags": '"other"'})
    good = {**AUTH, "upload_id": upload_id, "etags": stored.headers["etag"]}

    assert "not the ones that were sent" in answer
    assert post(app, "/upload/api_complete_multipart_upload", good) == "1\n"


def test_an_upload_is_its_beginners_alone(site: Site) -> None:
    site.add_script("eve", "k")
    app = site.app()
    info = post(app, "/upload/api_get_upload_link_info", {**AUTH, "filename": "a"})
    form = {"script_name": "eve", "script_key": "k", "upload_link_info": info, "entity_type": "Shot", "entity_id": 1}

    assert "unknown or has expired" in post(app, "/upload/api_link_file", form)


@pytest.mark.parametrize("url", ["/storage/{id}/1", "/storage/{id}/2?expires=99999999999&signature=00"])
def test_bytes_are_taken_at_signed_addresses_only(site: Site, url: str) -> None:
    app = site.app()
    upload_id = post(app, "/upload/api_get_upload_link_info", {**AUTH, "filename": "a"}).split("\n")[4]

    assert app.handle("PUT", EMBEDDED_URL + url.format(id=upload_id), {}, b"x").status == 403


@pytest.mark.parametrize("name", ["../../../etc/passwd", "..\\..\\x", "/etc/passwd", "a\x00b", "con", "x" * 300])
def test_no_file_name_leads_out_of_the_folder(site: Site, version: Link, name: str) -> None:
    app = site.app()
    info = post(app, "/upload/api_get_upload_link_info", {**AUTH, "filename": name})
    app.handle("PUT", info.split("\n")[1], {}, b"x")
    facts = {"entity_type": "Version", "entity_id": version["id"], "field_name": "sg_uploaded_movie"}

    answer = post(app, "/upload/api_link_file", {**AUTH, "upload_link_info": info, **facts})

    assert answer.startswith("1:")
    files = [one.name for one in (site.path.parent / "files").rglob("*") if one.is_file()]
    assert len(files) == 1
    assert len(files[0]) == 64


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/", 404),
        ("GET", "/file_serve/attachment/../../site.db", 404),
        ("GET", "/file_serve/attachment/12", 403),
        ("GET", "/upload/upload_file", 404),
        ("DELETE", "/api3/json", 404),
        ("PUT", "/storage/..%2f..%2fsite.db/1", 404),
    ],
)
def test_an_address_that_leads_nowhere(site: Site, method: str, path: str, status: int) -> None:
    assert site.app().handle(method, EMBEDDED_URL + path, {}, b"").status == status


def test_a_session_cookie_opens_an_attachment(site: Site, local: Any, version: Link, movie: Path) -> None:
    id_ = local.upload("Version", version["id"], str(movie), "sg_uploaded_movie")
    url = f"{EMBEDDED_URL}/file_serve/attachment/{id_}"
    app = site.app(is_loopback=False)

    assert app.handle("GET", url, {"Cookie": f"_session_id={local.get_session_token()}"}, b"").status == 200
    assert app.handle("GET", url, {"Cookie": "_session_id=made-up"}, b"").status == 403
    assert app.handle("GET", f"http://127.0.0.1:99/file_serve/attachment/{id_}", {}, b"").status == 403


def test_what_is_served_cannot_run_in_a_browser(site: Site, local: Any, version: Link, tmp_path: Path) -> None:
    page = tmp_path / "evil.html"
    page.write_text("<script>alert(1)</script>")
    local.upload("Version", version["id"], str(page), "sg_uploaded_movie")
    local.upload_thumbnail("Version", version["id"], str(page))

    for url in (read(local, version, "sg_uploaded_movie")["url"], read(local, version, "image")):
        headers = site.app().handle("GET", url, {}, b"").headers
        assert headers["content-disposition"].startswith("attachment")
        assert headers["x-content-type-options"] == "nosniff"


def test_uploads_that_were_given_up_are_swept(site: Site) -> None:
    app = site.app()
    first = post(app, "/upload/api_get_upload_link_info", {**AUTH, "filename": "a"}).split("\n")[4]
    folder = site.path.parent / "files" / "incoming" / first
    os.utime(folder, (0, 0))

    post(app, "/upload/api_get_upload_link_info", {**AUTH, "filename": "b"})

    assert not folder.exists()


def test_a_request_that_is_no_request_is_a_fault(site: Site) -> None:
    for body in (b"", b"{", b"[]", b'{"method_name": 1}', b'{"method_name": "read", "params": {}}', b"\xff"):
        answer = site.app().handle("POST", f"{EMBEDDED_URL}/api3/json", {}, body)

        assert answer.status == 200
        assert json.loads(answer.body)["exception"] is True


def test_a_fault_knows_its_envelope() -> None:
    assert SiteFault("no").envelope() == {"exception": True, "message": "no", "error_code": 103}
