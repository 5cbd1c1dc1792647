"""Processes that do what strangers ask for: confined, limited, killed at the deadline and replaced."""
