"""Our Write: a group whose path, format, colour and channels come from the show's settings, and follow the script.

The path is TCL over the script's own name, so it turns to the next version when the script is saved under it, here and
on the farm. Imports without Nuke.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from studio_tools.errors import HostError, StudioError, UsageError
from studio_tools.host.loading import legal

if TYPE_CHECKING:
    from studio_tools.config import Settings
    from studio_tools.config.schema import WriteSettings

FOLDER = "[file dirname [value root.name]]"
SCRIPT = "[file rootname [file tail [value root.name]]]"
EXTENSIONS = {"jpeg": "jpg", "tiff": "tif", "targa": "tga"}
"""What files of a type end in, where that is another word."""
_HERE = "__import__('dcc.nuke.write_node', fromlist=['x'])"
BUTTONS = {
    "studioReset": ("Reset to the show", f"{_HERE}.reset_here()"),
    "studioRender": ("Render", f"{_HERE}.render_here()"),
}


def settings_of(settings: Settings, kind: str) -> WriteSettings:
    """How a kind is written. Raises UsageError where the settings do not say."""
    found = settings.writes.get(kind)
    if found is None:
        raise UsageError(f"nothing says how {kind} is written", hint=f"Add [writes.{kind}] to studio.toml.")
    return found


def settings_here(environ: Mapping[str, str]) -> Settings:
    """The settings of the home and project that Nuke was started for. Raises HomeMissing, ConfigError."""
    from studio_tools.actions.context import started_for
    from studio_tools.config import find_home, load

    started = started_for(environ)
    home = find_home(None, environ, Path.cwd())
    return load(home, environ, started.project if started is not None else None).settings


def path_for(wanted: WriteSettings, kind: str, variant: str, views: int) -> str:
    """The path as the Write's knob holds it. Several views get `%V` into the name where the settings have none."""
    text = wanted.path
    if views > 1 and "%V" not in text and "%v" not in text:
        text = text.replace(".%0", "_%V.%0", 1)
    fields = {
        "{folder}": FOLDER,
        "{script}": SCRIPT,
        "{kind}": kind,
        "{variant}": variant,
        "{ext}": EXTENSIONS.get(wanted.file_type, wanted.file_type),
    }
    for field, value in fields.items():
        text = text.replace(field, value)
    return text


def words_for(wanted: WriteSettings) -> Mapping[str, str]:
    """What is chosen on the Write, the format first: it brings the other knobs."""
    return {
        "file_type": wanted.file_type,
        "datatype": wanted.datatype,
        "compression": wanted.compression,
        "colorspace": wanted.colorspace,
    }


def make(settings: Settings, kind: str, variant: str = "main") -> str:
    """Make one below what is selected, for a kind that the settings know. Its full name. Raises HostError."""
    wanted = settings_of(settings, kind)
    from dcc.nuke.host.faults import told
    from dcc.nuke.host.outputs import mark
    from dcc.nuke.scene import document, nodes, writes

    document.open_step(f"Write {kind}")
    try:
        with told(f"a Write for {kind} cannot be made"):
            name = writes.make_group(legal(f"{kind}_{variant}"), BUTTONS)
            mark(name, kind, variant)
        try:
            reset(settings, name, wanted)
        except HostError:
            nodes.delete(name)
            raise
    finally:
        document.close_step()
    return name


def reset(settings: Settings, name: str, wanted: WriteSettings | None = None) -> None:
    """Set one up again as the settings ask. Raises HostError, and UsageError where the settings do not say."""
    from dcc.nuke.host.faults import told
    from dcc.nuke.host.outputs import KIND, VARIANT
    from dcc.nuke.scene import nodes, writes

    kind, variant = nodes.text(name, KIND), nodes.text(name, VARIANT) or "main"
    wanted = wanted or settings_of(settings, kind)
    with told(f"{name} cannot be set up"):
        path = path_for(wanted, kind, variant, len(nodes.views()))
        writes.add_buttons(name, BUTTONS)
        writes.set_up(f"{name}.{writes.WRITE}", path, words_for(wanted), wanted.channels, wanted.knobs)


def reset_here() -> None:
    """What the button runs: set up again the group whose button it is."""
    from dcc.nuke.scene import program, writes

    try:
        reset(settings_here(os.environ), writes.this_group())
    except StudioError as error:
        program.warn(f"{error.message}. {error.hint}".strip())


def render_here() -> None:
    """What the button runs: render the script's range, or the Write's own where it has one."""
    from dcc.nuke.host.faults import told
    from dcc.nuke.scene import exporting, program, rendering, writes

    name = writes.this_group()
    try:
        with told(f"{name} cannot be rendered"):
            first, last = exporting.span(f"{name}.{writes.WRITE}")
            rendering.execute(f"{name}.{writes.WRITE}", range(first, last + 1))
    except HostError as error:
        program.warn(f"{error.message}. {error.hint}".strip())
