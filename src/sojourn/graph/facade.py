"""The front door of the library: one object that answers, draws, checks and exports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sojourn.errors import BadInput, QueryError
from sojourn.graph.drawing import Drawable, Drawn, claims_in
from sojourn.graph.opening import open_any
from sojourn.stores.remote import is_url

if TYPE_CHECKING:
    import networkx
    import pandas
    import rdflib

    from sojourn.audit.comparing import Report
    from sojourn.audit.reconciling.results import Reconciliation
    from sojourn.queries.presenting import TextTable
    from sojourn.queries.results import ResultTable
    from sojourn.stores.store import Store


class Answer(Drawable):
    """The answer to a question: rows, and how they were found.

    Iterating gives one ``dict`` per row, by column name; ``None`` means *not stated*.
    """

    _title = "What an answer rests on"
    _question = ""

    def __init__(self, table: ResultTable, sparql: str, store: Store, *, question: str = "") -> None:
        self.table = table
        self._question = question
        self._title = question or self._title
        self._sparql = sparql
        self._store = store

    def __len__(self) -> int:
        return len(self.table)

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        return iter(self.table.values())

    def __repr__(self) -> str:
        return f"<Answer: {len(self)} rows of {', '.join(column.name for column in self.table.columns)}>"

    def _repr_html_(self) -> str:
        """What Jupyter and marimo show: the first rows in words, and how many there are."""
        from sojourn.graph.notebook import in_html

        return in_html(self.table, self._store, question=self._question)

    def explain(self) -> str:
        """How it was answered: the engine and why, rows and seconds, the bound values, and the text that ran."""
        return self._sparql

    def in_words(self, lang: str = "en", *, fold: bool = True) -> TextTable:
        """The answer as a person reads it: labels for IRIs, figures with hedge and unit, ``not stated``.

        Args:
            lang: ``en``, ``zh`` or ``ru``; English where the graph has no label in that language.
            fold: Whether bounds, hedge and unit become one ``figure``, and the parts of a period one ``when``.
        """
        from sojourn.queries.presenting import as_text_rows

        return as_text_rows(self.table, self._store, lang, fold=fold)

    def rows(self, lang: str = "en") -> list[dict[str, str]]:
        """The rows of :meth:`in_words`, by column name."""
        shown = self.in_words(lang)
        return [dict(zip(shown.header, row, strict=True)) for row in shown.rows]

    def to_json(self, lang: str = "en") -> str:
        """JSON records: numbers as numbers, IRIs with their label, ``null`` where nothing is stated."""
        from sojourn.queries.formatting import to_records

        return to_records(self.table, self._store, lang)

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a data frame; figures are numbers, what is not stated is missing.

        Raises:
            NotAvailable: If pandas is not installed.
        """
        from sojourn.exporters.frames import to_pandas

        return to_pandas(self.table)

    def _drawn(self) -> Drawn:
        return Drawn(self._store, self._title, claims_in(self.table, self._store))


