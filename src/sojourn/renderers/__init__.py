"""The room renderers."""
