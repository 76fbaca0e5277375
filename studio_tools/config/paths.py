"""The templates of the settings, compiled: where versions lie and what their files are called.

Not here: how a template works (templates), making folders (storage).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from studio_tools.config.schema import Settings, TemplateSettings
from studio_tools.config.structure import Complaint
from studio_tools.errors import ConfigError, PathError
from studio_tools.templates import Field, Template, Value, conflicts

FOLDERS = {"Shot": "shot", "Sequence": "sequence", "Asset": "asset"}
"""The setting that describes a version's folder, by the entity's type."""
_NEEDED = {
    "shot": ("project", "sequence", "entity", "kind", "variant", "version"),
    "sequence": ("project", "entity", "kind", "variant", "version"),
    "asset": ("project", "entity", "kind", "variant", "version"),
    "file": ("version",),
    "frame": ("version", "frame"),
    "scene": ("version",),
}
_SCENE_KNOWS = {"project", "entity", "version"}
"""What is known of every artist's own scene; its sequence and task are of some."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishTemplates:
    """The templates that every publish uses; paths are relative to the storage root."""

    folders: Mapping[str, Template]
    """A version's folder by the entity's type: Shot, Sequence, Asset."""
    file: Template
    frame: Template

    def full(self) -> dict[str, Template]:
        """Every path that publishing makes, by name: `shot`, `shot/file`, `shot/frame` ..."""
        made: dict[str, Template] = {}
        for kind, folder in self.folders.items():
            name = FOLDERS[kind]
            made |= {name: folder, f"{name}/file": folder / self.file, f"{name}/frame": folder / self.frame}
        return made

    def parse(self, path: str) -> dict[str, Value]:
        """Read the fields of a published file or version folder. Raises PathError."""
        for template in self.full().values():
            if template.matches(path):
                return template.parse(path)
        raise PathError(f'"{path}" follows none of the templates', details={"path": path})


def publish_templates(settings: Settings) -> PublishTemplates:
    """Compile the templates of loaded settings."""
    texts = settings.templates
    declared = _fields(texts)
    folders = {kind: Template(getattr(texts, name), declared) for kind, name in FOLDERS.items()}
    return PublishTemplates(folders=folders, file=Template(texts.file, declared), frame=Template(texts.frame, declared))


def scene_template(settings: Settings) -> Template:
    """Compile what artists' own scenes are called, without their endings."""
    return Template(settings.templates.scene, _fields(settings.templates))


def _fields(texts: TemplateSettings) -> dict[str, Field]:
    return {
        name: Field(name=name, kind=each.type, pattern=each.pattern, example=each.example)
        for name, each in texts.fields.items()
    }


def template_complaints(settings: Settings) -> list[Complaint]:
    """What is wrong with templates and fields taken by themselves."""
    texts, found = settings.templates, list[Complaint]()
    declared: dict[str, Field] = {}
    for name, each in texts.fields.items():
        try:
            declared[name] = Field(name=name, kind=each.type, pattern=each.pattern, example=each.example)
        except ConfigError as wrong:
            found.append(Complaint(("templates", "fields", name, "pattern"), wrong.message))
    if found:
        return found
    for name, needed in _NEEDED.items():
        try:
            template = Template(getattr(texts, name), declared)
        except ConfigError as wrong:
            found.append(Complaint(("templates", name), wrong.message))
            continue
        missing = [each for each in needed if each not in template.required]
        if missing:
            found.append(Complaint(("templates", name), f"must name {', '.join(missing)}, outside of brackets"))
        elif name == "scene":
            found += _scene_complaints(template)
    return found


def _scene_complaints(template: Template) -> Iterator[Complaint]:
    at, unknown = ("templates", "scene"), sorted(template.required - _SCENE_KNOWS)
    if unknown:
        yield Complaint(at, f"may name {', '.join(unknown)} in brackets only: not every scene has it")
    if "/" in template.text:
        yield Complaint(at, "must be a name, not a path")


def ambiguities(settings: Settings) -> Iterator[Complaint]:
    """Paths that two templates would both read, or that one does not read as it wrote them.

    Nothing where a folder and a file do not go together, which is told by itself (joining).
    """
    try:
        full = publish_templates(settings).full()
    except ConfigError:
        return
    for clash in conflicts(full):
        text = f'"{clash.path}" could be a path of {clash.first} and of {clash.second}'
        yield Complaint(("templates", clash.second.split("/")[-1]), text)
    examples = {name: _example(each) for name, each in _fields(settings.templates).items()}
    for name, template in full.items():
        values = {each: examples[each] for each in template.names}
        if (path := template.format(values)) and template.parse(path) != values:
            yield Complaint(("templates", name.split("/")[-1]), f'"{path}" cannot be read back without doubt')


def _example(each: Field) -> Value:
    return int(each.example) if each.kind == "number" else each.example
