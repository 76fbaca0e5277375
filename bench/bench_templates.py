"""Templates beside Lucidity, on one path of seven fields; and how long loading all settings takes.

tk-core cannot be installed beside us; its numbers (26.6 us to parse, 11.5 us to format such a path) are cited.
Medians of several rounds, each peer in turn within every round, so that a busy machine disturbs both alike.
"""

from __future__ import annotations

import re
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import lucidity

sys.path.insert(0, str(Path(__file__).parents[1]))

from studio_tools.config import load, write_home
from studio_tools.templates import Field, Template

ROUNDS, TIMES = 15, 5_000
TEXT = "{project}/sequences/{sequence}/{entity}/publish/{kind}/{variant}/v{version:03}/beauty.{ext}"
WORD = "[A-Za-z0-9][A-Za-z0-9_-]*"
TK_PARSE, TK_FORMAT = 26.6, 11.5


def microseconds(call: Callable[[], object], times: int = TIMES) -> float:
    start = perf_counter()
    for _ in range(times):
        call()
    return (perf_counter() - start) / times * 1e6


def main() -> None:
    names = ("project", "sequence", "entity", "kind", "variant", "ext")
    fields = {name: Field(name=name, pattern=WORD) for name in names}
    ours = Template(TEXT, fields | {"version": Field(name="version", kind="number")})
    theirs = lucidity.Template("shot", re.sub(":03", "", TEXT))
    values = dict(zip(names, ("demo", "sq010", "sh0010", "render", "main", "exr"), strict=True))
    mine, other = values | {"version": 3}, values | {"version": "003"}
    path = ours.format(mine)
    assert path == theirs.format(other)
    assert ours.parse(path) == mine
    assert theirs.parse(path) == other

    print(f"{'seven fields':<16}{'ours us':>10}{'lucidity us':>13}{'ratio':>8}{'tk-core us (cited)':>20}{'ratio':>8}")
    report("parse", lambda: ours.parse(path), lambda: theirs.parse(path), TK_PARSE)
    report("format", lambda: ours.format(mine), lambda: theirs.format(other), TK_FORMAT)
    report_loading()


def report(what: str, ours: Callable[[], object], theirs: Callable[[], object], cited: float) -> None:
    pairs = [(microseconds(ours), microseconds(theirs)) for _ in range(ROUNDS)]
    mine, other = median(one for one, _ in pairs), median(two for _, two in pairs)
    ratio = median(two / one for one, two in pairs)
    print(f"{what:<16}{mine:>10.2f}{other:>13.2f}{ratio:>7.1f}x{cited:>20.1f}{cited / mine:>7.1f}x")


def report_loading() -> None:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        write_home(home, "demo")
        spent = median(microseconds(lambda: load(home, {}, "demo"), 1) for _ in range(21))
    print(f"loading all settings of a home and a project: {spent / 1000:.1f} ms (to hold: 15)")


if __name__ == "__main__":
    main()
