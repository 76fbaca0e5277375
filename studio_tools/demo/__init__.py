"""The demo: a small show that is made, published to, broken, mended and verified, with real files all the way.

It uses `Studio` as any face does; nothing here is known to the rest of the house.
"""

from __future__ import annotations

from studio_tools.demo.play import Account, play
from studio_tools.demo.stage import Narrator

__all__ = ["Account", "Narrator", "play"]
