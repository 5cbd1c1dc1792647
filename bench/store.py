"""Tables to quads to a store on disk, and selective questions there, against pyoxigraph itself and rdflib."""

from __future__ import annotations

import io
import time
from pathlib import Path
from typing import Any

from bench import official
from bench.timing import Ratio, alone, in_turns, short, size
from sojourn.queries.named import bind, load

SIZES = (10**4, 10**5, 10**6)
PATIENCE = 60.0
"""How long rdflib may take for one thing [s]."""

_PREFIXES = (
    "PREFIX sj: <https://w3id.org/sojourn/ns#> PREFIX place: <https://w3id.org/sojourn/id/place/> "
    "PREFIX population: <https://w3id.org/sojourn/id/population/> "
)
SELECTIVE = {
    "one corridor": "SELECT ?a ?low ?source { ?a sj:origin place:%(origin)s ; sj:destination place:%(destination)s ; "
    "sj:low ?low ; sj:source ?source }",
    "one population": "SELECT ?place ?low ?year { ?a sj:population population:born-in-%(origin)s ; sj:place ?place ; "
    "sj:low ?low ; sj:startYear ?year }",
    "one place and year": "SELECT ?who ?low { ?a sj:place place:%(destination)s ; sj:startYear 2015 ; "
    "sj:population ?who ; sj:low ?low }",
    "evidence of a place": "SELECT ?a ?locator { ?a sj:place place:%(destination)s ; sj:evidence ?e . "
    "?e sj:locator ?locator }",
}
"""Questions that touch few assertions, whatever the size of the store."""
NAMED = {
    "corridor": ("origin", "destination"),
    "time-series": ("origin", "place"),
}
"""Named questions that do, and which ends of the corridor they ask for."""
CORRIDOR = "SELECT ?origin ?destination { ?a sj:origin ?origin ; sj:destination ?destination } LIMIT 1"


def corridor(store: Any) -> dict[str, str]:
    """A corridor of which the store holds flows: the keys of its ends."""
    found = next(iter(store.query(_PREFIXES + CORRIDOR)))
    return {name: found[name].value.rpartition("/")[2] for name in ("origin", "destination")}


def lines(folder: Path) -> list[Ratio]:
    """All of it."""
    made = [to_quads(folder, assertions) for assertions in SIZES[:-1]]
    made += [whole(folder, assertions) for assertions in SIZES]
    for assertions in SIZES:
        made += selective(folder, assertions)
    made += named(folder, SIZES[-1])
    made += in_rdflib(folder, SIZES[0])
    return made


def to_quads(folder: Path, assertions: int) -> Ratio:
    """The text of the quads, made from columns, against the bulk load of that text to disk; chunk by chunk in turns."""
    found = alone("bench.store:chunk_by_chunk", folder, assertions)
    reading, writing, loading, quads = found.result
    return Ratio(
        f"{size(assertions)} rows in columns to {quads:,} quads",
        f"{short(writing)}, {quads / writing / 1e6:.2f} M quads / s (reading the CSV before: {short(reading)})",
        f"`bulk_load` of them to disk {short(loading)}, {quads / loading / 1e3:.0f} k quads / s",
        f"{writing / loading:.2f} ×",
        "≤ 0.1 ×",
    )


def chunk_by_chunk(folder: str, assertions: int) -> tuple[float, float, float, int]:
    """Seconds for reading the files, for writing quads and for loading them, and how many there are."""
    import shutil

    import pyoxigraph as ox

    from sojourn.columns.quads import quad_chunks
    from sojourn.importers.registered import importer

    target = Path(folder) / f"raw-{assertions}"
    store = ox.Store(str(target))
    reading = writing = loading = 0.0
    quads = 0
    for table in official.tables(Path(folder), assertions):
        begun = time.perf_counter()
        for imported in importer(table.importer).read(table.path, table.options):
            now = time.perf_counter()
            reading += now - begun
            for chunk in quad_chunks(imported.connection, imported.table, imported.periods):
                made = time.perf_counter()
                store.bulk_load(input=io.BytesIO(chunk.lines), format=ox.RdfFormat.N_QUADS)
                writing, loading, now = writing + made - now, loading + time.perf_counter() - made, time.perf_counter()
                quads += chunk.quads
            begun = time.perf_counter()
    del store
    shutil.rmtree(target)
    return reading, writing, loading, quads


def whole(folder: Path, assertions: int) -> Ratio:
    """`sojourn import` from files to a finished generation."""
    run = alone("bench.store:build", folder, assertions, limit=3000)
    path, count, quads, seconds, disk = run.result
    official.adopt(folder, assertions, official.Built(Path(path), count, quads, seconds, disk))
    return Ratio(
        f"`sojourn import` of files of {size(assertions)} assertions, {quads:,} quads",
        f"{short(seconds)}, {count / seconds:,.0f} assertions / s, {run.peak / 2**30:.1f} GB, "
        f"{disk / 2**20:,.0f} MB on disk",
        "–",
        "–",
        "≤ 1 GB of memory",
    )


def build(folder: str, assertions: int) -> tuple[str, int, int, float, int]:
    """Makes a store, in a process of its own."""
    path, count, quads, seconds, disk = official.built(Path(folder), assertions)
    return str(path), count, quads, seconds, disk


