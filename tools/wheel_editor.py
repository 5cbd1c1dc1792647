"""Puts the query editor into wheel and source archive where ``npm ci`` was run; elsewhere they are built without it.

Hatchling calls this. The files of YASQE are never committed: they come from ``node_modules``, pinned by digest in
``package-lock.json``. A wheel without them shows a plain field in place of the editor.
"""

from __future__ import annotations

import importlib.util
import tempfile
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

_INSIDE = {"wheel": "sojourn/server/assets/editor", "sdist": "src/sojourn/server/assets/editor"}


class EditorHook(BuildHookInterface[Any]):
    """Adds the files of the editor and their licences to what is built."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Before a build: names the files to add; nothing for an editable install, which reads ``node_modules``."""
        root = Path(self.root)
        if version != "editable" and self.target_name in _INSIDE:
            build_data["force_include"].update(editor_files(root, _INSIDE[self.target_name]))


def editor_files(root: Path, inside: str) -> dict[str, str]:
    """Which file goes where; empty without ``node_modules``.

    Args:
        root: The checkout.
        inside: Folder of the editor in what is built.
    """
    licences = _licences(root)
    modules = root / "node_modules"
    files = [modules / licences.BUILD / name for name in licences.FILES]
    if not all(file.is_file() for file in files):
        return {}
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt", delete=False) as told:
        told.write(licences.notices(modules))
    return {**{str(file): f"{inside}/{file.name}" for file in files}, told.name: f"{inside}/{licences.LICENCES}"}


def _licences(root: Path) -> ModuleType:
    """The module that knows the files, read by its path: what it lies among is not installed while a wheel is built."""
    file = root / "src" / "sojourn" / "server" / "editor_licences.py"
    found = importlib.util.spec_from_file_location("editor_licences", file)
    assert found is not None and found.loader is not None  # noqa: S101, PT018 - the path ends in .py
    module = importlib.util.module_from_spec(found)
    found.loader.exec_module(module)
    return module
