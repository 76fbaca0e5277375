"""`python -m studio_tools` is the `studio` command."""

from __future__ import annotations

from studio_tools.cli import main

if __name__ == "__main__":
    main()
