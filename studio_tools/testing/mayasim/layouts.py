"""UVs of a mesh: the points of each set and which of them a face has, as a file writes them or a primitive is made.

Not here: the form itself (`topology`), what a command answers (`commands.surfaces`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from studio_tools.testing.mayasim.encoding import number
from studio_tools.testing.mayasim.model import Node, Word

Place = tuple[float, float]
NEAR = 1e-6
MAP = "map1"
CUBE_PLACES = (
    (0.375, 0.0), (0.625, 0.0), (0.375, 0.25), (0.625, 0.25), (0.375, 0.5), (0.625, 0.5), (0.375, 0.75),
    (0.625, 0.75), (0.375, 1.0), (0.625, 1.0), (0.875, 0.0), (0.875, 0.25), (0.125, 0.0), (0.125, 0.25),
)  # fmt: skip
CUBE_CORNERS = ((0, 1, 3, 2), (2, 3, 5, 4), (4, 5, 7, 6), (6, 7, 9, 8), (1, 10, 11, 3), (12, 0, 2, 13))


@dataclass(frozen=True, slots=True)
class Layout:
    """One UV set: its points, and for each face those of its corners; none for a face that has none."""

    name: str
    places: tuple[Place, ...]
    corners: tuple[tuple[int, ...], ...] = ()

    def shells(self) -> list[int]:
        """Which shell each point belongs to, counted from 0 in the order of their first points."""
        above = list(range(len(self.places)))

        def top(at: int) -> int:
            while above[at] != at:
                at = above[at]
            return at

        for face in self.corners:
            for one, two in pairwise(face):
                above[max(top(one), top(two))] = min(top(one), top(two))
        order = {each: at for at, each in enumerate(dict.fromkeys(top(at) for at in range(len(above))))}
        return [order[top(at)] for at in range(len(above))]

    def overlapping(self) -> list[int]:
        """The faces that lie over another one."""
        corners = enumerate(self.corners)
        pieces = [(at, each) for at, face in corners for each in triangles([self.places[one] for one in face])]
        pieces.sort(key=lambda piece: min(piece[1]))
        found: set[int] = set()
        for place, (one, left) in enumerate(pieces):
            end = max(u for u, _ in left) - NEAR
            beside = takewhile(lambda piece: min(piece[1])[0] < end, pieces[place + 1 :])  # noqa: B023 - used at once
            for two, right in beside:
                if one != two and _overlap(left, right):
                    found |= {one, two}
        return sorted(found)


def triangles(face: Sequence[Place]) -> list[Sequence[Place]]:
    """A face cut into triangles, corner by corner; what has no area is left out."""
    left = list(face) if sum(_turn(face[0], *pair) for pair in pairwise(face[1:])) >= 0 else list(reversed(face))
    found: list[Sequence[Place]] = []
    while len(left) > 2:
        at = next((each for each in range(len(left)) if _is_ear(left, each)), 0)
        ear = (left[at - 1], left[at], left[(at + 1) % len(left)])
        if _turn(*ear) > NEAR:
            found.append(ear)
        del left[at]
    return found


def _is_ear(face: Sequence[Place], at: int) -> bool:
    before, here, after = face[at - 1], face[at], face[(at + 1) % len(face)]
    if _turn(before, here, after) <= 0:
        return False
    others = (each for each in face if each not in (before, here, after))
    sides = ((before, here), (here, after), (after, before))
    return not any(all(_turn(one, two, each) >= 0 for one, two in sides) for each in others)


def _turn(one: Place, two: Place, three: Place) -> float:
    """How much the way over three places turns to the left."""
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _overlap(one: Sequence[Place], two: Sequence[Place]) -> bool:
    """Whether two triangles share more than an edge."""
    for first, second in (*_sides(one), *_sides(two)):
        across = (first[1] - second[1], second[0] - first[0])
        low, high = _shadow(one, across), _shadow(two, across)
        if min(low[1], high[1]) - max(low[0], high[0]) <= NEAR:
            return False
    return True


def _sides(face: Sequence[Place]) -> Iterator[tuple[Place, Place]]:
    return zip(face, (*face[1:], face[0]), strict=True)


def _shadow(face: Sequence[Place], across: Place) -> tuple[float, float]:
    along = [place[0] * across[0] + place[1] * across[1] for place in face]
    return min(along), max(along)


def written(shape: Node, faces: int) -> Iterator[Layout]:
    """The sets that a file wrote of a mesh with so many faces, in their order."""
    corners = _corners(shape)
    for at, (stem, name) in enumerate(_named(shape)):
        found = [corners[face].get(at, ()) for face in range(faces)] if len(corners) == faces else []
        yield Layout(name, _places(shape, stem), tuple(found))


def _named(shape: Node) -> list[tuple[str, str]]:
    found = []
    for path, plug in shape.plugs.items():
        stem, _, last = path.rpartition(".")
        if stem.startswith("uvSet[") and last == "uvSetName":
            found.append((stem, str(plug.value)))
    return found


def _places(shape: Node, stem: str) -> tuple[Place, ...]:
    words = [word for path, plug in shape.plugs.items() if path.startswith(f"{stem}.uvSetPoints")
             for word in plug.written or ()]  # fmt: skip
    values = [value for word in words if word != Word("-type") and (value := number(word.text)) is not None]
    return tuple(zip(values[::2], values[1::2], strict=True))


def _corners(shape: Node) -> list[dict[int, tuple[int, ...]]]:
    """For each face, the points of its corners by the number of the set: `f 4 … mu 0 4 15 0 1 2`."""
    found: list[dict[int, tuple[int, ...]]] = []
    paths = sorted((int(path[5:].partition("]")[0].partition(":")[0]), path) for path in shape.plugs
                   if path.startswith("face["))  # fmt: skip
    words = [word.text for _, path in paths for word in shape.plugs[path].written or ()]
    for at, word in enumerate(words):
        if word == "f":
            found.append({})
        elif word == "mu" and found:
            count = int(words[at + 2])
            found[-1][int(words[at + 1])] = tuple(map(int, words[at + 3 : at + 3 + count]))
    return found


def cube() -> Layout:
    """A cross of six squares."""
    return Layout(MAP, CUBE_PLACES, CUBE_CORNERS)


def plane(side: int, faces: tuple[tuple[int, ...], ...]) -> Layout:
    """Squares in rows, with the plane's own corners."""
    places = tuple((x / (side - 1), z / (side - 1)) for z in range(side) for x in range(side))
    return Layout(MAP, places, faces)


def sphere(side: int) -> Layout:
    """Rows of squares, with a row of triangles below and above."""
    row, rows = side + 1, side - 1
    places = [(x / side, (ring + 1) / side) for ring in range(rows) for x in range(row)]
    low, high = len(places), len(places) + side
    places += [((x + 0.5) / side, v) for v in (0.0, 1.0) for x in range(side)]
    corners: list[tuple[int, ...]] = []
    for ring in range(rows - 1):
        starts = [ring * row + x for x in range(side)]
        corners += [(at, at + 1, at + 1 + row, at + row) for at in starts]
    top = (rows - 1) * row
    corners += [(x + 1, x, low + x) for x in range(side)]
    corners += [(top + x, top + x + 1, high + x) for x in range(side)]
    return Layout(MAP, tuple(places), tuple(corners))
