"""Named questions and typed answers."""
