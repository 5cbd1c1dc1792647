"""The licences of the query editor: of YASQE, and of the packages whose code is in its files.

Only the standard library is imported here: the build of the wheel reads this file by its path.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

FILES = {"yasqe.min.js": "text/javascript", "yasqe.min.css": "text/css"}
"""The files of YASQE that the page loads, and their media types."""

BUILD = Path("@zazuko", "yasqe", "build")
"""Where they are among installed packages."""

LICENCES = "licences.txt"
"""The file of licences beside them in a wheel."""

_BUNDLED = (
    *("@zazuko/yasqe", "@zazuko/yasgui-utils", "codemirror", "lodash-es", "store", "dompurify"),
    *("query-string", "decode-uri-component", "split-on-first", "strict-uri-encode", "filter-obj"),
)
_RULE = "\n" + "-" * 72 + "\n\n"


def notices(modules: Path) -> str:
    """The licences, from an installation of the packages.

    Args:
        modules: A ``node_modules`` folder.
    """
    parts = ["The query editor is YASQE, with the packages below in its files. All are used unchanged.\n"]
    for name in _BUNDLED:
        package = modules / name
        if not (package / "package.json").is_file():
            continue
        about: dict[str, Any] = json.loads((package / "package.json").read_text(encoding="utf-8"))
        texts = [path for path in sorted(package.iterdir()) if path.name.lower().startswith(("license", "licence"))]
        told = [path.read_text(encoding="utf-8").strip() for path in texts if path.is_file()]
        lines = [
            f"{name} {about.get('version', '')}",
            f"Author: {_author(about)}",
            f"Licence: {about.get('license', '')}",
        ]
        parts.append("\n".join([*lines, "", *told]).rstrip() + "\n")
    return _RULE.join(parts)


def _author(about: dict[str, Any]) -> str:
    author = about.get("author", "")
    return str(author.get("name", "")) if isinstance(author, dict) else str(author)
