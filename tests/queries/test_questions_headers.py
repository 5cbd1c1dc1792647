"""The headers of the questions: what they must hold, and where a fault is reported."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from sojourn.errors import BadInput, NotFound
from sojourn.queries.headers import Parameter, parse
from sojourn.queries.named import FOLDER, ask, bind, load, names
from sojourn.queries.results import Column
from sojourn.stores.embedded import EmbeddedStore
from sojourn.vocabulary.terms import SCHEMES

HEADER = """#+ summary: What it gives.
#+ question: What is asked?
#+ undated: Kept.
#+ empty: Not stated.
#+ params:
#+   place: place, required; where
#+   year: integer, optional, default 2020; when,
#+     as a year
#+ columns:
#+   city*: IRI of a city; absent: nowhere
#+   low: lower bound [persons]
#+ examples:
#+   sojourn ask q --place "Hong Kong"

SELECT ?place ?year ?city ?low {}
"""


def test_a_header_is_read_whole() -> None:
    query = parse(HEADER, name="q", where="q.rq")
    assert (query.summary, query.question, query.undated, query.empty) == (
        "What it gives.",
        "What is asked?",
        "Kept.",
        "Not stated.",
    )
    assert query.parameters == (
        Parameter("place", "place", required=True, default="", description="where"),
        Parameter("year", "integer", required=False, default="2020", description="when, as a year"),
    )
    assert query.columns == (
        Column("city", "IRI of a city", absent="nowhere", several=True),
        Column("low", "lower bound", "persons"),
    )
    assert query.examples == ({"place": "Hong Kong"},)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("#+ summary: What it gives.\n", "", "q.rq:1: the header has no 'summary'"),
        ("#+ undated: Kept.\n", "", "q.rq:1: the header has no 'undated'"),
        ("#+ empty: Not stated.", "#+ empty: A.\n#+ empty: B.", "q.rq:5: 'empty' is twice in this header"),
        ("#+ undated:", "#+ undatet:", "q.rq:3: 'undatet' is no section of a header"),
        ("#+ undated: Kept.", "#+ undated:", "q.rq:3: 'undated' is malformed"),
        ("#+ params:", "#+ params: none", "q.rq:5: 'params' is malformed"),
        ("place: place, required; where", "place: plaice, required; where", "q.rq:6: 'plaice' is no type"),
        ("place: place, required; where", "place: place; where", "q.rq:6: the parameter 'place' is malformed"),
        ("place: place, required; where", "place: place, required", "q.rq:6: the parameter 'place' is malformed"),
        ("required; where", "required, default X; where", "q.rq:6: the default of 'place' is malformed"),
        ("default 2020", "2020", "q.rq:7: the default of 'year' is malformed"),
        ("year: integer,", "year: word,", "q.rq:7: the words of 'year' are malformed"),
        ("year: integer,", "year: integer a|b,", "q.rq:7: the words of 'year' are malformed"),
        ("year: integer,", "year: word a|,", "q.rq:7: the words of 'year' are malformed"),
        ("year: integer,", "year: word a|b,", "q.rq:7: the default of 'year' is malformed"),
        ("#+   year:", "#+   place:", "q.rq:7: 'place' is there twice"),
        ("#+   low: lower", "#+   city: lower", "q.rq:11: 'city' is there twice"),
        ("#+   low: lower bound [persons]", "#+   low", "q.rq:11: 'low' is no 'name: …'"),
        ("#+   low:", "#+   Low!:", "q.rq:11: 'Low!: lower bound [persons]' is no 'name: …'"),
        ("#+   low:", "#+  low:", "q.rq:11: 'low: lower bound [persons]' belongs to no section"),
        ("ask q --place", "ask q --palce", "q.rq:13: the example 'sojourn ask q --palce \"Hong Kong\"' cannot be run"),
        ("ask q", "ask r", "q.rq:13: the example"),
    ],
)
def test_a_fault_is_reported_at_its_line(old: str, new: str, message: str) -> None:
    assert old in HEADER
    with pytest.raises(BadInput) as caught:
        parse(HEADER.replace(old, new), name="q", where="q.rq")
    assert str(caught.value).startswith(message)
    assert caught.value.advice


@pytest.mark.parametrize("name", names())
def test_every_question_selects_its_parameters_and_columns_and_says_what_it_does(name: str) -> None:
    query = load(name)
    body = query.text[query.text.index("SELECT") :]
    selected = set(re.findall(r"\?(\w+)", body[: body.index("WHERE")]))
    variables = {
        variable
        for parameter in query.parameters
        if parameter.type != "count"  # it cuts the answer
        for variable in (
            (f"{parameter.name}_first", f"{parameter.name}_last") if parameter.type == "date" else (parameter.name,)
        )
    }
    assert variables | {column.name for column in query.columns} <= selected
    assert "ORDER BY" in body
    for sentence in (query.summary, query.question, query.undated, query.empty):
        assert sentence[0].isupper()
        assert sentence[-1] in ".?"
    assert query.examples
    assert all(len(line) <= 120 for line in query.text.splitlines() if line.startswith("#+"))


def test_only_the_derived_graph_question_and_the_counts_read_what_the_tool_computed() -> None:
    reading = {name for name in names() if "graph:derived" in load(name).text.split("SELECT", 1)[1]}
    assert reading == {"derived", "origin-mix"}


def test_no_question_uses_bound_on_a_parameter() -> None:
    """Oxigraph holds a substituted variable for unbound in BOUND()."""
    for name in names():
        query = load(name)
        for parameter in query.parameters:
            assert f"BOUND(?{parameter.name})" not in query.text


def test_an_unknown_question_or_parameter_names_the_nearest(store: EmbeddedStore) -> None:
    with pytest.raises(NotFound, match="Did you mean 'stock-by-count'"):
        load("stock-by-cuont")
    with pytest.raises(NotFound, match="cities has no parameter 'plaec'\n  Did you mean 'place'"):
        ask(store, "cities", {"plaec": "China"})
    with pytest.raises(NotFound, match="derived has no parameter 'x'"):
        ask(store, "derived", {"x": "y"})


def test_a_missing_parameter_is_named_with_an_example(store: EmbeddedStore) -> None:
    with pytest.raises(BadInput) as caught:
        bind(store, load("cities"), {"place": "China"})
    assert str(caught.value).startswith("cities needs --population: who lives there")
    assert caught.value.advice == "Try: sojourn ask cities --population Russians --place China"


def test_a_path_is_no_name_of_a_question() -> None:
    with pytest.raises(NotFound):
        load("../named/cities")
    assert (FOLDER / "cities.rq").is_file()


def test_importing_the_questions_loads_no_engine() -> None:
    code = "import sojourn.queries.named, sys; print(*({'rdflib', 'pyoxigraph', 'rapidfuzz'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_query_files_travel_with_the_package() -> None:
    assert Path(FOLDER).parent.name == "queries"
    assert len(list(FOLDER.glob("*.rq"))) == 31


def test_a_parameter_of_a_few_words_lists_them() -> None:
    text = HEADER.replace("year: integer, optional, default 2020", "year: word last|next, optional, default last")
    year = parse(text, name="q", where="q.rq").parameters[1]
    assert (year.type, year.words, year.default, year.form) == ("word", ("last", "next"), "last", "last or next")


def test_the_methods_that_questions_offer_are_those_of_the_vocabulary() -> None:
    for name in ("corridors", "net-flows"):
        method = next(parameter for parameter in load(name).parameters if parameter.name == "method")
        assert set(method.words) == set(SCHEMES["method"])
