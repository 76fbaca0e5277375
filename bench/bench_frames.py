"""Sequences beside fileseq: grouping 100 000 names, scanning a folder, and arithmetic on ranges.

Medians of several rounds, each peer in turn within every round, so that a busy machine disturbs both alike.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter

import fileseq

sys.path.insert(0, str(Path(__file__).parents[1]))

from studio_tools.frames import FrameRange, group, scan

ROUNDS = 5


def milliseconds(call: Callable[[], object]) -> float:
    start = perf_counter()
    call()
    return (perf_counter() - start) * 1e3


def names(sequences: int, frames: int) -> list[str]:
    made = [f"sh{at:04}_beauty_v003.{frame:04}.exr" for at in range(sequences) for frame in range(1001, 1001 + frames)]
    random.Random(1).shuffle(made)
    return made


def fileseq_group(some: list[str]) -> list[object]:
    return list(fileseq.FileSequence.yield_sequences_in_list(some))


def main() -> None:
    print(f"{'':<44}{'ours ms':>10}{'fileseq ms':>12}{'ratio':>8}")
    hundred, one = names(100, 1_000), names(1, 100_000)
    assert len(group(hundred).sequences) == len(fileseq_group(hundred)) == 100
    report("group 100 000 names, 100 sequences", lambda: group(hundred), lambda: fileseq_group(hundred))
    report("group 100 000 names, one sequence", lambda: group(one), lambda: fileseq_group(one))
    with tempfile.TemporaryDirectory() as folder:
        for name in names(10, 1_000):
            Path(folder, name).touch()
        theirs = fileseq.FileSequence.findSequencesOnDisk
        report("scan a folder of 10 000 files", lambda: scan(folder), lambda: theirs(folder))
        print(f"{'the same with the size of each file':<44}{milliseconds(lambda: scan(folder, sizes=True)):>10.2f}")
    text = "1001-1100x2,1105,1200-1300"
    report("parse a range, 1 000 times", lambda: many(FrameRange.parse, text), lambda: many(fileseq.FrameSet, text))
    wide = FrameRange.span(1, 1_000_000)
    spent = milliseconds(lambda: (wide - FrameRange.of([5, 9, 77])).holes())
    print(f"{'holes of a million frames less three':<44}{spent:>10.3f}")


def many(call: Callable[[str], object], text: str) -> None:
    for _ in range(1_000):
        call(text)


def report(what: str, ours: Callable[[], object], theirs: Callable[[], object]) -> None:
    pairs = [(milliseconds(ours), milliseconds(theirs)) for _ in range(ROUNDS)]
    mine, other = median(one for one, _ in pairs), median(two for _, two in pairs)
    print(f"{what:<44}{mine:>10.2f}{other:>12.2f}{median(two / one for one, two in pairs):>7.1f}x")


if __name__ == "__main__":
    main()
