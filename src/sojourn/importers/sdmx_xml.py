"""SDMX-ML through the package ``sdmx1``, behind a gate that looks at the file before any parser builds a tree."""

from __future__ import annotations

import contextlib
import io
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

from sojourn.errors import BadInput, NotAvailable
from sojourn.importers.grids import Grid
from sojourn.importers.scanning import check_path
from sojourn.importers.workspace import fill, quoted
from sojourn.stores.generations import file_digest

if TYPE_CHECKING:
    import duckdb

MAX_BYTES = 128 * 1024 * 1024
"""Largest file of SDMX-ML that is read [bytes]; its tree takes some twenty times that in memory."""
_MESSAGES = "http://www.sdmx.org/resources/sdmxml/schemas/v"
_BATCH = 10_000


def root_of(path: Path) -> str:
    """The name of the root element, with its namespace: ``http://…/message GenericData``.

    Nothing of the file is expanded: a document type ends the reading before an entity could be declared.

    Raises:
        BadInput: If the file has a document type, or is no XML.
    """
    found: list[str] = []

    def refuse(*_: object) -> None:
        raise BadInput(
            "the file declares a document type (DTD), which SDMX-ML never needs",
            where=f"{path}:{parser.CurrentLineNumber}:{parser.CurrentColumnNumber + 1}",
            advice="Files with entities are refused, because these can fill all memory. Get the file anew.",
        )

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler = lambda name, _: found.append(name)
    with path.open("rb") as file:
        try:
            while not found and (piece := file.read(4096)):
                parser.Parse(piece)
            if not found:
                parser.Parse(b"", True)
        except expat.ExpatError as error:
            if found:
                return found[0]
            raise BadInput(
                f"this is no XML: {expat.ErrorString(error.code)}",
                where=f"{path}:{error.lineno}:{error.offset + 1}",
                advice="Get the file anew.",
            ) from None
    return found[0] if found else ""


def why_not(path: Path) -> str:
    """Why a file is no SDMX-ML with data; empty when it is."""
    name = root_of(path)
    if not name.startswith(_MESSAGES):
        return f"its root element {name.split(' ')[-1]!r} is not of SDMX-ML"
    kind = name.split(" ")[-1]
    if not kind.endswith("Data"):
        return f"it holds {kind}, and no data"
    return "" if "/v2_1/" in name or "/v3_0/" in name else "it is SDMX-ML of a version before 2.1"


def read_xml(connection: duckdb.DuckDBPyConnection, path: Path) -> tuple[Grid, str]:
    """Reads a file of SDMX-ML into the engine.

    Args:
        connection: The engine.
        path: The file, generic or structure-specific.

    Returns:
        Its observations as a grid, each row an observation, and the dataflow as ``AGENCY:ID(VERSION)``.

    Raises:
        BadInput: If it is too large, damaged, or holds no observations.
        NotAvailable: If ``sdmx1`` is not installed.
    """
    check_path(path)
    size = path.stat().st_size
    if size > MAX_BYTES:
        raise BadInput(
            f"the file has {size:,} bytes; SDMX-ML may have {MAX_BYTES:,}",
            where=str(path),
            advice="Get it as SDMX-CSV, which is read piece by piece whatever its size.",
        )
    reason = why_not(path)
    if reason:
        raise BadInput(reason, where=str(path), advice="Ask the publisher's service for data, best as SDMX-CSV.")
    message = _parsed(path)
    flow = _flow(message)
    headings = _headings(message)
    rows = _fill(connection, message, headings)
    if not rows:
        raise BadInput("the file holds no observations", where=str(path), advice="Is the query too narrow?")
    grid = Grid(
        connection=connection,
        table="sdmx_ml",
        path=path,
        headings=tuple(headings),
        heading_row=0,
        rows=rows,
        sha256=file_digest(path),
        remarks=[],
    )
    return grid, flow


def _parsed(path: Path) -> Any:
    try:
        import sdmx
    except ImportError:
        raise NotAvailable(
            "SDMX-ML needs the package sdmx1, which is not installed",
            where=str(path),
            advice="Install it: pip install 'sojourn[sdmx]'. SDMX-CSV needs no package.",
        ) from None
    logger = logging.getLogger("sdmx")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with path.open("rb") as file, contextlib.redirect_stdout(io.StringIO()):
            return sdmx.read_sdmx(file)
    except Exception as error:  # noqa: BLE001, RUF100 - the package raises what lxml, its models and Python raise
        cause = str(error.__cause__ or error).strip().splitlines()
        raise BadInput(
            f"the file cannot be read as SDMX-ML: {cause[0][:200] if cause else type(error).__name__}",
            where=str(path),
            advice="Is it complete? The same data as SDMX-CSV need no such parser.",
        ) from None
    finally:
        logger.setLevel(before)


def _flow(message: Any) -> str:
    """``AGENCY:ID(VERSION)`` of the structure or dataflow that the message names."""
    for dataset in message.data:
        for thing in (dataset.described_by, message.dataflow, dataset.structured_by):
            name = getattr(thing, "id", None)
            if isinstance(name, str) and name and "missing" not in name:
                agency = getattr(getattr(thing, "maintainer", None), "id", "") or "unknown"
                return f"{agency}:{name}({thing.version or '1.0'})"
    return "unknown:unknown(1.0)"


def _headings(message: Any) -> list[str]:
    """Dimensions, then the value, then attributes, each once."""
    keys: dict[str, None] = {}
    attributes: dict[str, None] = {}
    for dataset in message.data:
        for observation in dataset.obs:
            keys.update(dict.fromkeys(observation.key.values))
            attributes.update(dict.fromkeys(observation.attrib))
    return [*keys, "OBS_VALUE", *(name for name in attributes if name not in keys)]


def _rows(message: Any, headings: list[str]) -> Iterator[list[str]]:
    for dataset in message.data:
        for observation in dataset.obs:
            said = {name: str(value.value) for name, value in observation.attrib.items()}
            said.update({name: str(value.value) for name, value in observation.key.values.items()})
            value = observation.value
            said["OBS_VALUE"] = "" if value is None or str(value) in ("None", "NaN") else str(value)
            yield [said.get(name, "") for name in headings]


def _fill(connection: duckdb.DuckDBPyConnection, message: Any, headings: list[str]) -> int:
    """Puts the observations into the table ``sdmx_ml``; gives their number."""
    import pyarrow as pa

    names = [f"c{at}" for at in range(1, len(headings) + 1)]
    columns = ", ".join(f"{name} varchar" for name in names)
    connection.execute(fill("create or replace table sdmx_ml (row bigint, {columns})", columns=columns))
    count = 0
    batch: list[list[str]] = []
    rows = _rows(message, headings)
    while True:
        batch = [row for _, row in zip(range(_BATCH), rows, strict=False)]
        if not batch:
            return count
        numbers = pa.array(range(count + 1, count + len(batch) + 1), pa.int64())
        texts = [pa.array(list(column), pa.string()) for column in zip(*batch, strict=True)]
        connection.register("handed_over", pa.table([numbers, *texts], names=["row", *names]))
        connection.execute(fill("insert into {table} select * from handed_over", table=quoted("sdmx_ml")))
        connection.unregister("handed_over")
        count += len(batch)
