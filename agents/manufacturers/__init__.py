"""Manufacturers: stances and policies that choose them, forecasts, base-stock levels, sourcing, cash."""
