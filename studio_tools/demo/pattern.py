"""The demo's pictures: a slow gradient with a moving disc, and the frame number burnt in. Arithmetic only."""

from __future__ import annotations

import colorsys
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.float32]

WIDTH, HEIGHT = 320, 180

_DIGITS = {
    "0": "111101101101111",
    "1": "010110010010111",
    "2": "111001111100111",
    "3": "111001111001111",
    "4": "101101111001001",
    "5": "111100111001111",
    "6": "111100111101111",
    "7": "111001010010010",
    "8": "111101111101111",
    "9": "111101111001111",
    "-": "000000111000000",
}
_DOT = 6
"""The size of one dot of a digit, in pixels."""


def picture(frame: int, *, hue: float, through: float) -> Image:
    """One frame as (height, width, 3) floats. *hue* colours a shot; *through* runs from 0 to 1 over it."""
    import numpy as np

    across, down = np.meshgrid(np.linspace(0, 1, WIDTH), np.linspace(0, 1, HEIGHT))
    image = _gradient(across, down, hue)
    x, y = 0.1 + 0.8 * through, 0.5 - 0.25 * math.sin(through * math.pi)
    distance = np.hypot((across - x) * WIDTH / HEIGHT, down - y)
    image += np.exp(-((distance / 0.08) ** 2))[..., None] * np.array([1.6, 1.4, 1.0])
    burn(image, str(frame))
    return image.astype(np.float16).astype(np.float32)


def _gradient(across: NDArray[np.float64], down: NDArray[np.float64], hue: float) -> NDArray[np.float64]:
    import numpy as np

    near = np.array(colorsys.hsv_to_rgb(hue, 0.6, 0.55))
    far = np.array(colorsys.hsv_to_rgb((hue + 0.12) % 1, 0.8, 0.12))
    mixed = (0.35 * across + 0.65 * down)[..., None]
    gradient: NDArray[np.float64] = near * (1 - mixed) + far * mixed
    return gradient


def burn(image: NDArray[np.float64], text: str) -> None:
    """Write *text* (digits and minus) into the lower left corner of an image, white on a darker field."""
    import numpy as np

    top, left = HEIGHT - 7 * _DOT, 2 * _DOT
    image[top - _DOT : top + 6 * _DOT, left - _DOT : left + 4 * _DOT * len(text)] *= 0.25
    for place, sign in enumerate(text):
        dots = np.array([int(dot) for dot in _DIGITS[sign]]).reshape(5, 3)
        mask = np.kron(dots, np.ones((_DOT, _DOT))) > 0
        start = left + 4 * _DOT * place
        image[top : top + 5 * _DOT, start : start + 3 * _DOT][mask] = 0.9
