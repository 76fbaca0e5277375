"""What several rooms' tests share and what takes long to make: a furnished home."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose site knows a shot and an artist; made once, and copied for each test."""
    from studio_tools.testing.house import furnish

    return furnish(tmp_path_factory.mktemp("furnished"))
