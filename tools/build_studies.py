"""Builds the TriG beside each shipped study, and that of the registry; ``--check`` only says which are stale."""

from __future__ import annotations

import sys

from sojourn import shipped
from sojourn.graph.building import registry_trig, studies_for, study_trig


def main(arguments: list[str]) -> int:
    """Writes what has changed; returns 1 with ``--check`` when something had."""
    fresh = {shipped.REGISTRY / "registry.trig": registry_trig()}
    for study in studies_for(shipped.studies()):
        fresh[study.folder / f"{study.name}.trig"] = study_trig(study)
    stale = [path for path, data in fresh.items() if not path.is_file() or path.read_bytes() != data]
    for path in stale:
        print(f"{'stale' if '--check' in arguments else 'wrote'}: {path.relative_to(shipped.GRAPHS.parent)}")
        if "--check" not in arguments:
            path.write_bytes(fresh[path])
    return 1 if stale and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
