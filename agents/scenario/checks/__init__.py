"""Checks of a scenario file: its types and ranges, then what its values say of each other."""
