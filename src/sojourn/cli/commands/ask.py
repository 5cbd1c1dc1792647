"""``sojourn ask``: the named questions."""

from __future__ import annotations

from sojourn.cli.output import emit, say
from sojourn.cli.tables import table, visible

TYPE_CHECKING = False  # typing itself would cost a cold start some milliseconds
if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from sojourn.graph.facade import Answer
    from sojourn.queries.named import NamedQuery

EXAMPLES = """\
  sojourn ask                                    lists the questions
  sojourn ask stock-by-count --help              what it asks, its parameters and columns
  sojourn ask stock-by-count --population Russians --place China
  sojourn ask cities --population Russians --place Китай --lang ru --format csv
  sojourn ask stock-by-count --population Russians --place China --sparql
  sojourn ask corridors --level continent --store STORE --explain
"""

_ENGINES = ("auto", "sparql", "columns", "spark")
_ALONE = frozenset(("--sparql", "--explain", "--force", "--help", "-h"))
"""The options that take no value."""
_FORMATS = ("table", "markdown", "csv", "tsv", "json")


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options that every question shares."""
    parser.add_argument("question", nargs="?", metavar="QUESTION", help="name of the question")
    parser.add_argument(
        "--store", action="append", default=[], metavar="PATH", help="a store, server (URL), study or RDF file"
    )
    parser.add_argument("--format", default="table", choices=_FORMATS, help="how to write the answer (table)")
    parser.add_argument("--lang", default="en", choices=["en", "zh", "ru"], help="language of the labels (en)")
    parser.add_argument("--sparql", action="store_true", help="show the SPARQL instead of the answer")
    parser.add_argument(
        "--engine", default="auto", choices=_ENGINES, help="who answers (auto): every engine gives the same answer"
    )
    parser.add_argument("--explain", action="store_true", help="show which engine answers, why, and what it runs")
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="write to a file")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def configure_for(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """Adds the parameters of the question that is asked, and its own help."""
    from sojourn.queries.named import load

    name = _asked(given)
    if name is None:
        return
    query = load(name)
    parser.description = f"{query.question}\n\n{query.summary}\n{query.undated}"
    parser.epilog = "examples:\n" + "".join(f"  {line}\n" for line in _examples(query))
    add_parameters(parser, query)


def add_parameters(parser: argparse.ArgumentParser, query: NamedQuery) -> None:
    """Adds the parameters of a question as options."""
    group = parser.add_argument_group("parameters of this question")
    for parameter in query.parameters:
        default = f" (default: {parameter.default})" if parameter.default else ""
        need = "required" if parameter.required else "optional"
        what = f"{parameter.description} [{parameter.form}, {need}]{default}".replace("%", "%%")
        group.add_argument(f"--{parameter.name}", dest=f"param_{parameter.name}", metavar="VALUE", help=what)


def parameters_of(options: argparse.Namespace, query: NamedQuery) -> dict[str, str]:
    """The parameters of a question that were given, by name."""
    return {p.name: value for p in query.parameters if (value := getattr(options, f"param_{p.name}")) is not None}


def _asked(given: Sequence[str]) -> str | None:
    """The name of the question, wherever it stands among the options: the first word that is no value of one."""
    words = iter(given)
    for word in words:
        if word == "--":
            return next(words, None)
        if not word.startswith("-") or word == "-":
            return word
        if word not in _ALONE and "=" not in word and (word.startswith("--") or len(word) == 2):
            next(words, None)
    return None


def run(options: argparse.Namespace) -> int:
    """Answers the question, or lists the questions."""
    from sojourn.queries.named import load

    if options.question is None:
        emit(_listing(), options.output, force=options.force)
        return 0
    query = load(options.question)
    if options.sparql:
        emit(query.text, options.output, force=options.force)
        return 0
    from sojourn.graph.facade import open as open_graph

    graph = open_graph(*options.store)
    answer = graph.answer(query.name, parameters_of(options, query), engine=options.engine)
    if options.explain:
        emit(answer.explain(), options.output, force=options.force)
        return 0
    emit(_written(answer, options), options.output, force=options.force)
    if not len(answer) and options.format != "json":
        say(query.empty)
    return 0


def _written(answer: Answer, options: argparse.Namespace) -> str:
    from sojourn.queries.formatting import to_csv, to_markdown, to_tsv

    if options.format == "json":
        return answer.to_json(options.lang)
    if options.format == "table":
        shown = answer.in_words(options.lang)
        return table(shown.header, shown.rows) + "\n" if shown.rows else ""
    if options.format == "markdown":
        return to_markdown(answer.in_words(options.lang))
    plain = answer.in_words(options.lang, fold=False)
    return to_csv(plain) if options.format == "csv" else to_tsv(plain)


def _examples(query: NamedQuery) -> list[str]:
    import shlex

    return [
        f"sojourn ask {query.name}" + "".join(f" --{name} {shlex.quote(value)}" for name, value in example.items())
        for example in query.examples
    ]


def _listing() -> str:
    from sojourn.queries.named import listings, load, names

    lines = []
    for heading, known in (("questions", names()), ("listings", listings())):
        lines.append(f"{heading}:")
        longest = max(len(name) for name in known)
        lines.extend(f"  {name:<{longest}}  {visible(load(name).question)}" for name in known)
        lines.append("")
    lines.append("'sojourn ask QUESTION --help' shows the parameters of one, with an example.")
    return "\n".join(lines) + "\n"
