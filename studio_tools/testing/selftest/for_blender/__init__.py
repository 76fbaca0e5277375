"""What is asked of Blender: the contract of hosts alone, for no Blender is simulated and so nothing is assumed."""

from __future__ import annotations

from studio_tools.testing.selftest.probes import Questions

__all__ = ["BLENDER"]

BLENDER = Questions(
    host="blender", program="Blender", assumptions=(), probes={}, unasked={}, begin=lambda tape: tape.steps.clear()
)
