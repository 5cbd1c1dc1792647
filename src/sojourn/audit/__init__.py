"""The room audit."""
