"""The words of the house as frozen data: who, where, what was published. No input or output lives here."""

from __future__ import annotations

from studio_tools.model.address import Address
from studio_tools.model.entities import Context, CutRange, Entity, EntityType, Project, Task, User
from studio_tools.model.product import ProductKey, Representation, Stamp, Version, VersionStatus

__all__ = [
    "Address",
    "Context",
    "CutRange",
    "Entity",
    "EntityType",
    "ProductKey",
    "Project",
    "Representation",
    "Stamp",
    "Task",
    "User",
    "Version",
    "VersionStatus",
]
