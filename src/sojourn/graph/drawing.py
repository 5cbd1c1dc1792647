"""A graph, or the answer to a question, drawn: which claims, which places, and by what renderer."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from sojourn.errors import BadInput
from sojourn.graph.pictures import Picture, checked
from sojourn.vocabulary import family_of

if TYPE_CHECKING:
    from sojourn.drawing.view import Node, View
    from sojourn.queries.results import Cell, ResultTable
    from sojourn.stores.store import Store


class Drawn(NamedTuple):
    """What is drawn.

    Attributes:
        store: Where it is.
        title: What it is called when nobody says otherwise.
        only: IRIs of the claims that are wanted; all when ``None``.
    """

    store: Store
    title: str
    only: frozenset[str] | None


class Drawable(ABC):
    """What can be drawn: a graph, and an answer whose rows name claims."""

    @abstractmethod
    def _drawn(self) -> Drawn:
        """What there is to draw."""

    def draw(
        self,
        path: str | Path | None = None,
        *,
        as_: str = "auto",
        heading: str = "",
        lang: str = "en",
        force: bool = False,
        contradictions: bool = True,
        everything: bool = False,
        texts: str | Path | None = None,
    ) -> Picture:
        """Draws it: a picture that shows itself in a notebook, and that can be written as a page or for other tools.

        Of an answer, those claims are drawn that its rows name.

        Args:
            path: Where to write it, by its ending; nowhere when ``None``. Once written, the picture serves as a path.
            as_: Name of a renderer (``map``, ``network``, …); ``auto`` lets size and content decide.
            heading: The heading of the page; made from what is drawn when empty.
            lang: Language of the labels.
            force: Whether an existing file may be replaced.
            contradictions: Whether claims that cannot all be true are looked for and marked; in a graph of more than
                2,000 figures they never are.
            everything: Whether every line is shown at once, none of them gathered.
            texts: Folder with the texts of the sources; the cited passages then stand in the picture, for their owner.

        Raises:
            NotFound: If no renderer has that name, or there is no such folder.
            StoreError: If the file exists or cannot be written.
            BadInput: If the renderer cannot draw what there is, there is too much of it or (in an answer) nothing, or
                what the graph says of places and populations contradicts itself.
            NotAvailable: If something that the renderer needs is not installed.
        """
        from sojourn.renderers.registered import renderer

        target = None if path is None else checked(path, force=force)
        if as_ != "auto":
            renderer(as_)  # an unknown name is told before anything is read
        picture = _picture(
            self._drawn(),
            as_,
            {"heading": heading, "lang": lang, "texts": texts},
            contradictions=contradictions,
            everything=everything,
        )
        if target is not None:
            picture.write(target, force=force)
        return picture


def _picture(drawn: Drawn, name: str, how: Mapping[str, Any], *, contradictions: bool, everything: bool) -> Picture:
    from sojourn.drawing.build import build_view
    from sojourn.graph.evidence import comparisons
    from sojourn.graph.limits import refuse_large
    from sojourn.graph.locating import passages
    from sojourn.graph.reconciling import disputes
    from sojourn.renderers.choosing import choose
    from sojourn.renderers.registered import naming

    store, texts = drawn.store, how["texts"]
    refuse_large(store, "draw")
    title = how["heading"] or drawn.title
    view = build_view(
        store,
        title=title,
        lang=how["lang"],
        only=drawn.only,
        passages=passages(store, Path(texts)) if texts else None,
        contradictions=disputes(store) if contradictions else None,
        comparisons=comparisons(store),
    )
    view = _spelled(view)
    chosen = choose(view, name, everything=everything)
    used = chosen.renderer.name
    with naming(used):
        html = chosen.renderer.render(view, why=chosen.why)
        if not isinstance(html, str):
            raise TypeError(f"it gives {type(html).__name__} and not a page as text")
    return Picture(html, renderer=used, why=chosen.why, title=title, view=view, everything=everything)


def _spelled(view: View) -> View:
    """The view with the spellings of statistical offices, too, so that the search of the page knows "Turkey"."""
    from dataclasses import replace

    from sojourn.queries.spelling import SPELLED

    known = {f"place:{key}": names for key, names in SPELLED.items()}

    def also(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
        return tuple(replace(one, other_labels=(*one.other_labels, *known.get(one.key, ()))) for one in nodes)

    return replace(view, nodes=also(view.nodes), around=also(view.around))


_IDS = """
PREFIX sj: <https://w3id.org/sojourn/ns#>
PREFIX dcterms: <http://purl.org/dc/terms/>
SELECT ?claim ?id ?source WHERE { VALUES ?id { LISTED } ?claim dcterms:identifier ?id ; sj:source ?source }
"""
_AT_ONCE = 1_000
"""So many ids stand in one query."""


def claims_in(table: ResultTable, store: Store) -> frozenset[str]:
    """The IRIs of the claims that the rows of an answer name: by their IRI, or by the id and source of a listing.

    Args:
        table: The answer.
        store: What was asked.

    Raises:
        BadInput: If there are no rows, or they name no claim.
    """
    if not table.rows:
        raise BadInput("the answer is empty, so there is nothing to draw", advice=table.empty)
    found = {iri for row in table.rows for iri in _assertions(row)}
    columns = [column.name for column in table.columns]
    if not found and {"id", "source"} <= set(columns):
        found = set(_listed(table, store))
    if not found:
        raise BadInput(
            "the rows of this answer name no claims, so there is nothing to draw",
            advice="Select the claims themselves (?a, where '?a a sj:Assertion'), or draw the graph: it adds up the "
            "flows of a place when the place is closed.",
        )
    return frozenset(found)


def _listed(table: ResultTable, store: Store) -> Iterator[str]:
    """The claims of a listing, by their ids and sources."""
    import pyoxigraph as ox

    from sojourn.queries.running import select

    wanted = {(row["id"] or "", row["source"]) for row in table.values()}
    ids = sorted({identifier for identifier, _ in wanted})
    for start in range(0, len(ids), _AT_ONCE):
        listed = " ".join(str(ox.Literal(identifier)) for identifier in ids[start : start + _AT_ONCE])
        for row in select(store, _IDS.replace("LISTED", listed)).values():
            if (row["id"], row["source"]) in wanted:
                yield str(row["claim"])


def _assertions(row: Iterable[Cell | None]) -> Iterator[str]:
    return (cell.value for cell in row if cell and cell.is_iri and family_of(cell.value) == "assertion")
