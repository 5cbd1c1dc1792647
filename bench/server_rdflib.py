"""rdflib-endpoint with the shipped graph: ``python -m bench.server_rdflib PORT``."""

from __future__ import annotations

import sys

import rdflib
import uvicorn
from rdflib_endpoint import SparqlEndpoint

from sojourn import shipped


def main(port: int) -> None:
    """Serves until it is killed."""
    data = rdflib.Dataset(default_union=True)
    for file in shipped.graph_files():
        data.parse(str(file), format="trig")
    uvicorn.run(
        SparqlEndpoint(graph=data, path="/sparql"), host="127.0.0.1", port=port, log_level="critical", backlog=4_096
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
