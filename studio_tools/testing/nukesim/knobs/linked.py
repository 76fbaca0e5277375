"""Knobs that stand for something else: a format the script knows, a knob of another node."""

# ruff: noqa: N801, N802 - Nuke's own names
from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from studio_tools.scenes import nuke_text
from studio_tools.testing.nukesim import evaluating, formats
from studio_tools.testing.nukesim.formats import Format
from studio_tools.testing.nukesim.knobs.knob import Knob, Opaque
from studio_tools.testing.nukesim.refusals import wrong_type


class Format_Knob(Knob):
    """A format, by its name or by what it is."""

    CODE = 17
    EMPTY = "0 0 0 0 0 0 1"

    def _formats(self) -> list[Format]:
        return list(self._node._session.formats) if self._node is not None else formats.stock()

    def _named(self, name: str) -> Format | None:
        return next((each for each in self._formats() if each.name() == name), None)

    def _format(self) -> Format:
        text = str(self._known())
        found = formats.read(text) or self._named(text)
        if found is None:
            raise RuntimeError(f"{self._spoken()}: unknown format {text!r}")
        return found

    def _is_unset(self) -> bool:
        return self._format().width() == 0

    def actualValue(self) -> Format:
        """The format it is set to."""
        return self._format()

    def value(self) -> Format:
        """The format in force: the script's own where none is set."""
        if self._is_unset() and self._node is not None:
            found: Format = self._node._session.root["format"].actualValue()
            return found
        return self._format()

    def notDefault(self) -> bool:
        """Whether it is another format than the first."""
        return not self._is_default()

    def setValue(self, val: Any) -> Any:
        """Set a format, or the name of one. Raises ValueError for a name that no format has."""
        if isinstance(val, Format):
            return self._change(formats.written(val))
        if not isinstance(val, str):
            raise wrong_type("Format", val)
        found = self._named(val) or formats.read(val)
        if found is None:
            raise ValueError(f"unknown format {val!r}")
        return self._change(formats.written(found))

    def _read(self, text: str) -> Any:
        read = formats.read(text)
        if read is None:
            return text if self._named(text) else Opaque(text)
        return formats.written(read)

    def _load(self, token: str) -> None:
        super()._load(token)
        read = formats.read(str(self._state))
        if read is not None and read.name() and self._node is not None and self._named(read.name() or "") is None:
            self._node._session.formats.append(read)

    def _told(self) -> str:
        return formats.written(self._format())


class Link_Knob(Knob):
    """Stands for a knob of another node: what is asked of it is asked of that."""

    CODE = 41

    def setLink(self, s: str) -> None:
        """Say which knob: `Write1.file`, as seen from the node (inside it first, where it is a group)."""
        self._change(s)
        self._put("_definition", None)

    def makeLink(self, s: str, t: str) -> None:
        """Say which knob, by its node and its name."""
        self.setLink(f"{s}.{t}")

    def getLink(self) -> str:
        """The knob it stands for, as it was said."""
        return str(self._known())

    def getLinkedKnob(self) -> Any:
        """The knob it stands for; None where there is none."""
        owner, _, name = self.getLink().rpartition(".")
        node = self._owner()
        within = evaluating.child(node, owner.partition(".")[0])
        found = evaluating.find_knob(within, name) if within is not None and "." not in owner else None
        return found or evaluating.find_knob(node, self.getLink()) if owner else None

    def _target(self) -> Any:
        found = self.getLinkedKnob()
        if found is None:
            raise RuntimeError(f"{self._spoken()}: no knob {self.getLink()!r} to link to")
        return found

    def value(self, *args: Any) -> Any:
        """The value of the knob it stands for."""
        return self._target().value(*args)

    def getValue(self, *args: Any) -> Any:
        """The value of the knob it stands for."""
        return self._target().getValue(*args)

    def setValue(self, *args: Any) -> Any:
        """Set the knob it stands for."""
        return self._target().setValue(*args)

    def isAnimated(self) -> bool:
        """Whether the knob it stands for is animated."""
        return bool(self._target().isAnimated())

    def hasExpression(self) -> bool:
        """Whether the knob it stands for has an expression."""
        return bool(self._target().hasExpression())

    def _told(self) -> str:
        return str(self._target()._told())

    def _number_at(self, frame: float, index: int = 0) -> float:
        return float(self._target()._number_at(frame, index))

    def _texts(self) -> Iterator[str]:
        yield self.getLink()

    def _is_written(self) -> bool:
        return False  # what it stands for is said by its definition

    def _write(self, state: Any) -> str:
        return nuke_text.written(str(state))
