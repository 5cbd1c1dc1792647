"""``sojourn draw``: one HTML file, complete in itself, an image for a paper, or the marks for another tool."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sojourn.cli.output import emit, say, working

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from sojourn.graph.drawing import Drawable
    from sojourn.graph.facade import Graph

EXAMPLES = """\
  sojourn draw -o graph.html
  sojourn draw my-study -o my-study.html --heading 'Who came to Harbin'
  sojourn draw --store STORE -o graph.html --lang zh --as columns
  sojourn draw --ask corridor --origin RU --destination CN      the answer to one of the named questions
  sojourn draw --query moves.rq -o moves.html                   the claims that a query of your own selects
  sojourn draw -o graph.svg                                     an image for a paper; .png as well
  sojourn draw -o graph.geojson                                 the same marks for QGIS; .gexf for Gephi
  sojourn draw --list                                           the renderers, and what each is good for
"""


def configure(parser: argparse.ArgumentParser) -> None:
    """Adds the options of ``sojourn draw``."""
    parser.add_argument("studies", nargs="*", metavar="STUDY", help="studies to draw (default: the shipped graph)")
    parser.add_argument("--store", metavar="PATH", help="a store or server (URL) to draw instead")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--ask", metavar="QUESTION", help="draw the answer to one of the questions of 'sojourn ask'")
    what.add_argument("--query", metavar="FILE", help="draw the claims that a SELECT of your own names; '-' reads it")
    what.add_argument("--list", action="store_true", help="list the renderers")
    parser.add_argument("--as", dest="renderer", default="auto", metavar="RENDERER", help=_renderer_help())
    parser.add_argument("--everything", action="store_true", help="every line at once, small flows not gathered")
    parser.add_argument(
        "--texts", metavar="FOLDER", help="folder with the texts of the sources; the picture shows cited passages"
    )
    parser.add_argument(
        "-o",
        "--output",
        default="graph.html",
        metavar="FILE",
        help="where to write (graph.html); .svg and .png are images, printed by Chromium; .gexf (Gephi), .geojson "
        "(QGIS), .xlsx (flowmap.blue) and .json (Observable) hold the same marks for other tools",
    )
    parser.add_argument("--width", type=int, default=1_000, metavar="PIXELS", help="width of an image (1000)")
    parser.add_argument("--scale", type=float, default=2.0, metavar="N", help="dots of a PNG for one such pixel (2)")
    parser.add_argument("--heading", default="", help="heading of the page")
    parser.add_argument("--lang", default="en", choices=["en", "zh", "ru"], help="language of the labels (en)")
    parser.add_argument("--force", action="store_true", help="replace the file if it exists")


def _renderer_help() -> str:
    return "map, columns, chord, canvas, network, or that of a plug-in (auto: by size and kind; --list tells more)"


def configure_for(parser: argparse.ArgumentParser, given: Sequence[str]) -> None:
    """Adds the parameters of the question whose answer is drawn."""
    from sojourn.cli.commands.ask import add_parameters
    from sojourn.queries.named import load

    name = _asked(given)
    if name:
        add_parameters(parser, load(name))


def _asked(given: Sequence[str]) -> str:
    """The question that is named by ``--ask QUESTION`` or ``--ask=QUESTION``; empty when none is."""
    for word, following in zip(given, [*given, ""][1:], strict=True):
        if word == "--ask":
            return following
        if word.startswith("--ask="):
            return word.partition("=")[2]
    return ""


def run(options: argparse.Namespace) -> int:
    """Draws, or lists the renderers."""
    if options.list:
        emit(_listing())
        return 0
    from sojourn.graph.facade import open as open_graph
    from sojourn.graph.pictures import checked

    target = checked(options.output, force=options.force)
    with working("Drawing"):
        graph = open_graph(*options.studies, *([options.store] if options.store else []))
        picture = _wanted(options, graph).draw(
            as_=options.renderer,
            heading=options.heading,
            lang=options.lang,
            everything=options.everything,
            texts=options.texts,
        )
    ending = target.suffix.lower()
    if ending in {".svg", ".png"}:
        with working("Printing"):
            if ending == ".svg":
                picture.to_svg(target, width=options.width, force=options.force)
            else:
                picture.to_png(target, width=options.width, scale=options.scale, force=options.force)
    else:
        picture.write(target, force=options.force)
    size = f"{target.stat().st_size / 1024:,.0f} kB"
    page = ending in {"", ".html", ".htm"}
    if picture.why and (page or ending in {".svg", ".png"}):
        say(picture.why)
    how = "; open it in a browser, no network is needed" if page else ""
    say(f"Wrote {target} ({size}){how}.")
    return 0


def _wanted(options: argparse.Namespace, graph: Graph) -> Drawable:
    """The graph, or the answer to a question to it."""
    if options.ask:
        from sojourn.cli.commands.ask import parameters_of
        from sojourn.queries.named import load

        query = load(options.ask)
        return graph.answer(query.name, parameters_of(options, query))
    if options.query:
        return _selected(options.query, graph)
    return graph


def _selected(file: str, graph: Graph) -> Drawable:
    """The answer to a query of one's own; a fault in it is told with its place in the file."""
    from sojourn.cli.commands.query import pointing, text_of
    from sojourn.errors import QueryError
    from sojourn.graph.selecting import Selected

    text, where = text_of(file)
    try:
        answer = Selected(graph.store, text, {})
        answer.table  # noqa: B018 - runs it here, where a fault of it can be told
    except QueryError as error:
        raise pointing(error, text, where) from None
    return answer


def _listing() -> str:
    from sojourn.renderers.registered import printable, renderers

    known = renderers()
    told = [(one.name, printable(one.summary)) for one in known]
    told += [(printable(names[0]), f"broken: {error.what} ({error.where})") for names, error in known.broken]
    longest = max(len(name) for name, _ in told)
    lines = [f"  {name:<{longest}}  {what}" for name, what in told]
    return "\n".join(["renderers:", *lines, "", "Without --as, size and kind decide; the page says why."]) + "\n"
