"""The same questions at one size after another, by each engine: what docs/how-to/outgrow-one-machine.md rests on."""

from __future__ import annotations

import os
import time
from pathlib import Path

from bench import official
from bench.timing import Ratio, alone, short, size

PAGE = Path(__file__).parent.parent / "docs" / "how-to" / "outgrow-one-machine.md"
"""The page that holds the table, between two marks."""
SIZES = (10**4, 10**5, 10**6, 10**7)
PATIENCE = 60.0
"""How long an engine may take for a question [s]."""


def lines(folder: Path) -> list[Ratio]:
    """One corridor, and all corridors rolled up, from a cold start by each engine."""
    made = []
    too_long: set[str] = set()
    for assertions in SIZES:
        for name, call in (
            ("`ask corridor` by SPARQL", "bench.growth:one_corridor"),
            ("`ask corridors` by SPARQL", "bench.growth:all_corridors"),
        ):
            if assertions > 10**6 or name in too_long:
                continue
            run = alone(call, official.built(folder, assertions).path, "sparql", limit=PATIENCE)
            made.append(_line(name, assertions, run.result, run.seconds, run.peak))
            if run.result is None:
                too_long.add(name)
        where = str(official.columns(folder, assertions))
        for engine in ("duckdb", *(("spark",) if _has_spark() else ())):
            run = alone("bench.growth:from_columns", where, engine, limit=4 * PATIENCE)
            told = {"duckdb": "DuckDB", "spark": "Spark, local, started for it"}[engine]
            peak = run.peak if engine == "duckdb" else 0  # the memory of Spark's Java is not that of this process
            made.append(_line(f"`ask corridors` by {told}", assertions, run.result, run.seconds, peak))
    return made


def into_page(table: str) -> None:
    """Puts the table between its marks."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- growth -->\n")
    _, _, after = rest.partition("<!-- /growth -->")
    PAGE.write_text(f"{before}<!-- growth -->\n{table}\n<!-- /growth -->{after}", encoding="utf-8")


def _line(what: str, assertions: int, result: float | None, seconds: float, peak: int) -> Ratio:
    memory = f", {peak / 2**30:.1f} GB" if peak else ""
    told = f"{short(result)}{memory}" if result is not None else f"over {seconds:.0f} s"
    return Ratio(f"{what}, {size(assertions)}", told, f"with the start of the process {short(seconds)}", "–", "–")


def one_corridor(store: str, engine: str) -> float:
    """Seconds for the question that touches few assertions."""
    from bench.store import corridor
    from sojourn.stores.reading import open_store

    return _asked(store, "corridor", corridor(open_store(Path(store))), engine)


def all_corridors(store: str, engine: str) -> float:
    """Seconds for the question that touches all of them."""
    return _asked(store, "corridors", {}, engine)


def from_columns(columns: str, engine: str) -> float:
    """Seconds for the latter from columns that belong to no store."""
    from bench.columns import asked

    start = time.perf_counter()
    asked(columns, "corridors", engine)
    return time.perf_counter() - start


def _asked(store: str, name: str, parameters: dict[str, str], engine: str) -> float:
    from sojourn.queries.engines import answered
    from sojourn.queries.named import load
    from sojourn.stores.reading import open_store

    opened = open_store(Path(store))
    start = time.perf_counter()
    answered(opened, load(name), parameters, engine=engine)
    return time.perf_counter() - start


def _has_spark() -> bool:
    try:
        import pyspark

        from sojourn.columns.spark_session import check_java

        check_java()
    except ImportError:
        return False
    os.environ.setdefault("SOJOURN_SPARK_MASTER", "local[*]")
    return bool(pyspark.__version__)
