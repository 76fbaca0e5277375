"""Templates of folders and of the files in them, which are joined into one path: what does not go together.

Told with both keys, and where each of them stands. Not here: what is wrong with one template by itself (paths).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from studio_tools.config.layers import Layer, blamed
from studio_tools.config.paths import FOLDERS, publish_templates
from studio_tools.config.schema import Settings
from studio_tools.config.structure import Complaint
from studio_tools.errors import ConfigError
from studio_tools.templates import Template

_SECTION = "templates"
_Layers = tuple[Layer, ...]


def unjoinable(settings: Settings, layers: _Layers) -> Iterator[Complaint]:
    """Each template that cannot be joined with others, which it names; of two, the one in the stronger layer is wrong.

    Where both stand in one layer, that is the folder's.
    """
    made = publish_templates(settings)
    names = {"file": made.file, "frame": made.frame}
    folders = {FOLDERS[kind]: template for kind, template in made.folders.items()}
    found: dict[tuple[str, str, str], list[str]] = {}
    for folder, name in product(folders, names):
        wrong, other = (folder, name) if _strength(folder, layers) >= _strength(name, layers) else (name, folder)
        for own, theirs, why in _clash(folders[folder], names[name], is_turned=wrong != folder):
            found.setdefault((wrong, own, why), []).append(f"templates.{other}{theirs} ({_where(other, layers)})")
    for (wrong, own, why), others in found.items():
        yield Complaint((_SECTION, wrong), f"{own} {' and '.join(others)}{why}")


def _clash(folder: Template, name: Template, *, is_turned: bool) -> Iterator[tuple[str, str, str]]:
    """What the one says, what the other says, and what comes of it; nothing where they go together."""
    try:
        folder / name
    except ConfigError as wrong:
        fields = _padded_otherwise(folder, name)
        for field in fields:
            own, theirs = (_said(each, field) for each in ((name, folder) if is_turned else (folder, name)))
            why = f"; a folder and the file in it are one path, so pad {field} alike"
            yield f"says {own}, but", f" says {theirs}", why
        if not fields:
            yield "cannot be joined with", "", f": {wrong.details['why']}"


def _padded_otherwise(folder: Template, name: Template) -> list[str]:
    return [field for field, width in folder.widths.items() if name.widths.get(field, width) != width]


def _said(template: Template, field: str) -> str:
    """How a template spells a field: `{version:03}`."""
    found = re.search(rf"\{{{field}(?::[0-9]+)?\}}", template.text)
    return found[0] if found else field


def _strength(name: str, layers: _Layers) -> int:
    return layers.index(blamed((_SECTION, name), layers))


def _where(name: str, layers: _Layers) -> str:
    return blamed((_SECTION, name), layers).where((_SECTION, name))
