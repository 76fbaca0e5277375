"""Uploads, thumbnails and downloads: the addresses beside the protocol's one.

Every refusal of an upload is an answer with status 200 that starts with `0`: the client takes a 4xx for a broken line
and tries again.
"""

from __future__ import annotations

import mimetypes
import re
import struct
import zlib
from collections.abc import Callable, Mapping
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qs, quote, unquote

from studio_tools.errors import SiteError
from studio_tools.site.answers import Response, text
from studio_tools.site.blobs import Blobs
from studio_tools.site.call import Call
from studio_tools.site.faults import SiteFault
from studio_tools.site.forms import Form, parse_form
from studio_tools.site.linking import Upload, link_upload, served_facts, share_thumbnail
from studio_tools.site.transactions import Transactions
from studio_tools.site.urls import PENDING_PATH

_STORAGE = re.compile(r"^/storage/([0-9a-f]{32})/(\d{1,5})$")
_SERVED = re.compile(r"^/file_serve/(attachment|thumbnail)/(\d{1,18})$")
_INLINE = ("image/png", "image/jpeg", "image/gif", "image/webp")
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Filing:
    """Answers everything that is no method call."""

    def __init__(self, calls: Transactions, root: Path, *, is_loopback: bool) -> None:
        self._calls = calls
        self._blobs = Blobs(root)
        self._is_loopback = is_loopback
        self._forms: Mapping[str, Callable[[SplitResult, Form], str]] = {
            "/upload/upload_file": self._upload_file,
            "/upload/publish_thumbnail": self._publish_thumbnail,
            "/upload/share_thumbnail": self._share_thumbnail,
            "/upload/api_get_upload_link_info": self._link_info,
            "/upload/api_get_upload_link_for_part": self._link_for_part,
            "/upload/api_complete_multipart_upload": self._complete,
            "/upload/api_link_file": self._link_file,
        }

    def handle(self, method: str, parts: SplitResult, headers: Mapping[str, str], body: bytes) -> Response:
        """Answer one request."""
        path = unquote(parts.path)
        if method == "POST" and path in self._forms:
            return self._form(parts, path, headers, body)
        if method == "PUT" and (put := _STORAGE.match(path)):
            return self._put(parts, path, put.group(1), int(put.group(2)), body)
        if method in ("GET", "HEAD"):
            return self._get(parts, path, headers)
        return text("There is nothing here.", status=404, reason="Not Found")

    def _form(self, parts: SplitResult, path: str, headers: Mapping[str, str], body: bytes) -> Response:
        try:
            return text(self._forms[path](parts, parse_form(headers, body)))
        except SiteFault as fault:
            return text(f"0\n{fault.message}\n")
        except (SiteError, OSError) as error:
            return text(f"0\nThe file could not be stored: {error}\n")

    def _upload_file(self, parts: SplitResult, form: Form) -> str:
        return self._direct(parts, form, is_thumbnail=False)

    def _publish_thumbnail(self, parts: SplitResult, form: Form) -> str:
        return self._direct(parts, form, is_thumbnail=True)

    def _direct(self, parts: SplitResult, form: Form, *, is_thumbnail: bool) -> str:
        """Take a file that came inside the form."""
        self._calls.reading(parts, form.texts, lambda call: None)
        if not form.content:
            raise SiteFault("The form holds no file, or an empty one.")
        stored = self._blobs.put(form.content)
        upload = Upload.of_form(form, stored, file_name=form.file_name or "upload", is_thumbnail=is_thumbnail)
        id_ = self._calls.writing(parts, form.texts, lambda call: link_upload(call, upload))
        return f"1:{id_}\n"

    def _share_thumbnail(self, parts: SplitResult, form: Form) -> str:
        answer: str = self._calls.writing(parts, form.texts, lambda call: share_thumbnail(call, form))
        return answer

    def _link_info(self, parts: SplitResult, form: Form) -> str:
        """Say where the bytes shall go: address, time, kind and id, each on a line."""

        def begin(call: Call) -> str:
            kind = form.texts.get("upload_type", "Attachment")
            if kind not in ("Attachment", "Thumbnail"):
                raise SiteFault(f"The upload_type '{kind}' is not one of Attachment, Thumbnail.")
            owner = [call.actor.type, call.actor.id]
            facts = {"file_name": form.texts.get("filename") or "upload", "type": kind, "owner": owner}
            upload_id = self._blobs.begin(dict(facts))
            url = call.urls.signed(f"/storage/{upload_id}/1")
            return f"1\n{url}\n{call.stamp}\n{kind}\n{upload_id}\n"

        return str(self._calls.reading(parts, form.texts, begin))

    def _link_for_part(self, parts: SplitResult, form: Form) -> str:
        number = form.need("part_number")
        if not number.isdigit():
            raise SiteFault("The part_number is no number.")

        def answer(call: Call) -> str:
            upload_id = form.need("upload_id")
            self._own(call, upload_id)
            return f"1\n{call.urls.signed(f'/storage/{upload_id}/{int(number)}')}\n"

        return str(self._calls.reading(parts, form.texts, answer))

    def _complete(self, parts: SplitResult, form: Form) -> str:
        upload_id = form.need("upload_id")
        self._calls.reading(parts, form.texts, lambda call: self._own(call, upload_id))
        told = [tag.strip().strip('"') for tag in form.texts.get("etags", "").split(",")]
        if told != self._blobs.tags(upload_id):
            raise SiteFault("The parts that arrived are not the ones that were sent; upload the file again.")
        return "1\n"

    def _link_file(self, parts: SplitResult, form: Form) -> str:
        lines = form.need("upload_link_info").split("\n")
        if len(lines) < 5:
            raise SiteFault("The upload_link_info is not what this site handed out.")
        upload_id = lines[4].strip()
        facts: dict[str, object] = self._calls.reading(parts, form.texts, lambda call: self._own(call, upload_id))
        stored = self._blobs.join(upload_id)
        is_thumbnail = facts["type"] == "Thumbnail"
        upload = Upload.of_form(form, stored, file_name=str(facts["file_name"]), is_thumbnail=is_thumbnail)
        id_ = self._calls.writing(parts, form.texts, lambda call: link_upload(call, upload))
        self._blobs.drop(upload_id)
        return f"1:{id_}\n"

    def _own(self, call: Call, upload_id: str) -> dict[str, object]:
        facts = self._blobs.facts(upload_id)
        if facts.get("owner") != [call.actor.type, call.actor.id]:
            raise SiteFault("The upload is unknown or has expired.")
        return facts

    def _put(self, parts: SplitResult, path: str, upload_id: str, number: int, body: bytes) -> Response:
        if not self._is_signed(parts, path):
            return text("The address is not valid, or has expired.", status=403, reason="Forbidden")
        try:
            tag = self._blobs.put_part(upload_id, number, body)
        except SiteFault as fault:
            return text(fault.message, status=404, reason="Not Found")
        return text("", headers={"etag": f'"{tag}"'})

    def _get(self, parts: SplitResult, path: str, headers: Mapping[str, str]) -> Response:
        if path == PENDING_PATH:
            return Response(headers={"content-type": "image/png"}, body=_pending_picture())
        if path == "/upload/get_thumbnail_url":
            return self._thumbnail_url(parts, headers)
        served = _SERVED.match(path)
        if served is None:
            return text("There is nothing here.", status=404, reason="Not Found")
        if not self._may_read(parts, path, headers):
            return text("The address is not valid, or has expired.", status=403, reason="Forbidden")
        row = self._calls.trusted(parts, lambda call: served_facts(call, int(served.group(2))))
        return self._serve(row, is_thumbnail=served.group(1) == "thumbnail")

    def _thumbnail_url(self, parts: SplitResult, headers: Mapping[str, str]) -> Response:
        # Only clients of servers older than ours ask for this.
        return text("0\nAsk for the field 'image' instead.\n")

    def _serve(self, row: Mapping[str, Any] | None, *, is_thumbnail: bool) -> Response:
        if row is not None and row["x_link_type"] == "web" and row["x_url"]:
            return text("", status=302, reason="Found", headers={"location": row["x_url"]})
        path = self._blobs.path(row["x_blob"] or "") if row is not None else None
        if row is None or path is None:
            return text("The attachment does not exist, or is a local file.", status=400, reason="Bad Request")
        name = row["filename"] or "download"
        kind = row["x_content_type"] or mimetypes.guess_type(name)[0] or "application/octet-stream"
        place = "inline" if is_thumbnail and kind in _INLINE else "attachment"
        shown = {"content-type": kind, "x-content-type-options": "nosniff", "cache-control": "private, max-age=3600"}
        shown["content-disposition"] = f"{place}; filename*=UTF-8''{quote(name, safe='')}"
        shown["content-length"] = str(path.stat().st_size)
        return Response(headers=shown, file=path)

    def _may_read(self, parts: SplitResult, path: str, headers: Mapping[str, str]) -> bool:
        if self._is_signed(parts, path):
            return True
        if self._is_loopback and (parts.hostname or "") in LOOPBACK:
            # The client loses its cookie on every port but 80, and asks without any credentials.
            return True
        try:
            morsel = SimpleCookie(headers.get("cookie", "")).get("_session_id")
            if morsel is None:
                return False
            self._calls.reading(parts, {"session_token": morsel.value}, lambda call: None)
        except (SiteFault, CookieError):
            return False
        return True

    def _is_signed(self, parts: SplitResult, path: str) -> bool:
        query = parse_qs(parts.query)
        expires, signature = query.get("expires", [""])[0], query.get("signature", [""])[0]
        return self._calls.urls(parts).is_valid(path, expires, signature)


def _pending_picture() -> bytes:
    """One grey pixel as PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    body = zlib.compress(b"\x00\x80")
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")
