"""Tables like those of statistical offices, of any size, always the same; and stores made from them by the importers.

230 countries, stocks in two editions (every twentieth figure revised) and five-year flows by six methods.
"""

from __future__ import annotations

import time
from functools import cache
from pathlib import Path
from typing import NamedTuple

from sojourn import shipped
from sojourn.importers.base import Options

COUNTRIES = 230
YEARS = (1990, 1995, 2000, 2005, 2010, 2015, 2020)
METHODS = ("sd_drop_neg", "sd_rev_neg", "mig_rate", "da_min_open", "da_min_closed", "da_pb_closed")
_CHANCE = "(('0x' || left(md5({}), 8))::UBIGINT / 4294967296.0)"
_FIGURE = "cast(floor(pow(10, 1 + 5 * {})) as bigint)"


class Table(NamedTuple):
    """One file.

    Attributes:
        path: Where it lies.
        importer: Name of the importer that reads it.
        options: What the user says beside.
        assertions: How many it gives.
    """

    path: Path
    importer: str
    options: Options
    assertions: int


@cache
def tables(folder: Path, assertions: int) -> tuple[Table, ...]:
    """Files that give about so many assertions: half of them stocks, half flows."""
    from sojourn.columns.engine import connected

    target = folder / f"tables-{assertions}"
    target.mkdir(exist_ok=True)
    made = []
    with connected(memory="2GB", temp=folder) as connection:
        connection.execute(
            f"create table pairs as with c as (select iso2, en from read_csv('{shipped.REGISTRY / 'countries.csv'}') "
            f"order by iso2 limit {COUNTRIES}) select o.en as o, d.en as d, row_number() over (order by md5(o.iso2 || "
            "d.iso2)) as n from c o, c d where o.iso2 <> d.iso2"
        )
        for edition, changed in (
            ("2020", ""),
            ("2024", f"* (1 + 0.2 * ({_CHANCE.format('o || y || d')} > 0.95)::int)"),
        ):
            rows, path = assertions // 4, target / f"stocks-{edition}.csv"
            figure = f"cast({_FIGURE.format(_CHANCE.format('o || d || y'))} {changed} as bigint)"
            connection.execute(
                f"copy (select y as year, o as origin_birth, d as residence, {figure} as stock from pairs, "
                f"unnest({list(YEARS)}) t(y) order by n, y limit {rows}) to '{path}' (header)"
            )
            made.append(Table(path, "un-desa", Options(edition=edition), rows))
        rows, path = assertions // 12, target / "flows.csv"
        figure = _FIGURE.format(_CHANCE.format("o || d || y"))
        differing = {name: _CHANCE.format(f"'{name}' || o || d") for name in METHODS}
        columns = ", ".join(
            f"{figure} + cast(1000 * {chance} as bigint) as {name}" for name, chance in differing.items()
        )
        connection.execute(
            "copy (select y as year0, o as orig, d as dest, '' as orig_region, '' as dest_region, "
            f"{columns} from pairs, unnest({list(YEARS[:-1])}) t(y) order by n, y limit {rows}) to '{path}' (header)"
        )
        made.append(Table(path, "abel-cohen", Options(), 6 * rows))
    return tuple(made)


class Built(NamedTuple):
    """A store made from tables.

    Attributes:
        path: Its folder.
        assertions: How many it holds.
        quads: How many quads these are, with registry and ontology.
        seconds: How long it took from the files to the store [s].
        disk: How much it takes there [bytes].
    """

    path: Path
    assertions: int
    quads: int
    seconds: float
    disk: int


_MADE: dict[tuple[Path, int], Built] = {}


def adopt(folder: Path, assertions: int, store: Built) -> None:
    """Remembers a store that another process has made in this run."""
    _MADE[folder, assertions] = store


def built(folder: Path, assertions: int) -> Built:
    """A store of about so many assertions, made once in a run as ``sojourn import`` makes it."""
    if (folder, assertions) not in _MADE:
        adopt(folder, assertions, _build(folder, assertions))
    return _MADE[folder, assertions]


def _build(folder: Path, assertions: int) -> Built:
    from sojourn.graph.importing import table_job
    from sojourn.graph.storing import bring
    from sojourn.importers.registered import importer

    files = tables(folder, assertions)
    store = folder / f"store-{assertions}"
    start = time.perf_counter()
    outcome = bring(store, [table_job(importer(t.importer), t.path, t.options) for t in files], keep=True)
    seconds = time.perf_counter() - start
    disk = sum(file.stat().st_size for file in store.rglob("*") if file.is_file() and not file.is_symlink())
    return Built(store, outcome.manifest.assertions, outcome.manifest.quads, seconds, disk)


@cache
def columns(folder: Path, assertions: int) -> Path:
    """The columns of about so many assertions; above a million, those of a million again and again in other years."""
    from sojourn.stores.reading import open_store

    whole = min(assertions, 10**6)
    store = open_store(built(folder, whole).path)
    if store.columns is None:
        raise SystemExit("the store has no columns")
    return store.columns if whole == assertions else _repeated(store.columns, folder, assertions // whole)


def _repeated(one: Path, folder: Path, times: int) -> Path:
    import shutil

    from sojourn.columns.engine import connected

    target = folder / f"columns-{times}"
    target.mkdir()
    for file in one.glob("*.parquet"):
        shutil.copy(file, target)
    with connected(memory="2GB", temp=folder) as connection:
        for part in sorted(one.glob("assertions/*/*.parquet")):
            for number in range(times):
                file = target / "assertions" / part.parent.name / f"part-{number}.parquet"
                file.parent.mkdir(parents=True, exist_ok=True)
                ago = 40 * number
                shifted = ", ".join(
                    [f"assertion || {number} as assertion", f"cast(first_year - {ago} as varchar) as edtf"]
                    + [f"{end}_year - {ago} as {end}_year" for end in ("first", "last")]
                    + [f"cast({end}_day - interval {ago} year as date) as {end}_day" for end in ("first", "last")]
                )
                connection.execute(
                    f"copy (select * replace ({shifted}) from read_parquet('{part}', hive_partitioning = false)) "
                    f"to '{file}' (format parquet, compression zstd, row_group_size 100000)"
                )
    return target
