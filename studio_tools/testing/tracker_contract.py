"""What every tracker must do, as plain functions: hand each one a `Subject` on a fresh, empty site.

A failure is an AssertionError that says what was promised. pytest wraps them in three lines.
"""

from __future__ import annotations

from studio_tools.testing import tracker_entity_checks, tracker_record_checks
from studio_tools.testing.tracker_subject import Check, Subject

__all__ = ["CHECKS", "Check", "Subject"]

CHECKS: tuple[Check, ...] = tracker_entity_checks.CHECKS + tracker_record_checks.CHECKS
"""All of them."""
