"""The command line: one module for each command; `main.py` finds them by name."""
