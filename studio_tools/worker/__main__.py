"""`python -m studio_tools.worker ORDER [--status FOLDER]` carries one order out."""

from __future__ import annotations

import os
import sys

from studio_tools.worker.process import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
