"""Where transforms stand: their own numbers, and matrices of themselves and in the world. Rows, as Maya writes them."""

from __future__ import annotations

from math import cos, radians, sin

from studio_tools.testing.mayasim import plugs
from studio_tools.testing.mayasim.model import Node
from studio_tools.testing.mayasim.refusals import NotSimulated
from studio_tools.testing.mayasim.session import Session

Matrix = list[list[float]]
PLAIN = (
    "rotateOrder",
    "rotatePivot",
    "scalePivot",
    "rotatePivotTranslate",
    "scalePivotTranslate",
    "shear",
    "rotateAxis",
)
"""What must be as it begins, for a matrix to be reckoned here."""


def numbers(session: Session, node: Node, stem: str) -> list[float]:
    """Three numbers of a transform."""
    found = plugs.get(session.schema(), session.scene, node, stem)
    assert isinstance(found, tuple)
    return [float(each) for each in found]


def matrix(session: Session, node: Node, *, is_world: bool) -> list[float]:
    """A transform's matrix, of itself or in the world."""
    line = list(node.line()) if is_world else [node]
    made = own(session, line[0])
    for above in line[1:]:
        made = product(made, own(session, above))
    return [value for row in made for value in row]


def own(session: Session, node: Node) -> Matrix:
    """What a transform does to what is below it. Raises NotSimulated where more than place, turn and size do."""
    for name in PLAIN:
        value = plugs.get(session.schema(), session.scene, node, name)
        if any(value) if isinstance(value, tuple) else value:
            raise NotSimulated(f"the matrix of {node.name}, whose {name} is set")
    size, turn = numbers(session, node, "scale"), [radians(each) for each in numbers(session, node, "rotate")]
    scaled = [[size[row] if row == column else 0.0 for column in range(4)] for row in range(3)]
    made: Matrix = [*scaled, [0.0, 0.0, 0.0, 1.0]]
    for axis, angle in enumerate(turn):
        made = product(made, turned(axis, angle))
    made[3][:3] = numbers(session, node, "translate")
    return made


def turned(axis: int, angle: float) -> Matrix:
    """A turn about one axis."""
    made = [[1.0 if row == column else 0.0 for column in range(4)] for row in range(4)]
    one, two = (axis + 1) % 3, (axis + 2) % 3
    made[one][one] = made[two][two] = cos(angle)
    made[one][two], made[two][one] = sin(angle), -sin(angle)
    return made


def product(one: Matrix, two: Matrix) -> Matrix:
    """One after the other."""
    return [[sum(one[row][at] * two[at][column] for at in range(4)) for column in range(4)] for row in range(4)]
