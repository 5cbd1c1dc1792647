"""Assertions and entities as quads, and back."""
