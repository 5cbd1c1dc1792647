"""The reference page of the named questions, written from their headers."""

from __future__ import annotations

import shlex

from sojourn.queries.headers import NamedQuery, Parameter
from sojourn.queries.named import load, names
from sojourn.queries.results import Column


def questions_page() -> str:
    """The page in Markdown: what each question asks, takes and gives, and what it does with undated claims."""
    queries = [load(name) for name in names()]
    parts = [
        "# The questions\n",
        f"{len(queries)} questions have a name. `sojourn ask` lists them, `sojourn ask NAME` answers one,",
        'and in Python `graph.ask.stock_by_count(population="Russians", place="China")` does the same.',
        "Names of places, populations and the like may be typed in any language of the graph, in any case, or as a",
        "code, a key, a CURIE such as `place:CN-BJ`, or an IRI. Answers rest on what sources assert; only `derived`",
        "and the counts of `origin-mix` show what the tool computed, and sums say that they were computed.\n",
        "| question | asks |",
        "| --- | --- |",
        *(f"| [`{query.name}`](#{query.name}) | {query.question} |" for query in queries),
        "",
        *(_section(query) for query in queries),
    ]
    return "\n".join(parts).rstrip() + "\n"


def _section(query: NamedQuery) -> str:
    lines = [
        f"## {query.name}\n",
        f"{query.question} {query.summary}\n",
        f"*Undated claims:* {query.undated}",
        f"*No rows:* {query.empty}\n",
    ]
    if query.parameters:
        lines += ["| parameter | type | | |", "| --- | --- | --- | --- |"]
        lines += [_parameter_row(parameter) for parameter in query.parameters]
        lines.append("")
    lines += ["| column | holds |", "| --- | --- |"]
    lines += [_column_row(column) for column in query.columns]
    commands = "\n".join(_command(query, example) for example in query.examples)
    lines += ["", f"```console\n{commands}\n```\n"]
    return "\n".join(lines)


def _parameter_row(parameter: Parameter) -> str:
    need = "required" if parameter.required else "optional"
    default = f", {parameter.default} when not given" if parameter.default else ""
    return f"| `--{parameter.name}` | {parameter.form} | {need}{default} | {parameter.description} |"


def _column_row(column: Column) -> str:
    unit = f" [{column.unit}]" if column.unit else ""
    several = "; several values are shown as one" if column.several else ""
    absent = f"; *{column.absent}* when absent" if column.absent != "not stated" else ""
    return f"| `{column.name}` | {column.description}{unit}{several}{absent} |"


def _command(query: NamedQuery, example: dict[str, str]) -> str:
    words = "".join(f" --{name} {shlex.quote(value)}" for name, value in example.items())
    return f"$ sojourn ask {query.name}{words}"
