"""`python -m linestop.game` is `linestop`."""

from .cli.main import main

main(prog_name="linestop")
