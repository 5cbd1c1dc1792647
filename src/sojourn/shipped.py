"""Where the files that travel with the package lie: the ontology and the seed studies.

In a wheel they stand inside the package; in a checkout, at the top level. The folders are paths that are made when they
are first asked for: a cold ``sojourn query`` gets by with names, and so without :mod:`pathlib`.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    from pathlib import Path

    ONTOLOGY: Path
    GRAPHS: Path
    REGISTRY: Path

_PACKAGE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - see above
_INSTALLED = os.path.join(_PACKAGE, "shipped")  # noqa: PTH118 - see above
_ROOT = _INSTALLED if os.path.isdir(_INSTALLED) else os.path.join(_PACKAGE, "..", "..")  # noqa: PTH112, PTH118 - see above
_FOLDERS = {"ONTOLOGY": "ontology", "GRAPHS": "graphs", "REGISTRY": "graphs/registry"}


def __getattr__(name: str) -> Path:
    """The folders ``ONTOLOGY``, ``GRAPHS`` and ``REGISTRY``."""
    if name not in _FOLDERS:
        raise AttributeError(f"module 'sojourn.shipped' has no attribute {name!r}")
    from pathlib import Path

    return Path(_ROOT).resolve() / _FOLDERS[name]


def studies() -> list[Path]:
    """The folders of the shipped studies, in the order of their names."""
    folder = __getattr__("GRAPHS")
    return [folder / name for name in _study_names()]


def graph_files() -> list[Path]:
    """The TriG files that make up the shipped graph: the registry and one per study."""
    from pathlib import Path

    return [Path(name).resolve() for name in graph_file_names()]


def graph_file_names() -> list[str]:
    """The names of the TriG files that make up the shipped graph."""
    return [_file("graphs", "registry", "registry.trig"), *(_file("graphs", n, f"{n}.trig") for n in _study_names())]


def ontology_file_names() -> list[str]:
    """The names of the Turtle files of the ontology that every graph holds."""
    return [_file("ontology", name) for name in ("sojourn.ttl", "professions.ttl")]


def _file(*parts: str) -> str:
    return os.path.join(_ROOT, *parts)  # noqa: PTH118 - see above


def _study_names() -> list[str]:
    names = os.listdir(_file("graphs"))  # noqa: PTH208 - see above
    return sorted(name for name in names if os.path.isfile(_file("graphs", name, "claims.csv")))  # noqa: PTH113 - see above
