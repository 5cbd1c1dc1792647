"""Benchmarks: every speed is a ratio to a named peer, measured in one run."""
