"""What a simulator takes for true of its program and no source confirms: for the self-test in the real one to settle.

The lists are beside the simulators, in their `assumptions`; how each is asked is in `selftest`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Assumption:
    """One unconfirmed point: a code, a sentence that is true of the simulator, and where it stands."""

    code: str
    sentence: str
    module: str
