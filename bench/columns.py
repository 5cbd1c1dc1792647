"""Questions over everything, answered from the columns, against DuckDB by hand on the same Parquet."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from bench import official
from bench.timing import Ratio, alone, in_turns, short, size
from sojourn.columns.answering import Value, answer, used_names
from sojourn.queries import columnar
from sojourn.queries.named import load

SIZES = (10**4, 10**5, 10**6, 10**7)
ROUNDS = 5

BY_HAND = {
    "corridors": """
        select o.container as from_place, d.container as to_place, a.source, a.edtf, a.measure,
               sum(a.low) as low, sum(a.high) as high, count(*) as figures
        from assertions a
        join (select l.place, l.container from lies_in l join places p on p.place = l.container
              where p.type = 'country') o on o.place = a.origin
        join (select l.place, l.container from lies_in l join places p on p.place = l.container
              where p.type = 'country') d on d.place = a.destination
        where a.kind = 'flow' and o.container <> d.container
        group by all order by low desc limit 50
    """,
    "disagreements": """
        select l.place, l.origin, l.destination, l.edtf, l.low, h.low, h.low - l.high as gap, l.source, h.source
        from assertions l join assertions h
          on h.kind = l.kind and h.measure = l.measure and h.first_day = l.first_day and h.last_day = l.last_day
         and coalesce(h.place, h.destination) = coalesce(l.place, l.destination)
         and coalesce(h.origin, '') = coalesce(l.origin, '')
         and coalesce(h.population, '') = coalesce(l.population, '') and h.source <> l.source
        where l.high < h.low
        order by gap / h.low desc limit 50
    """,
}
"""What somebody who knows the columns would write for two of the questions, without the care for what is not stated."""


def lines(folder: Path) -> list[Ratio]:
    """Corridors and disagreements at every size; from a table to its aggregates at a million."""
    made = []
    for assertions in SIZES:
        made.extend(over_everything(folder, assertions))
    made.append(answerable(folder, 10**6))
    return made


def over_everything(folder: Path, assertions: int) -> list[Ratio]:
    """Each question over the columns of a size, and by hand on a connection that is open already."""
    from sojourn.columns.engine import connected
    from sojourn.columns.registry import views

    columns = official.columns(folder, assertions)
    made = []
    with connected(memory="2GB", temp=folder) as connection:
        views(connection, columns)
        for name in BY_HAND:
            made += _against_by_hand(connection, columns, name, assertions)
    return made


def _against_by_hand(connection: Any, columns: Path, name: str, assertions: int) -> list[Ratio]:
    text, values = _asked(name)
    used = {name: values[name] for name in used_names(text)}
    taken = in_turns(
        {
            "ours": lambda: answer(columns, text, values),
            "same text": lambda: connection.execute(text, used).fetchall(),
            "by hand": lambda: connection.execute(BY_HAND[name]).fetchall(),
        },
        rounds=ROUNDS if assertions < 10**7 else 3,
    )
    peak = alone("bench.columns:asked", columns, name).peak
    ours, same, by_hand = taken["ours"], taken["same text"], taken["by hand"]
    return [
        Ratio(
            f"`ask {name}` over {size(assertions)} assertions",
            f"{short(ours)}, {peak / 2**30:.1f} GB",
            f"DuckDB by hand {short(by_hand)} (sums only, nothing kept apart)",
            f"{ours / by_hand:.1f} ×",
            "≤ 2 ×" if assertions == 10**6 else "–",
        ),
        Ratio(
            f"the same, {size(assertions)}",
            short(ours),
            f"its own text in DuckDB, opened before, {short(same)}",
            f"{ours / same:.1f} ×",
            "–",
        ),
    ]


def _asked(name: str) -> tuple[str, dict[str, Value]]:
    query = load(name)
    text = columnar.load(query)
    if text is None:
        raise SystemExit(f"{name} has no columnar text")
    defaults = {p.name: p.default for p in query.parameters}
    integers = {p.name for p in query.parameters if p.type in {"integer", "count"}}
    values: dict[str, Value] = {n: (int(v) if n in integers else v) if v else None for n, v in defaults.items()}
    return text.sql, values


def asked(columns: str, name: str, engine: str = "duckdb") -> int:
    """Answers one question, for a process of its own."""
    text, values = _asked(name)
    return len(answer(Path(columns), text, values, engine=engine)[1])


def answerable(folder: Path, assertions: int) -> Ratio:
    """From the columns of a table to the first sums over it, against DuckDB loading and summing the same Parquet."""
    from sojourn.columns.engine import connected
    from sojourn.columns.projection import write_frame

    files = [str(file) for file in official.columns(folder, assertions).glob("assertions/*/*.parquet")]
    target = folder / f"answerable-{assertions}"

    def by_hand() -> None:
        with connected(memory="2GB", temp=folder) as connection:
            connection.execute(f"create table a as select * from read_parquet({files}, hive_partitioning = false)")
            connection.execute("select origin, destination, source, sum(low) from a group by all").fetchall()

    reading = writing = 0.0
    begun = time.perf_counter()
    for imported in _frames(folder, assertions):
        read = time.perf_counter()
        write_frame(imported.connection, imported.table, imported.periods, target)
        reading, begun, writing = reading + read - begun, time.perf_counter(), writing + time.perf_counter() - read
    taken = in_turns({"by hand": by_hand}, rounds=3)["by hand"]
    text, values = _asked("corridors")
    start = time.perf_counter()
    answer(target, text, values)
    first = time.perf_counter() - start
    return Ratio(
        f"{size(assertions)} rows in columns to Parquet and a first sum",
        f"{short(writing + first)} (reading the CSV before {short(reading)})",
        f"DuckDB loads and sums that Parquet {short(taken)}",
        f"{(writing + first) / taken:.1f} ×",
        "≤ 2 ×",
    )


def _frames(folder: Path, assertions: int):  # type: ignore[no-untyped-def]  # importers' own type
    from sojourn.importers.registered import importer

    for table in official.tables(folder, assertions):
        yield from importer(table.importer).read(table.path, table.options)
