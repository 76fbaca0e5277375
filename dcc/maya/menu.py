"""What the entries of the menu run in Maya: the same for every host, with Maya handed in."""

from __future__ import annotations

import os

from dcc.maya.setup import shot
from dcc.maya.start import host
from studio_tools.ui.menu import Menu

_MENU = Menu(host=host, environ=os.environ, differences=shot.differences, apply=shot.apply)

publish = _MENU.publish
load = _MENU.load
updates = _MENU.updates
set_up = _MENU.set_up
save_version_up = _MENU.save_version_up
resume = _MENU.resume
doctor = _MENU.doctor
about = _MENU.about
