# Blender's vectors, as far as the house meets them.
from typing import Any

Vector: Any
