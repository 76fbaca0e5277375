"""What is asked of Maya: its kit for the contract of hosts, and a probe for every assumption of the simulated one."""

from __future__ import annotations

from studio_tools.testing.mayasim.assumptions import ASSUMPTIONS
from studio_tools.testing.selftest.for_maya import calls, names, references, scenes, surfaces
from studio_tools.testing.selftest.probes import Questions

__all__ = ["MAYA"]

MAYA = Questions(
    host="maya",
    program="Maya",
    assumptions=ASSUMPTIONS,
    probes={**calls.PROBES, **names.PROBES, **references.PROBES, **scenes.PROBES, **surfaces.PROBES},
    unasked={},
    begin=scenes.begin,
)
