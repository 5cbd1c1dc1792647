"""From the nodes of a mapping file to a checked mapping; all faults in one run."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sojourn.importers.mapping import MEASURED, Condition, Form, Group, Origin, TableMapping, Wide
from sojourn.importers.mapping_codes import CRITERIA, MARKS, OBSERVATIONS
from sojourn.importers.mapping_columns import read_columns
from sojourn.importers.mapping_yaml import Faults, Section, is_list
from sojourn.sheets.nearest import did_you_mean

if TYPE_CHECKING:
    from yaml import Node

PARTS = (
    *("kind", "source", "table", "columns", "wide", "missing"),
    *("skip_rows_where", "only_rows_where", "populations", "unread", "places"),
)
"""The parts of a mapping."""
TESTS = ("equals", "starts_with", "ends_with", "contains", "blank", "same_as")
"""The tests that a condition on rows may make."""

_KEY = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.ASCII)
_ENCODINGS = ("utf-8", "latin-1", "utf-16")


def mapping_of(name: str, node: Node) -> TableMapping:
    """A mapping from its root node.

    Raises:
        SheetErrors: With everything that is wrong, in the order of the file.
    """
    faults = Faults(name)
    root = Section(faults, node, "a mapping", PARTS)
    for part in ("kind", "source", "columns"):
        if part not in root and root.values:
            faults.add(node, f"the mapping has no {part!r}", "`sojourn new --mapping` writes one with every part.")
    faults.raise_if_any() if not root.values else None
    kind = root.choice("kind", MEASURED)
    columns = read_columns(faults, root.values["columns"], kind) if "columns" in root else {}
    source = _source(faults, root.values["source"]) if "source" in root else Origin(key="", title="")
    mapping = TableMapping(
        name=name,
        kind=kind,
        source=source,
        columns=columns,
        table=_form(faults, root.values["table"]) if "table" in root else Form(),
        wide=_wide(faults, root.values["wide"]) if "wide" in root else None,
        missing=_missing(root),
        leave_out=_conditions(faults, root.values.get("skip_rows_where"), "skip_rows_where"),
        keep=_conditions(faults, root.values.get("only_rows_where"), "only_rows_where"),
        populations=_groups(root),
        unread=root.texts("unread"),
        anywhere=root.choice("places", ("countries", "anywhere")) == "anywhere",
    )
    if mapping.wide is not None:
        _check_wide(root, mapping)
    faults.raise_if_any()
    return mapping


_SOURCE = (
    *("key", "title", "publisher", "author", "licence", "edition", "url", "published", "accessed"),
    *("based_on", "note"),
)


def _source(faults: Faults, node: Node, *, inner: bool = False) -> Origin:
    section = Section(faults, node, "based_on" if inner else "source", _SOURCE[:9] if inner else _SOURCE)
    for name in ("key", "title"):
        if name not in section and section.values:
            faults.add(node, f"{section.what} has no {name!r}", "Every source has a key and a title.")
    key, url, published = section.text("key"), section.text("url"), section.text("published")
    if key and not _KEY.fullmatch(key):
        advice = "Use small letters, digits and hyphens: my-office-2024."
        faults.add(section.values["key"], f"{key!r} is no key of a source", advice)
    if url and not re.fullmatch(r"https?://[^\s<>\"]+", url):
        faults.add(section.values["url"], f"{url!r} is no address of a page", "Write it with https:// in front.")
    if published:
        _check_published(section, published)
    bases = _bases(section)
    if key and key in {base.key for base in bases}:
        faults.add(section.values["based_on"], "a source cannot rest on itself", "Name the sources behind it.")
    return Origin(
        key=key,
        title=section.text("title"),
        publisher=section.text("publisher"),
        author=section.text("author"),
        licence=section.text("licence"),
        edition=section.text("edition"),
        url=url,
        published=published,
        accessed=section.text("accessed"),
        based_on=bases,
        note=section.text("note"),
    )


def _bases(section: Section) -> tuple[Origin, ...]:
    node = section.values.get("based_on")
    if node is None:
        return ()
    return tuple(_source(section.faults, item, inner=True) for item in (node.value if is_list(node) else [node]))


def _check_published(section: Section, text: str) -> None:
    from sojourn.errors import BadInput
    from sojourn.sheets.dates import parse_published

    try:
        parse_published(text)
    except BadInput as error:
        section.faults.add(section.values["published"], error.what, error.advice)


def _form(faults: Faults, node: Node) -> Form:
    keys = ("sheet", "delimiter", "decimal", "thousands", "encoding", "header", "last_row")
    section = Section(faults, node, "table", keys)
    names = {"tab": "\t", "comma": ",", "semicolon": ";", "bar": "|", "space": " "}
    delimiter = names.get(section.text("delimiter", blank=True), section.text("delimiter", blank=True))
    if "delimiter" in section and delimiter not in (",", ";", "\t", "|", " "):
        faults.add(section.values["delimiter"], f"{delimiter!r} cannot separate cells", "Write ',', ';', '|', or tab.")
    decimal = section.choice("decimal", (".", ","))
    thousands = names.get(section.text("thousands", blank=True), section.text("thousands", blank=True))
    if "thousands" in section and thousands not in (",", ".", " ", "'", "’"):
        faults.add(section.values["thousands"], f"{thousands!r} cannot group digits", "Write ',', '.', \"'\" or space.")
    if decimal and decimal == thousands:
        faults.add(
            section.values["thousands"], "one sign cannot be both the decimal sign and group digits", "Correct one."
        )
    return Form(
        sheet=section.text("sheet"),
        delimiter=delimiter,
        decimal=decimal,
        thousands=thousands,
        encoding=section.choice("encoding", _ENCODINGS),
        header=section.number("header", 1, 1000, 1),
        last=section.number("last_row", 2, 10**10),
    )


def _wide(faults: Faults, node: Node) -> Wide:
    section = Section(faults, node, "wide", ("columns", "from", "to", "headers", "cells"))
    for key in ("headers", "cells"):
        if key not in section and section.values:
            faults.add(
                node,
                f"wide has no {key!r}",
                "Name what the headers become, and what the cells: headers: year, cells: stock.",
            )
    columns, first, last = section.texts("columns"), section.text("from"), section.text("to")
    if bool(columns) == bool(first or last) or bool(first) != bool(last):
        faults.add(
            node,
            "wide needs either 'columns' or 'from' with 'to'",
            "Name the columns, or the first and the last of them.",
        )
    return Wide(
        columns=columns,
        first=first,
        last=last,
        headers=section.text("headers"),
        cells=section.text("cells"),
        where=faults.where(node),
    )


def _check_wide(root: Section, mapping: TableMapping) -> None:
    """What headers and cells become has to be used, or the wide columns would say nothing."""
    from sojourn.importers.mapping_columns import mentioned

    wide, uses = mapping.wide, {"headers": "period", "cells": "value"}
    used = {column for cell in mapping.columns.values() for column in mentioned(cell)}
    used.update(condition.column for condition in (*mapping.leave_out, *mapping.keep))
    for key, name in (("headers", wide.headers if wide else ""), ("cells", wide.cells if wide else "")):
        if name and name not in used:
            root.faults.add(
                root.values["wide"],
                f"the {key} become {name!r}, which no facet reads",
                f"Write it where columns names what they say: `{uses[key]}: {name}`.",
            )


def _missing(root: Section) -> dict[str, str]:
    found: dict[str, str] = {}
    listed = (*OBSERVATIONS, *MARKS)
    for mark, node in root.pairs("missing"):
        meaning = root.plain(node, f"the meaning of {mark!r}")
        if meaning and meaning not in listed:
            root.faults.add(
                node,
                f"{mark!r} cannot mean {meaning!r}",
                f"{did_you_mean(meaning, listed)}Write a code of SDMX's CL_OBS_STATUS (O missing, M cannot exist, "
                "L not collected, Q suppressed), zero for nought, or skip for a cell that says nothing.",
            )
        found[mark.strip()] = meaning
    return found


def _conditions(faults: Faults, node: Node | None, what: str) -> tuple[Condition, ...]:
    if node is None:
        return ()
    nodes = node.value if is_list(node) else [node]
    return tuple(found for item in nodes if (found := _condition(faults, item, what)) is not None)


def _condition(faults: Faults, node: Node, what: str) -> Condition | None:
    section = Section(faults, node, what, ("column", *TESTS))
    tests = [test for test in TESTS if test in section]
    if not section.values:
        return None
    if "column" not in section or len(tests) != 1:
        faults.add(node, f"{what} needs a column and one test", "Write {column: Country, equals: Total}.")
        return None
    test = tests[0]
    if test == "blank":
        section.choice("blank", ("true", "yes"))
        values: tuple[str, ...] = ()
    else:
        values = section.texts(test)
    return Condition(column=section.text("column"), test=test, values=values, where=faults.where(node))


def _groups(root: Section) -> tuple[Group, ...]:
    found = []
    for key, node in root.pairs("populations"):
        section = Section(root.faults, node, f"population {key!r}", ("label", "criterion", "subpopulation_of", "note"))
        if not _KEY.fullmatch(key):
            root.faults.add(node, f"{key!r} is no key of a population", "Use small letters, digits and hyphens.")
        if "label" not in section and section.values:
            root.faults.add(node, f"population {key!r} has no label", "Write what it is called in English.")
        found.append(
            Group(
                key=key,
                label=section.text("label"),
                criterion=section.choice("criterion", (*CRITERIA, "permit"), "notStated"),
                subpopulation_of=section.texts("subpopulation_of"),
                note=section.text("note"),
            )
        )
    return tuple(found)
