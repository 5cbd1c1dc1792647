"""Where the files that travel with the package lie: the ontology and the seed studies.

In a wheel they stand inside the package; in a checkout, at the top level.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent
_INSTALLED = _PACKAGE / "shipped"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent.parent

ONTOLOGY = _ROOT / "ontology"
GRAPHS = _ROOT / "graphs"
REGISTRY = GRAPHS / "registry"


def studies() -> list[Path]:
    """The folders of the shipped studies, in the order of their names."""
    return sorted(folder for folder in GRAPHS.iterdir() if (folder / "claims.csv").is_file())


def graph_files() -> list[Path]:
    """The TriG files that make up the shipped graph: the registry and one per study."""
    return [REGISTRY / "registry.trig", *(study / f"{study.name}.trig" for study in studies())]
