"""The scenario file: its format as types, the checks that it must pass, translations. Values alone."""