def selective(folder: Path, assertions: int) -> list[Ratio]:
    """`Graph.query`'s way (guard, bindings) against ``pyoxigraph.Store.query`` on the same store, rows drained."""
    from sojourn.stores.reading import open_store

    store = open_store(official.built(folder, assertions).path)
    inner: Any = store._inner
    made = []
    for name, text in SELECTIVE.items():
        query = _PREFIXES + text % corridor(store)
        taken = in_turns(
            {
                "ours": lambda query=query: _drained(store.query(query)),  # type: ignore[misc]  # bound in the loop
                "raw": lambda query=query: _drained(inner.query(query, use_default_graph_as_union=True)),  # type: ignore[misc]  # as above
            },
            rounds=15,
        )
        made.append(
            Ratio(
                f"SPARQL on disk, {size(assertions)}: {name}",
                short(taken["ours"]),
                f"pyoxigraph itself {short(taken['raw'])}",
                f"{taken['ours'] / taken['raw']:.2f} ×",
                "≤ 1.1 ×" if assertions == 10**6 else "–",
            )
        )
    return made


def named(folder: Path, assertions: int) -> list[Ratio]:
    """Named questions with names as people type them and typed rows, against pyoxigraph with the terms at hand."""
    from sojourn.queries.engines import answered
    from sojourn.stores.reading import open_store
    from sojourn.stores.remote.binding import bound

    store = open_store(official.built(folder, assertions).path)
    inner: Any = store._inner
    made = []
    ends = corridor(store)
    for name, (first, second) in NAMED.items():
        query, parameters = load(name), {first: ends["origin"], second: ends["destination"]}
        text = bound(query.text, bind(store, query, parameters))
        taken = in_turns(
            {
                "ours": lambda name=name, parameters=parameters: answered(
                    store, load(name), parameters, engine="sparql"
                ),  # type: ignore[misc]  # bound in the loop
                "raw": lambda text=text: _drained(inner.query(text, use_default_graph_as_union=True)),  # type: ignore[misc]  # as above
            },
            rounds=7,
        )
        made.append(
            Ratio(
                f"`ask {name}` at {size(assertions)}: names resolved, rows typed",
                short(taken["ours"]),
                f"the same SPARQL in pyoxigraph itself {short(taken['raw'])}",
                f"{taken['ours'] / taken['raw']:.2f} ×",
                "–",
            )
        )
    return made


def in_rdflib(folder: Path, assertions: int) -> list[Ratio]:
    """Loading and asking in rdflib, as long as one cares to wait."""
    from sojourn.stores.reading import open_store

    store = open_store(official.built(folder, assertions).path)
    file = folder / f"all-{assertions}.nq"
    with file.open("wb") as target:
        store._inner.dump(target, format=_nquads())
    ours = alone("bench.store:memory", str(file), limit=PATIENCE)
    theirs = alone("bench.store:rdflib_memory", str(file), limit=PATIENCE)
    loaded, asked = theirs.result or (None, None)
    return [
        Ratio(
            f"N-Quads of {size(assertions)} assertions into memory",
            f"{short(ours.result[0])}, {ours.peak / 2**30:.1f} GB",
            f"rdflib {short(loaded) if loaded else f'over {PATIENCE:.0f} s'}, {theirs.peak / 2**30:.1f} GB",
            f"{'' if loaded else '< '}{ours.result[0] / (loaded or PATIENCE):.3f} ×",
            "–",
        ),
        Ratio(
            f"SPARQL in memory, {size(assertions)}: one population",
            short(ours.result[1]),
            f"rdflib {short(asked) if asked else 'not reached'}",
            f"{ours.result[1] / asked:.3f} ×" if asked else "–",
            "–",
        ),
    ]


def memory(file: str) -> tuple[float, float]:
    """Seconds to load N-Quads into an embedded store in memory, and for one question."""
    import pyoxigraph as ox

    from sojourn.stores.embedded import EmbeddedStore

    start = time.perf_counter()
    inner = ox.Store()
    inner.bulk_load(path=file, format=_nquads())
    loaded = time.perf_counter() - start
    store = EmbeddedStore(inner)
    query = _PREFIXES + SELECTIVE["one population"] % corridor(store)
    taken = in_turns({"": lambda: _drained(store.query(query))}, rounds=5)
    return loaded, taken[""]


def rdflib_memory(file: str) -> tuple[float, float]:
    """The same in rdflib."""
    import warnings

    import rdflib

    warnings.simplefilter("ignore")
    start = time.perf_counter()
    graph = rdflib.Dataset(default_union=True)
    graph.parse(file, format="nquads")
    loaded = time.perf_counter() - start
    ends = next(iter(graph.query(_PREFIXES + CORRIDOR)))
    keys = {"origin": str(ends[0]).rpartition("/")[2], "destination": str(ends[1]).rpartition("/")[2]}  # type: ignore[index]  # rdflib types rows loosely
    query = _PREFIXES + SELECTIVE["one population"] % keys
    taken = in_turns({"": lambda: list(graph.query(query))}, rounds=3)
    return loaded, taken[""]


def _nquads() -> Any:
    import pyoxigraph as ox

    return ox.RdfFormat.N_QUADS


def _drained(solutions: Any) -> int:
    return sum(1 for _ in solutions)
