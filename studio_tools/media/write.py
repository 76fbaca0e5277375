"""Writing one EXR frame. For the demo and for tests: studios render their own.

The file is written beside its place and renamed, so that nobody meets half a frame.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from studio_tools.errors import MediaError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


def write_exr(path: Path, image: NDArray[np.float32]) -> None:
    """Write (height, width, 3) values as a half-float RGB EXR with ZIP compression. Raises MediaError."""
    try:
        import numpy as np
        import OpenEXR
    except ImportError as absent:
        raise MediaError(
            "EXR frames cannot be written by this Python", hint="Install it: pip install 'studio-tools[media]'."
        ) from absent
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    part = path.with_name(f".{path.name}.part")
    try:
        with OpenEXR.File(header, {"RGB": np.ascontiguousarray(image, dtype=np.float16)}) as file:
            file.write(str(part))
        part.replace(path)
    except (OSError, RuntimeError) as cause:
        raise MediaError(f"could not write {path}: {cause}") from cause
