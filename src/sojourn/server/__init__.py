"""The graph over HTTP: SPARQL, pages to read, and ways in for other tools."""
