"""Templates: how a path is made of typed fields, and read back; strict in both directions.

Not here: which templates a studio uses (config).
"""

from __future__ import annotations

from studio_tools.templates.conflicts import Conflict, conflicts
from studio_tools.templates.fields import Field, Value
from studio_tools.templates.template import Template

__all__ = ["Conflict", "Field", "Template", "Value", "conflicts"]
