"""sojourn: who moved where, how many, when, and who says so."""

__version__ = "0.1.0"
