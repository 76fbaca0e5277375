"""What is asked of Nuke: its kit for the contract of hosts, and a probe for every assumption of the simulated one."""

from __future__ import annotations

from studio_tools.testing.nukesim.assumptions import ASSUMPTIONS
from studio_tools.testing.selftest.for_nuke import callbacks, files, knobs, nodes, scripts
from studio_tools.testing.selftest.probes import Questions

__all__ = ["NUKE"]

NUKE = Questions(
    host="nuke",
    program="Nuke",
    assumptions=ASSUMPTIONS,
    probes={**callbacks.PROBES, **files.PROBES, **knobs.PROBES, **nodes.PROBES, **scripts.PROBES},
    unasked={
        "text-at-render": "what is drawn into a picture is seen by eyes alone",
        "open-used": "asking would start another Nuke, with a window of its own, that nobody closes",
        "startup-error": "asking would need a Nuke that starts with a broken init.py",
    },
    begin=scripts.begin,
)
