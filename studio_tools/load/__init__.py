"""Find what is published, bring it into a scene, list honestly what a scene reads, and keep that current.

`find` and `updates` need no program; the rest works on a `host.Scene`. Nothing here publishes or retracts.
"""

from __future__ import annotations

from studio_tools.load.bring import NAME, Planned, Rules, Wish, bring, load, load_plan
from studio_tools.load.difference import Difference, FactChange
from studio_tools.load.find import Found, Query, find, find_all
from studio_tools.load.inventory import inventory, updates
from studio_tools.load.pins import Pin, Pins
from studio_tools.load.plan import Left, Turn, UpdatePlan
from studio_tools.load.reading import Origin
from studio_tools.load.rewriting import Rewritten, update_file
from studio_tools.load.rows import Inventory, Row, State
from studio_tools.load.turning import UpdateReport, make_current, pin, switch, turn, unpin, update, update_plan
from studio_tools.load.ways import WAYS, Offer, Way

__all__ = [
    "NAME",
    "WAYS",
    "Difference",
    "FactChange",
    "Found",
    "Inventory",
    "Left",
    "Offer",
    "Origin",
    "Pin",
    "Pins",
    "Planned",
    "Query",
    "Rewritten",
    "Row",
    "Rules",
    "State",
    "Turn",
    "UpdatePlan",
    "UpdateReport",
    "Way",
    "Wish",
    "bring",
    "find",
    "find_all",
    "inventory",
    "load",
    "load_plan",
    "make_current",
    "pin",
    "switch",
    "turn",
    "unpin",
    "update",
    "update_file",
    "update_plan",
    "updates",
]
