"""From a file below the root back to the version it belongs to, as its manifest says.

Not here: versions by address (catalog).
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from studio_tools.errors import StudioError
from studio_tools.frames import FramePattern
from studio_tools.model import Representation, Stamp
from studio_tools.storage.door import SafeDisk
from studio_tools.storage.layout import MANIFEST
from studio_tools.storage.manifest import Manifest
from studio_tools.storage.roots import Root


def origin_of(disk: SafeDisk, root: Root, path: Path) -> Stamp | None:
    """The version and representation that a file, or a sequence in any spelling, was published as.

    None for what lies outside, was never published, or whose manifest cannot be read.
    """
    try:
        below = root.rootless(path)
        folder = _version_folder(disk, root, below)
        if folder is None:
            return None
        manifest = Manifest.of(disk.read_json(root.path / folder / MANIFEST))
    except (StudioError, KeyError, TypeError, ValueError):  # `verify` says what is wrong with it
        return None
    form = _representation(manifest, below, below.relative_to(folder).as_posix())
    return Stamp(key=manifest.key, number=manifest.number, representation=form)


def _version_folder(disk: SafeDisk, root: Root, below: PurePosixPath) -> PurePosixPath | None:
    """The nearest folder above that holds a manifest."""
    return next((folder for folder in below.parents if disk.exists(root.path / folder / MANIFEST)), None)


def _representation(manifest: Manifest, below: PurePosixPath, name: str) -> str:
    """The representation that a file or a pattern belongs to; "" where it is none of them."""
    known = {file.name: file.representation for file in manifest.files}
    if name in known:
        return known[name]
    return next((form.name for form in manifest.representations if _spells(form, below)), "")


def _spells(form: Representation, below: PurePosixPath) -> bool:
    """Whether a pattern means the frames of a representation, however the two spell them."""
    one, other = FramePattern.parse(form.path.name), FramePattern.parse(below.name)
    if form.path.parent != below.parent or one is None:
        return False
    if other is None:
        return one.match(below.name) is not None
    frame = next(iter(form.frames or ()), 1)
    return one.format(frame, "left") == other.format(frame, "left")
