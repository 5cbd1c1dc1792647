"""The front door: open a graph; ask, draw, check and export it."""
