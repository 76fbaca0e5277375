"""What becomes of uploaded bytes: an Attachment, in a field, as a thumbnail, or linked to a record."""

from __future__ import annotations

import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from studio_tools.site.attachments import AttachmentBook
from studio_tools.site.blobs import Stored
from studio_tools.site.call import Call
from studio_tools.site.drafts import ListChange
from studio_tools.site.faults import NotServed, SiteFault
from studio_tools.site.forms import Form
from studio_tools.site.names import Ref
from studio_tools.site.schema import EntityType
from studio_tools.site.values import NotLegal, moment
from studio_tools.site.write import Writer

_THUMBNAIL_FIELDS = ("image", "filmstrip_image")


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A stored file and what the client wants of it."""

    stored: Stored
    file_name: str
    entity_type: str
    entity_id: int
    field_name: str | None
    display_name: str
    created_at: str | None

    @classmethod
    def of_form(cls, form: Form, stored: Stored, *, file_name: str, is_thumbnail: bool) -> Upload:
        """Read the client's wishes from a form. Raises SiteFault."""
        if form.texts.get("tag_list"):
            raise NotServed("tag_list on uploads")
        entity_id = form.need("entity_id")
        if not entity_id.isdigit():
            raise SiteFault(f"The entity_id '{entity_id}' is no id.")
        is_strip = form.texts.get("filmstrip", "").lower() in ("true", "1")
        thumbnail = "filmstrip_image" if is_strip else "image"
        base = file_name.replace("\\", "/").rsplit("/", 1)[-1]
        return cls(
            stored=stored,
            file_name=base,
            entity_type=form.need("entity_type"),
            entity_id=int(entity_id),
            field_name=thumbnail if is_thumbnail else form.texts.get("field_name"),
            display_name=form.texts.get("display_name") or base,
            created_at=_moment(form.texts.get("created_at")),
        )


def _moment(given: str | None) -> str | None:
    if not given:
        return None
    try:
        return moment(given)
    except NotLegal as error:
        raise SiteFault(f"The created_at '{given}' is no moment.") from error


def link_upload(call: Call, upload: Upload) -> int:
    """Make the attachment of an upload and put it where it belongs; answer its id."""
    kind = call.kind(upload.entity_type, "upload")
    call.names.learn([(kind.name, upload.entity_id)])
    if not call.names.is_live((kind.name, upload.entity_id)):
        raise SiteFault(f"API upload() {kind.name} with id {upload.entity_id} doesn't exist.")
    _check_field(kind, upload.field_name)
    writer = Writer(call)
    subject = writer.lists.subject((kind.name, upload.entity_id))
    facts = {
        "filename": upload.file_name,
        "x_link_type": "upload",
        "x_blob": upload.stored.digest,
        "x_content_type": mimetypes.guess_type(upload.file_name)[0],
        "x_stored_at": call.now.isoformat(),
        "file_size": upload.stored.size,
    }
    if upload.created_at is not None:
        facts["created_at"] = upload.created_at
    id_ = writer.minter.add(upload.display_name, subject.project_id if subject else None, facts)
    writer.minter.flush()
    if upload.field_name is not None:
        writer.set_attachment(kind, upload.entity_id, upload.field_name, id_)
    else:
        _link(writer, id_, (kind.name, upload.entity_id))
    writer.finish()
    return id_


def _check_field(kind: EntityType, name: str | None) -> None:
    if name is None:
        return
    found = kind.fields.get(name)
    if found is None:
        raise SiteFault(f"API upload() {kind.name}.{name} doesn't exist.")
    if found.data_type not in ("url", "image") or (found.data_type == "image" and name not in _THUMBNAIL_FIELDS):
        raise SiteFault(f"API upload() {kind.name}.{name} cannot hold a file.")
    if found.editable != "always":
        raise SiteFault(f"API upload() {kind.name}.{name} is read only.")


def _link(writer: Writer, id_: int, target: Ref) -> None:
    links = writer.call.schema["Attachment"].fields["attachment_links"]
    subject = writer.lists.subject(("Attachment", id_))
    if subject is not None:
        writer.lists.apply(subject, ListChange(links, "add", (target,)))


def share_thumbnail(call: Call, form: Form) -> str:
    """Give the thumbnail of one record to others."""
    name = "filmstrip_image" if form.texts.get("filmstrip_thumbnail", "").lower() in ("true", "1") else "image"
    source = _ref(call, form.need("source_entity"))
    targets = [_ref(call, one) for one in form.need("entities").split(",")]
    table = call.tables.entity(source[0])
    if f"{name}__id" not in table.c:
        raise SiteFault(f"{source[0]} has no thumbnail.")
    query = select(table.c[f"{name}__id"]).where(table.c.id == source[1], table.c.retired.is_(False))
    id_ = call.connection.execute(query).scalar()
    if id_ is None:
        raise SiteFault(f"{source[0]} {source[1]} has no thumbnail to share.")
    book = AttachmentBook(call)
    book.learn([id_])
    if book.image(id_) == call.urls.pending():
        return "2\nThe thumbnail is still being made.\n"
    _give(call, name, targets, id_)
    return f"1:{id_}\n"


def _give(call: Call, name: str, targets: list[Ref], id_: int) -> None:
    writer = Writer(call)
    for type_name, target_id in targets:
        kind = call.schema[type_name]
        if name not in kind.fields:
            raise SiteFault(f"{type_name} has no thumbnail.")
        writer.set_attachment(kind, target_id, name, id_)
    writer.finish()


def _ref(call: Call, written: str) -> Ref:
    type_name, _, id_ = written.strip().rpartition("_")
    if type_name not in call.schema or not id_.isdigit():
        raise SiteFault(f"'{written}' names no record.")
    ref = (type_name, int(id_))
    call.names.learn([ref])
    if not call.names.is_live(ref):
        raise SiteFault(f"{type_name} {id_} doesn't exist.")
    return ref


def served_facts(call: Call, id_: int) -> Mapping[str, Any] | None:
    """The facts of a live attachment that serving it needs."""
    table = call.tables.entity("Attachment")
    query = select(table.c.filename, table.c.x_blob, table.c.x_content_type, table.c.x_link_type, table.c.x_url)
    row = call.connection.execute(query.where(table.c.id == id_, table.c.retired.is_(False))).mappings().first()
    return None if row is None else dict(row)
