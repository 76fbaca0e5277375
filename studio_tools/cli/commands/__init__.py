"""One module for each command of `studio`. They parse, ask `Studio`, and word the answer; nothing is decided here."""

from __future__ import annotations
