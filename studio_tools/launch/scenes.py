"""An artist's own scenes: the newest scene of an entity and application, and the next number.

Not here: where scenes lie and what they are called (host), published scenes, which are never worked on in place
(storage), writing a scene (host).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from studio_tools.config import Settings
from studio_tools.host.places import address_of_file, scene_folder
from studio_tools.host.scene_names import SceneNames
from studio_tools.model import Address, Version
from studio_tools.session import Session

_NUMBERED = re.compile(r"(?P<stem>.*?)[._-]?v(?P<number>\d+)", re.IGNORECASE)


def newest_scene(session: Session, address: Address, program: str) -> Path | None:
    """The scene to go on with: the artist's own that was saved last, else the published one; None where is none."""
    suffixes = session.settings.launch.programs[program].suffixes
    folder = scene_folder(session.settings.launch.work, address, program)
    own = [path for path in _files(folder, suffixes) if not path.name.startswith(".")]
    if own:
        return max(own, key=lambda path: (path.stat().st_mtime_ns, _number(path), path.name))
    return _published(session, address, suffixes)


def next_scene(settings: Settings, path: Path, program: str) -> Path:
    """The path of the next number beside a scene: by the template in the artists' folders, else by its own name."""
    path = path.absolute()
    address = address_of_file(settings.launch.work, path, program)
    if address is None:
        return next_version(path)
    return SceneNames.of(settings, address).next_in(path.parent, path.suffix, like=path)


def next_version(path: Path) -> Path:
    """The path of the next number beside a scene: one above the highest of its name; `_v001` where it has none."""
    found = _NUMBERED.fullmatch(path.stem)
    stem = found["stem"] if found else path.stem
    taken = [_number(each) for each in _files(path.parent, [path.suffix.lstrip(".")]) if _stem(each) == stem]
    width = max(len(found["number"]) if found else 0, 3)
    return path.with_name(f"{stem}_v{max([*taken, _number(path)]) + 1:0{width}}{path.suffix}")


def _files(folder: Path, suffixes: Sequence[str]) -> Iterator[Path]:
    endings = {f".{suffix.lower().lstrip('.')}" for suffix in suffixes}
    if folder.is_dir():
        yield from (path for path in folder.iterdir() if path.suffix.lower() in endings and path.is_file())


def _stem(path: Path) -> str:
    found = _NUMBERED.fullmatch(path.stem)
    return found["stem"] if found else path.stem


def _number(path: Path) -> int:
    found = _NUMBERED.fullmatch(path.stem)
    return int(found["number"]) if found else 0


def _published(session: Session, address: Address, suffixes: Sequence[str]) -> Path | None:
    """The scene of the latest version below an entity (of the kind and variant, where the address says them)."""
    catalog, found = session.storage.catalog, list[tuple[Version, Path]]()
    for key in catalog.products(address.project, address.entity):
        latest = catalog.latest(key)
        if address.kind in {"", key.kind} and address.variant in {"", key.variant} and latest is not None:
            forms = [each for each in latest.representations if each.path.suffix.lstrip(".").lower() in suffixes]
            found += [(latest, session.storage.root.local(form.path)) for form in forms[:1]]
    return max(found, key=lambda each: (each[0].created, each[0].address))[1] if found else None
