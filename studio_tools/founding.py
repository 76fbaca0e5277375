"""Making a home: studio.toml, the storage root, the site with its project and user. Safe to repeat; nothing is lost."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from studio_tools.bootstrap import login_of, open_loaded, utc_now
from studio_tools.config import HOME_FILE, Loaded, load, load_without_home, write_home
from studio_tools.create import Wish
from studio_tools.errors import ConfigError, StudioError, TrackerUnavailable, UsageError
from studio_tools.model import Address
from studio_tools.storage import open_storage
from studio_tools.studio import Studio

_STORAGE = "storage"
"""Where versions are kept unless somebody says otherwise, below the home."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeRequest:
    """What a person asked for; what is not told is left as it is, or as the defaults have it."""

    folder: Path
    project: str
    name: str = ""
    storage: Path | None = None
    site: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """A home that is ready to publish to."""

    home: Path
    storage: Path
    """Absolute, spelled as it was given."""
    project: str
    site: str
    login: str
    created: bool
    """Whether the home is new."""

    def as_json(self) -> dict[str, object]:
        return {
            "home": str(self.home),
            "storage": str(self.storage),
            "project": self.project,
            "site": self.site,
            "login": self.login,
            "created": self.created,
        }


def make_home(request: HomeRequest, environ: Mapping[str, str]) -> Home:
    """Make a home, or add a project to one. Repeatable.

    Raises UsageError for a project's code that no address could carry, ConfigError, StorageError, TrackerError.
    """
    _check_code(request.project)
    folder = request.folder.expanduser().absolute()
    created = not (folder / HOME_FILE).exists()
    if created:
        _make_folder(folder)
        _found_first(folder, request, environ)
        _write(folder, request)
    loaded = load(folder, environ, request.project)
    if not created:
        _refuse_other(loaded, request)
    root = loaded.settings.storage.root
    # The folder of a home that was there before may be a mount whose disk is away: only who names it founds it.
    is_founded = created or request.storage is not None or not root.exists()
    if is_founded:
        _make_storage(root)
    with open_loaded(loaded, environ) as studio:
        (studio.session.storage.found if is_founded else studio.session.storage.require)()
        _fill_site(studio, request, embedded=loaded.settings.tracker.is_embedded)
        return Home(
            home=folder,
            storage=_spelled(loaded.settings.storage.root),
            project=request.project,
            site=loaded.settings.tracker.site,
            login=studio.session.login,
            created=created,
        )


def _check_code(code: str) -> None:
    try:
        address = Address.parse(code)
    except StudioError as cause:
        raise UsageError(f"{code!r} cannot be a project's code", hint="Use letters, digits, - and _.") from cause
    if str(address) != address.project:
        raise UsageError(f"{code!r} cannot be a project's code", hint="Use letters, digits, - and _.")


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        reason = (cause.strerror or "no reason given").lower()
        raise ConfigError(f"cannot make a home in {folder}: {reason}", hint="Choose a folder you may write.") from cause


def _write(folder: Path, request: HomeRequest) -> None:
    write_home(folder, request.project, storage_root=_root_of(request), site=request.site or "embedded")


def _root_of(request: HomeRequest) -> str:
    return _STORAGE if request.storage is None else str(_spelled(request.storage.expanduser()))


def _found_first(folder: Path, request: HomeRequest, environ: Mapping[str, str]) -> None:
    """Found the storage before there is a home: who makes the same one at once then meets both, or neither."""
    settings = load_without_home(environ)
    if settings.storage.root != Path(_STORAGE):
        return  # somebody says otherwise, and whether more strongly than the home shows when it is read
    root = folder / _root_of(request)
    _make_storage(root)
    settings = replace(settings, storage=replace(settings.storage, root=root))
    open_storage(settings, home=folder, login=login_of(environ), now=utc_now).found()


def _spelled(path: Path) -> Path:
    """*path* absolutely and without `..`, its links as they were given: a mount's name outlives what it leads to."""
    plain = os.path.normpath(path.absolute())
    return Path(plain) if os.path.realpath(plain) == os.path.realpath(path) else path.absolute()


def _refuse_other(loaded: Loaded, request: HomeRequest) -> None:
    """A home that is there keeps its storage and its site: what was published would be lost from sight."""
    settings = loaded.settings
    wanted = request.storage and Path(os.path.realpath(request.storage.expanduser()))
    if wanted and wanted != Path(os.path.realpath(settings.storage.root)):
        raise UsageError(
            f"this home keeps its versions in {settings.storage.root}",
            hint=f"Leave --storage away, or change storage.root in {loaded.home / HOME_FILE}.",
        )
    if request.site and request.site != settings.tracker.site:
        raise UsageError(
            f"this home uses the site {settings.tracker.site}",
            hint=f"Leave --site away, or change tracker.site in {loaded.home / HOME_FILE}.",
        )


def _make_storage(root: Path) -> None:
    try:
        root.mkdir(parents=True, exist_ok=True)
    except OSError as cause:
        reason = (cause.strerror or "no reason given").lower()
        raise ConfigError(
            f"cannot make the storage in {root}: {reason}", hint="Choose a folder you may write with --storage."
        ) from cause


def _fill_site(studio: Studio, request: HomeRequest, *, embedded: bool) -> None:
    """Make the project, and on an embedded site the user: on a real one a user costs a seat."""
    wishes = [Wish(what="project", address=request.project, name=request.name)]
    if embedded:
        wishes.append(Wish(what="user", address=studio.session.login))
    try:
        studio.create(wishes)
    except TrackerUnavailable as away:
        if embedded:  # no network lies between: it is broken, and its own error knows what to do
            raise
        away.hint = "The home is made; say the same again when the site answers, so that it gets the project."
        raise
