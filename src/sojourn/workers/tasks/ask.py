"""The answer to a named question: for its page, or as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sojourn.workers.jobs import Reply

if TYPE_CHECKING:
    from sojourn.graph.facade import Answer, Graph
    from sojourn.queries.results import ResultTable
    from sojourn.workers.limits import Limits

MEDIA = {
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "json": "application/json",
    "srj": "application/sparql-results+json",
    "svg": "image/svg+xml",
    "geojson": "application/geo+json",
    "gexf": "application/gexf+xml",
}
"""The media types of the files by their endings."""


def run(graph: Graph, request: Mapping[str, Any], limits: Limits) -> Reply:
    """``name``, ``params``, ``lang``, and ``form``: ``page`` (with ``page``, ``size``) or one of :data:`MEDIA`.

    With ``truncate`` an answer that is too large is cut in every form; without, only where the form says so.
    """
    from sojourn.queries.named import load

    lang, form = str(request["lang"]), str(request["form"])
    if form in {"geojson", "gexf"}:
        return _marks(graph, request, form, limits)
    answer = graph.answer(str(request["name"]), request["params"], most=limits.rows)
    if form == "page":
        return _page(graph, answer, request)
    if form == "svg":
        return _chart(graph, answer, load(str(request["name"])).question, lang)
    table = answer.table
    silent = form != "json" and not request.get("truncate")
    if silent and table.cut:
        return _silently_cut(f"{limits.rows:,} rows", form)
    write = {"csv": _csv, "tsv": _tsv, "json": _json, "srj": _srj}[form]
    body, shown, truncated = _within(table, limits, lambda part, cut: write(graph, part, lang, cut))
    if silent and truncated:
        return _silently_cut(f"{limits.size:,} bytes", form)
    return Reply(body=body, media=MEDIA[form], facts={"rows": shown, "truncated": truncated})


def _silently_cut(most: str, form: str) -> Reply:
    """The refusal of a file in which nobody would see that rows are missing."""
    return Reply(
        outcome="too-large",
        what=f"the answer has more than {most}, and {form} cannot say that it is cut",
        advice="Narrow the question, add truncate=1 for the first rows, or ask for .json, which says that it is cut.",
    )


def _marks(graph: Graph, request: Mapping[str, Any], form: str, limits: Limits) -> Reply:
    from sojourn.graph.answering import marks
    from sojourn.graph.limits import refuse_large

    refuse_large(graph.store, "draw")  # before all that it would take to answer
    answer = graph.answer(str(request["name"]), request["params"], most=limits.rows)
    if answer.table.cut:
        return too_many_marks(limits)
    body = marks(answer.table, graph.store, form, str(request["lang"]))
    return Reply(body=body, media=MEDIA[form], facts={"rows": len(answer), "truncated": ""})


def too_many_marks(limits: Limits) -> Reply:
    """The refusal to draw the claims of an answer that is cut: a part of them would look like all."""
    return Reply(
        outcome="too-large",
        what=f"the answer has more than {limits.rows:,} rows, whose claims would be drawn one by one",
        advice="Narrow the question, or draw the whole graph, which adds up what its tables say: /picture.",
    )


def _page(graph: Graph, answer: Answer, request: Mapping[str, Any]) -> Reply:
    from sojourn.graph.answering import charted, drawable, screen

    lang = str(request["lang"])
    shown = screen(answer.table, graph.store, page=int(request["page"]), size=int(request["size"]), lang=lang)
    chart = charted(answer.table, graph.store, title="", lang=lang)
    told = {
        "total": shown.total,
        "rows": len(answer),
        "page": shown.page,
        "pages": shown.pages,
        "columns": shown.columns,
        "answer": shown.rows,
        "chart": {"svg": chart.svg(), "shown": chart.figures, "undated": chart.undated, "more": chart.left_out}
        if chart
        else None,
        "claims": drawable(answer.table) and not answer.table.cut,
        "explain": answer.explain(),
        "cut": answer.table.cut,
    }
    return Reply.of_json(told, rows=len(shown.rows), truncated="rows" if answer.table.cut else "")


def _chart(graph: Graph, answer: Answer, title: str, lang: str) -> Reply:
    from sojourn.graph.answering import charted

    chart = charted(answer.table, graph.store, title=title, lang=lang)
    if chart is None:
        return Reply(
            outcome="invalid",
            what="no row of this answer has a figure, so there is no chart",
            advice="Ask for .csv or .json instead.",
        )
    return Reply(body=chart.file().encode("utf-8", "replace"), media=MEDIA["svg"], facts={"rows": chart.figures})


def _within(table: ResultTable, limits: Limits, write: Callable[[ResultTable, str], bytes]) -> tuple[bytes, int, str]:
    """As many whole rows as the bytes allow, how many they are, and by which limit they were cut."""
    cut = "rows" if table.cut else ""
    body = write(table, cut)
    while len(body) > limits.size and table.rows:
        cut = "bytes"
        keep = min(len(table) - 1, int(len(table) * 0.95 * limits.size / len(body)))
        table = replace(table, rows=table.rows[:keep])
        body = write(table, cut)
    return body, len(table), cut


def _csv(graph: Graph, table: ResultTable, lang: str, cut: str) -> bytes:  # noqa: ARG001 - a header tells it
    from sojourn.queries.formatting import to_csv
    from sojourn.queries.presenting import as_text_rows

    return to_csv(as_text_rows(table, graph.store, lang, fold=False)).encode("utf-8", "replace")


def _tsv(graph: Graph, table: ResultTable, lang: str, cut: str) -> bytes:  # noqa: ARG001 - a header tells it
    from sojourn.queries.formatting import to_tsv
    from sojourn.queries.presenting import as_text_rows

    return to_tsv(as_text_rows(table, graph.store, lang, fold=False)).encode("utf-8", "replace")


def _json(graph: Graph, table: ResultTable, lang: str, cut: str) -> bytes:
    from sojourn.queries.formatting import to_records

    return to_records(table, graph.store, lang, truncated=cut).encode("utf-8", "replace")


def _srj(graph: Graph, table: ResultTable, lang: str, cut: str) -> bytes:  # noqa: ARG001 - terms have no names
    from sojourn.queries.lossless import to_srj

    return to_srj(table, cut).encode("utf-8", "replace")
