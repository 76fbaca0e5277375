"""The command line without a process: what it printed, what it answered, how it ended.

For tests of commands and of steps in a whole publish. What needs real signals or pipes starts a real process instead.
"""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import click

from studio_tools.cli.door import run


@dataclass(frozen=True, slots=True)
class Said:
    """What one command line came to."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> dict[str, Any]:
        """The one JSON document on stdout. Raises where there is none, or more than one."""
        found: dict[str, Any] = json.loads(self.out)
        return found

    @property
    def result(self) -> Any:
        """The result of a command that went well."""
        assert self.code == 0, f"exit {self.code}: {self.out}{self.err}"
        assert self.document["ok"] is True, self.out
        return self.document["result"]

    @property
    def error(self) -> dict[str, Any]:
        """The error of a command that did not."""
        assert self.document["ok"] is False, self.out
        found: dict[str, Any] = self.document["error"]
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Shell:
    """Types command lines in an environment of its own."""

    environ: Mapping[str, str] = field(default_factory=dict)
    commands: click.Command | None = None
    """Stand in for those of `studio`."""

    def __call__(self, *argv: str | Path) -> Said:
        """Type one command line."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = run([str(word) for word in argv], environ=self.environ, commands=self.commands)
        return Said(code, out.getvalue(), err.getvalue())

    def json(self, *argv: str | Path) -> Said:
        """Type one command line and ask for JSON."""
        return self(*argv, "--json")

    def at(self, home: Path, **extra: str) -> Shell:
        """The same shell with a home, and with *extra* in its environment."""
        return Shell(environ={**self.environ, "STUDIO_TOOLS_HOME": str(home), **extra}, commands=self.commands)
