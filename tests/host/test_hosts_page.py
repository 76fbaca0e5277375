"""The example in docs/hosts.md works as it stands."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from studio_tools.host import Scene, Thread, Window
from studio_tools.testing.host_contract import checks_of

HOUSE = Path(__file__).parents[2]
PAGE = (HOUSE / "docs" / "hosts.md").read_text(encoding="utf-8")


def test_the_example_passes(tmp_path: Path) -> None:
    (example,) = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    (tmp_path / "test_ours.py").write_text(example)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", str(tmp_path / "test_ours.py")]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout
    assert int(re.findall(r"(\d+) passed", done.stdout)[0]) > 100


def test_there_are_as_many_checks_as_the_page_says() -> None:
    assert "more than a hundred checks" in PAGE
    assert len(checks_of(Scene, Window, Thread)) > 100
