"""Launch: find the applications of this machine, and start one for an address with our start-up folder in it.

Not here: what runs inside them (dcc), who may work on what (resolve).
"""

from __future__ import annotations

from studio_tools.launch.environment import ADDRESS, Change, surroundings
from studio_tools.launch.installations import Installation, choose, find, here, program_of
from studio_tools.launch.scenes import newest_scene, next_scene, next_version
from studio_tools.launch.start import Launch, begin, prepare

__all__ = [
    "ADDRESS",
    "Change",
    "Installation",
    "Launch",
    "begin",
    "choose",
    "find",
    "here",
    "newest_scene",
    "next_scene",
    "next_version",
    "prepare",
    "program_of",
    "surroundings",
]
