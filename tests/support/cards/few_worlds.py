"""`linestop` with cards over few years, so that a test has one within seconds.

The first answer to who asks for a card's numbers comes before the work can be done: a page always shows that
it waits. Started as a program of its own.
"""

from __future__ import annotations

from linestop.game.cli.main import main
from linestop.game.compute import long_work
from linestop.game.server import scenario_studies

scenario_studies.WORLDS = 2
long_work.PATIENCE_SECONDS = 0.05

# What plays worlds is a process that imports this file, too.
if __name__ == "__main__":
    main()
