"""Runs the command line: `python -m linestop.game` does what `linestop` does."""

from .cli.main import main

main(prog_name="linestop")
