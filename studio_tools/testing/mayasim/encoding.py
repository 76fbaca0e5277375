"""Values of attributes as a Maya file writes them, and back.

What is not understood (mesh data, curves) is carried word for word and never guessed.
"""

from __future__ import annotations

from collections.abc import Sequence

from studio_tools.testing.mayasim.model import Word
from studio_tools.testing.mayasim.schema import COMPOUNDS, NUMERIC, WHOLE

TRUE, FALSE = frozenset({"yes", "on", "true"}), frozenset({"no", "off", "false"})
ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def quoted(text: str) -> str:
    """Write a text in quotes."""
    return '"' + "".join(ESCAPES.get(letter, letter) for letter in text) + '"'


def spelled(words: Sequence[Word]) -> str:
    """Write words in a row."""
    return " ".join(quoted(word.text) if word.is_quoted else word.text for word in words)


def number(text: str) -> int | float | None:
    """Read a number, or None."""
    try:
        return int(text)
    except ValueError:
        pass
    try:
        return float(text)
    except ValueError:
        return None


def plain(word: Word) -> object | None:
    """Read one word without a type: a number or a truth. None where it is neither."""
    if word.is_quoted:
        return None
    if word.text in TRUE or word.text in FALSE:
        return word.text in TRUE
    return number(word.text)


def decode(words: Sequence[Word]) -> object | None:
    """Read the words after an attribute's name. None where they are only to be carried."""
    if not words:
        return None
    if words[0].text in ("-type", "-typ") and len(words) > 1:
        return decode_typed(words[1].text, words[2:])
    return plain(words[0]) if len(words) == 1 else None


def decode_typed(kind: str, words: Sequence[Word]) -> object | None:
    """Read a value that is written with its type."""
    if kind == "string":
        return words[0].text if len(words) == 1 else None
    if kind == "stringArray":
        return [word.text for word in words[1:]]
    read = [number(word.text) for word in words]
    if None in read:
        return None
    if kind in COMPOUNDS:
        return tuple(read) if len(read) == COMPOUNDS[kind] else None
    if kind == "matrix":
        return [float(each) for each in read if each is not None] if len(read) == 16 else None
    return list(read[1:]) if kind in ("Int32Array", "doubleArray") else None


def digits(value: object) -> str:
    """Write a number as short as it reads back the same."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return str(int(value)) if isinstance(value, int) else str(value)


def encode(kind: str, value: object) -> tuple[Word, ...]:
    """Write a value of an attribute of this kind."""
    if kind == "bool":
        return (Word("yes" if value else "no"),)
    if kind in NUMERIC:
        return (Word(digits(int(value) if kind in WHOLE and isinstance(value, int | float) else value)),)
    if kind in COMPOUNDS and isinstance(value, tuple | list):
        return (Word("-type"), Word(kind, is_quoted=True), *(Word(digits(each)) for each in value))
    return encode_unknown(value)


def encode_unknown(value: object) -> tuple[Word, ...]:
    """Write a value by what it is, where its attribute's kind says nothing."""
    if isinstance(value, bool):
        return (Word("yes" if value else "no"),)
    if isinstance(value, int | float):
        return (Word(digits(value)),)
    if isinstance(value, str):
        return (Word("-type"), Word("string", is_quoted=True), Word(value, is_quoted=True))
    assert isinstance(value, list | tuple), f"{value!r} cannot be written"
    if all(isinstance(each, str) for each in value):
        named = tuple(Word(str(each), is_quoted=True) for each in value)
        return (Word("-type"), Word("stringArray", is_quoted=True), Word(str(len(value))), *named)
    if len(value) == 16:
        return (Word("-type"), Word("matrix", is_quoted=True), *(Word(digits(each)) for each in value))
    if len(value) in (2, 3, 4) and isinstance(value, tuple):
        return (Word("-type"), Word(f"double{len(value)}", is_quoted=True), *(Word(digits(each)) for each in value))
    numbers = tuple(Word(digits(each)) for each in value)
    kind = "Int32Array" if all(isinstance(each, int) for each in value) else "doubleArray"
    return (Word("-type"), Word(kind, is_quoted=True), Word(str(len(value))), *numbers)
