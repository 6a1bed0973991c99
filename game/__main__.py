"""`python -m linestop.game` is `linestop`."""

from .cli import main

main(prog_name="linestop")
