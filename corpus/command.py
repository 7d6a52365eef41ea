"""How this folder calls the product's command line: as its own process, whether or not `duban` is installed."""

from __future__ import annotations

import sys

DUBAN = (sys.executable, "-c", "from taskgraph.cli import main; main(prog_name='duban')")
