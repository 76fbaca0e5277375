"""Where everything lies below the root: version folders and file names by template, `.studio/` by rule.

Not here: reading or writing any of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from studio_tools.config.paths import PublishTemplates
from studio_tools.errors import ContextError
from studio_tools.model import EntityType, ProductKey
from studio_tools.model.address import ASSETS
from studio_tools.storage.roots import Root

STUDIO = ".studio"
RUNS = "runs"
RECORD = "record.json"
MANIFEST = "publish.json"
PART = ".part"

_NUMBER = re.compile(r"v([0-9]{3,})")
_ANY_NUMBER = re.compile(r".*?([0-9]+)")
_VIEW = "Qview0"


def number_name(number: int) -> str:
    return f"v{number:03}"


def number_of(name: str) -> int | None:
    """The number that an entry of the ledger carries."""
    found = _NUMBER.fullmatch(name)
    return int(found[1]) if found else None


@dataclass(frozen=True, slots=True)
class Names:
    """The configured templates at work."""

    templates: PublishTemplates

    def version_folder(self, key: ProductKey, number: int) -> PurePosixPath:
        """The folder of one version, rootless. Raises ContextError, PathIncomplete."""
        match key.entity.split("/"):
            case [group, code] if group == ASSETS:
                text = self.templates.folders[EntityType.ASSET].format(self._fields(key, code, number))
            case [sequence, code]:
                text = self.templates.folders[EntityType.SHOT].format(
                    self._fields(key, code, number), sequence=sequence
                )
            case [code]:
                text = self.templates.folders[EntityType.SEQUENCE].format(self._fields(key, code, number))
            case _:
                raise ContextError(f"{key.entity!r} is no shot, asset or sequence")
        return PurePosixPath(text)

    def version_at(self, folder: PurePosixPath) -> tuple[ProductKey, int] | None:
        """The version that a rootless folder is that of, by its name; None where it is no version's."""
        for kind, template in self.templates.folders.items():
            if not template.matches(str(folder)):
                continue
            found = template.parse(str(folder))
            above = {EntityType.ASSET: f"{ASSETS}/", EntityType.SHOT: f"{found.get('sequence')}/"}.get(
                EntityType(kind), ""
            )
            key = ProductKey(
                str(found["project"]), f"{above}{found['entity']}", str(found["kind"]), str(found["variant"])
            )
            return key, int(found["version"])
        return None

    @staticmethod
    def _fields(key: ProductKey, code: str, number: int) -> dict[str, str | int]:
        return {"project": key.project, "entity": code, "kind": key.kind, "variant": key.variant, "version": number}

    def file_name(self, key: ProductKey, number: int, *, ending: str, frame: str = "", view: str = "") -> str:
        """The name of one published file. *frame* is spelled already, or is `%04d`; *view* may be `%V`."""
        values: dict[str, str | int] = self._fields(key, key.entity.rsplit("/", 1)[-1], number)
        if ending:
            values["ext"] = ending
        if view:
            values["view"] = _VIEW if view == "%V" else view
        if frame:
            values["frame"] = frame
        name = (self.templates.frame if frame else self.templates.file).format(values)
        return name.replace(_VIEW, "%V")


@dataclass(frozen=True, slots=True)
class Layout:
    root: Root
    names: Names

    def version_folder(self, key: ProductKey, number: int) -> PurePosixPath:
        return self.names.version_folder(key, number)

    def product_folder(self, key: ProductKey) -> Path:
        """Where the version folders of a product lie. Raises OutsideRoot."""
        return self.root.local(self.names.version_folder(key, 1).parent)

    def number_in(self, key: ProductKey, name: str) -> int | None:
        """The number of a product's version folder, by its name; None for what is named like none of its versions."""
        found = _ANY_NUMBER.fullmatch(name)
        number = int(found[1]) if found else 0
        return number if number and self.version_folder(key, number).name == name else None

    def studio(self, project: str) -> Path:
        return self.root.local(f"{project}/{STUDIO}")

    def runs(self, project: str) -> Path:
        return self.studio(project) / RUNS

    def beats(self, project: str) -> Path:
        """One file a run that is not settled; its time is its owner's last sign of life."""
        return self.studio(project) / "beats"

    def staging(self, project: str) -> Path:
        return self.studio(project) / "staging"

    def clock(self, project: str) -> Path:
        """Touched to learn the file server's time."""
        return self.studio(project) / "clock"

    def ledger(self, key: ProductKey) -> Path:
        """One entry a number that was ever given."""
        return self.ledgers(key.project) / key.entity / key.name

    def ledgers(self, project: str) -> Path:
        return self.studio(project) / "numbers"

    def entities(self, project: str) -> Path:
        return self.studio(project) / "entities.json"
