"""What several rooms' tests share and what takes long to make: a furnished home."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest


def pytest_configure() -> None:
    """Hear Ctrl-C in a suite that a shell started in the background too: what tests start and interrupt inherits it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home whose site knows a shot and an artist; made once, and copied for each test."""
    from studio_tools.testing.house import furnish

    return furnish(tmp_path_factory.mktemp("furnished"))