class Questions:
    """The named questions as methods: ``graph.ask.stock_by_count(population="Russians", place="China")``."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __dir__(self) -> list[str]:
        from sojourn.queries.named import names

        return [name.replace("-", "_") for name in names()]

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)

        def ask(**parameters: str) -> Answer:
            return self._graph.answer(name.replace("_", "-"), parameters)

        ask.__name__ = name
        return ask

    def __call__(self, question: str, **parameters: str) -> Answer:
        """Asks a question by its name: ``graph.ask("stock-by-count", place="China")``."""
        return self._graph.answer(question, parameters)


class Graph(Drawable):
    """Assertions, their sources and everything they are about."""

    def __init__(self, store: Store, name: str) -> None:
        self.store = store
        self.name = name
        self._last = ""

    def __repr__(self) -> str:
        return f"<sojourn.Graph {self.name}>"

    @property
    def ask(self) -> Questions:
        """The named questions."""
        return Questions(self)

    def answer(
        self, question: str, parameters: Mapping[str, str], *, engine: str = "auto", most: int | None = None
    ) -> Answer:
        """Answers a named question.

        Args:
            question: Its name, as ``sojourn ask`` lists it.
            parameters: Values as people type them, by parameter; "Russia", "RU" and "Россия" are one place.
            engine: ``auto``, ``sparql``, ``columns`` or ``spark``; whichever runs, the answer is the same.
            most: So many rows at most; ``answer.table.cut`` says whether there are more. All when ``None``.

        Raises:
            NotFound: If there is no such question, parameter, or thing of that name; the nearest names are given.
            BadInput: If a parameter is missing or ambiguous, or the engine cannot answer this question here.
        """
        from sojourn.queries.engines import answered
        from sojourn.queries.named import load

        query = load(question)
        found = answered(self.store, query, parameters, engine=engine, most=most)
        self._last = found.explain()
        return Answer(found.table, self._last, self.store, question=query.question)

    def query(self, sparql: str, **bindings: str) -> Answer:
        """Answers a ``SELECT`` of your own.

        Args:
            sparql: SPARQL 1.1; the project's prefixes (``sj:``, ``place:``, ``dcterms:``, …) are declared already.
            bindings: Terms by variable, bound and never pasted: an IRI, a CURIE such as ``place:CN``, or a plain text.

        Raises:
            QueryError: With line and column, if it is not SPARQL or reaches outside the graph.
        """
        from sojourn.graph.selecting import Selected
        from sojourn.queries.binding import as_typed, terms

        self._last = sparql
        try:
            return Selected(self.store, sparql, terms(bindings))
        except QueryError as error:
            raise as_typed(error) from None

    def explain(self) -> str:
        """How the last question was answered; see :meth:`Answer.explain`.

        Raises:
            QueryError: If nothing has been asked yet.
        """
        if not self._last:
            raise QueryError("nothing has been asked yet", advice="Ask first, then explain().")
        return self._last

    def flows(self) -> Answer:
        """Every flow that a source asserts, one row per origin and destination."""
        return self.answer("flows", {})

    def residences(self) -> Answer:
        """Every stock that a source asserts, one row per place."""
        return self.answer("residences", {})

    def sources(self) -> Answer:
        """Every source, seen or known by citation, with what it rests on."""
        return self.answer("sources", {})

    def claims(self) -> Answer:
        """Every assertion with its figure, period, places, population and source."""
        return self.answer("claims", {})

    def compare(
        self,
        first: str | None = None,
        second: str | None = None,
        *,
        population: str | None = None,
        place: str | None = None,
    ) -> Report:
        """Says which figures speak of the same thing, which cannot all be true, and where the others differ first.

        Args:
            first: A claim by its id; without it, all figures are compared.
            second: Another claim; without it, ``first`` is compared with all others.
            population: Only figures about these people, those they include and those who include them.
            place: Only figures about this place.

        Raises:
            NotFound: If nothing has one of the names; the nearest are given.
            BadInput: If a claim states no figure, or is named twice.
        """
        from sojourn.graph.comparing import compare

        return compare(self.store, first, second, population=population, place=place)

    def to_pandas(self) -> pandas.DataFrame:
        """All assertions as a data frame, one row each.

        Raises:
            NotAvailable: If pandas is not installed.
        """
        return self.claims().to_pandas()

    def to_networkx(self, lang: str = "en") -> networkx.MultiDiGraph[str]:
        """A directed multigraph with every claim as an edge of its own.

        Raises:
            BadInput: If the store is too large.
        """
        from sojourn.exporters.networks import to_networkx
        from sojourn.graph.limits import refuse_large

        refuse_large(self.store, "export")

        return to_networkx(self.store, lang)

    def to_rdflib(self) -> rdflib.Dataset:
        """An ``rdflib.Dataset`` on the same data, not a copy; of a server, a copy in memory."""
        return self.store.to_rdflib()

    def reconcile(
        self,
        *,
        place: str = "",
        population: str = "",
        at: str = "",
        reading: str = "logical",
        about: str = "",
        bridge: str = "",
        rules: Iterable[str] = (),
        without: Iterable[str] = (),
        assume: Iterable[str] = (),
        same: Sequence[tuple[str, str]] = (),
        most: int = 10,
        lang: str = "en",
    ) -> Reconciliation:
        """What the sources jointly imply, and the smallest sets of assertions that cannot all be true.

        Args:
            place: Only quantities of this place and of what lies in it, by any of its names.
            population: Only quantities of these people and of those whom they include.
            at: Only quantities whose time holds this day (``YYYY-MM-DD``).
            reading: ``logical`` ("over 16,000" is any number above) or ``plausible`` (under the next round step).
            about: Half-width of "about", such as ``5%``; half a unit of the last digit given when empty.
            bridge: The most by which a stock changes in a year, such as ``5%``; years are not bridged when empty.
            rules: Names of the only rules that are used; all of them when empty.
            without: Names of rules that are not used.
            assume: Names of :class:`sojourn.audit.reconciling.assumptions.Assumption`; nothing is assumed otherwise.
            same: Pairs of ids of claims that are taken to speak of one number.
            most: Most contradictions to tell.
            lang: Language of the names of quantities, ``en``, ``zh`` or ``ru``; all other words are English.

        Raises:
            NotFound: If nothing of that name, or no figure for it, is in the graph.
            BadInput: If a setting is malformed, rules contradict themselves, or the store is too large.
        """
        from sojourn.audit.reconciling.running import reconcile
        from sojourn.graph.limits import refuse_large
        from sojourn.graph.reconciling import scope_of, settings_of

        if most < 1:
            raise BadInput(f"{most} contradictions cannot be looked for", where="--most", advice="Give 1 or more.")
        settings = settings_of(
            reading=reading, about=about, bridge=bridge, rules=rules, without=without, assume=assume, same=same
        )
        scope = scope_of(self.store, place=place, population=population, at=at)
        refuse_large(self.store, "reconcile")
        return reconcile(self.store, settings, scope, most=most, lang=lang)

    def implied_trig(self, result: Reconciliation) -> bytes:
        """The implied bounds of a reconciliation as derived figures, in TriG."""
        from sojourn.graph.reconciling import implied_trig

        return implied_trig(self.store, result)

    def export(
        self,
        path: str | Path,
        *,
        format: str = "",  # noqa: A002 - the word that people look for
        lang: str = "en",
        force: bool = False,
    ) -> Path:
        """Writes the graph in one of :data:`sojourn.exporters.FORMATS`; the format follows from the ending when empty.

        Raises:
            BadInput: If the format is unknown, or the store is too large.
            StoreError: If the file exists or cannot be written.
        """
        from sojourn.exporters import exporter_for
        from sojourn.graph.limits import refuse_large

        target = Path(path)
        exporter = exporter_for(target, format)
        refuse_large(self.store, "export")
        exporter.write(self.store, target, lang=lang, force=force)
        return target

    def _drawn(self) -> Drawn:
        folder = getattr(self.store, "folder", None)  # where a store lies says nothing of what is in it
        plain = self.name == "shipped" or is_url(self.name) or (folder is not None and self.name == folder.name)
        return Drawn(self.store, "Who moved where, how many, when, and who says so" if plain else self.name, None)


def open(*targets: str | Path) -> Graph:  # noqa: A001 - sojourn.open() reads as what it does
    """Opens a graph.

    Args:
        targets: Nothing for the shipped graph; the folder of a store, or the URL of a SPARQL server; or study folders
            and RDF files.

    Raises:
        NotFound: If a target is not there.
        SheetErrors: If a study has problems; all of them are listed.
        StoreError: If a store is not whole.
    """
    names = (str(target) if is_url(target) else Path(target).name for target in targets)
    return Graph(open_any(targets), ", ".join(names) or "shipped")


def check(study: str | Path, *, texts: str | Path | None = None) -> Sequence[Any]:
    """Checks a study: its sheets, the shapes and, where the texts are at hand, every cited passage.

    Returns:
        The findings (:class:`sojourn.errors.Problem`), none when all is well.
    """
    from sojourn.graph.checking import check_study

    if texts is not None and not Path(texts).is_dir():
        raise BadInput("there is no folder of that name", where=str(texts), advice="Name the folder with the texts.")
    return check_study(Path(study), Path(texts) if texts is not None else None)
