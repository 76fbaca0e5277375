"""What the entries of the menu run in Maya: the same for every host, with Maya handed in."""

from __future__ import annotations

import os

from dcc.maya.setup import shot
from dcc.maya.start import beginning, host
from studio_tools.ui import entries


def publish() -> None:
    """Publish what the scene offers."""
    entries.publish(host(), os.environ)


def load() -> None:
    """Bring a published version into the scene."""
    entries.load(host(), os.environ)


def updates() -> None:
    """List what the scene reads, and bring it up to date."""
    entries.updates(host(), os.environ)


def set_up() -> None:
    """Set the scene up as its shot and show ask."""
    entries.set_up(host(), os.environ, shot.differences, shot.apply)


def save_version_up() -> None:
    """Save the scene under its next number."""
    entries.save_version_up(host(), os.environ, quietly=beginning().quietly)


def resume() -> None:
    """Finish what was left unfinished."""
    entries.resume(host(), os.environ)


def doctor() -> None:
    """Look at everything and say what to do."""
    entries.doctor(host(), os.environ)


def about() -> None:
    """Say what runs here, and for whom."""
    entries.about(host(), os.environ)
