"""Where quads live and answer: the embedded store."""
