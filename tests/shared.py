"""Where the tables and texts lie that nobody here wrote, and that are never in the project."""

from __future__ import annotations

import os
from pathlib import Path

SHARED = Path(os.environ.get("SOJOURN_SHARED") or Path(__file__).parent.parent.parent / "shared")
"""The folder that ``SOJOURN_SHARED`` names, or ``shared`` beside the checkout."""
