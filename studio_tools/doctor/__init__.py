"""Doctor: look at everything a publish leans on, and say in one line each what is well, what is not, and what to do.

It changes nothing but a probe of its own in storage, which it takes away again.
"""

from __future__ import annotations

from studio_tools.doctor.line import Level, Line, advice_of, guarded
from studio_tools.doctor.machine import machine_lines
from studio_tools.doctor.plugins import plugin_lines
from studio_tools.doctor.runs import run_lines
from studio_tools.doctor.site import site_lines
from studio_tools.doctor.storage import storage_lines
from studio_tools.doctor.workers import worker_lines

__all__ = [
    "Level",
    "Line",
    "advice_of",
    "guarded",
    "machine_lines",
    "plugin_lines",
    "run_lines",
    "site_lines",
    "storage_lines",
    "worker_lines",
]
