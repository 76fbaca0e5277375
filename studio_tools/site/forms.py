"""Forms as the client posts them: urlencoded, or multipart where a file is inside."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from studio_tools.site.faults import SiteFault

MAX_FORM_BYTES = 512 * 1024 * 1024
_MAX_FIELDS = 1000


@dataclass(slots=True)
class Form:
    """What was posted: texts by name, and at most one file."""

    texts: dict[str, str] = field(default_factory=dict)
    file_name: str | None = None
    content: bytes | None = None

    def need(self, name: str) -> str:
        """The text of that name. Raises SiteFault when it is missing."""
        value = self.texts.get(name)
        if not value:
            raise SiteFault(f"The form needs '{name}'.")
        return value


def parse_form(headers: Mapping[str, str], body: bytes) -> Form:
    """Read a posted form. Raises SiteFault when it is too large or none."""
    if len(body) > MAX_FORM_BYTES:
        raise SiteFault(f"The form is larger than {MAX_FORM_BYTES} bytes; use the storage upload.")
    if headers.get("content-type", "").lower().startswith("multipart/form-data"):
        return _multipart(headers, body)
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MAX_FIELDS)
    except ValueError as error:
        raise SiteFault("The form cannot be read.") from error
    return Form(texts=dict(pairs))


def _multipart(headers: Mapping[str, str], body: bytes) -> Form:
    # Needed for uploads alone: a site that is only read does without.
    import python_multipart
    from python_multipart.exceptions import FormParserError
    from python_multipart.multipart import Field, File

    form = Form()

    def on_field(item: Field) -> None:
        if item.field_name is not None:
            form.texts[item.field_name.decode()] = (item.value or b"").decode()

    def on_file(item: File) -> None:
        item.file_object.seek(0)
        form.file_name = (item.file_name or b"upload").decode(errors="replace")
        form.content = item.file_object.read()
        item.close()

    try:
        # The names as the library looks for them, in this very spelling.
        kinds = {"Content-Type": headers["content-type"].encode(), "Content-Length": str(len(body)).encode()}
        python_multipart.parse_form(kinds, io.BytesIO(body), on_field, on_file)
    except (FormParserError, ValueError) as error:
        raise SiteFault("The form cannot be read.") from error
    return form
