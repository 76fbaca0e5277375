"""What is learned, checked and made when something is published from Nuke. Imports without Nuke.

`STEPS` is what the catalog finds. Not here: what runs for a kind, and in what order (`applications.nuke.recipes`).
"""

from __future__ import annotations

from dcc.nuke.steps import (
    channels,
    collectors,
    extractors,
    geometry,
    pictures,
    read_checks,
    script_checks,
    write_checks,
)
from studio_tools.publish.steps import AnyStep

STEPS: tuple[AnyStep, ...] = (
    *collectors.STEPS,
    *script_checks.STEPS,
    *read_checks.STEPS,
    *write_checks.STEPS,
    *channels.STEPS,
    *extractors.STEPS,
    *pictures.STEPS,
    *geometry.STEPS,
)

__all__ = ["STEPS"]
