"""How a server is started whose cards are over few years, and how long they may take."""

from __future__ import annotations

import sys
from pathlib import Path

FEW_WORLDS = (sys.executable, str(Path(__file__).with_name("few_worlds.py")), "serve")
WORKED_OUT = 300_000
"""Milliseconds that the work may take on a busy machine."""
