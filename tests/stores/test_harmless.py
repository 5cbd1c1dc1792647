"""The quick look lets nothing pass that the closer one would refuse."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sojourn.stores import guard
from sojourn.stores.harmless import is_harmless
from sojourn.vocabulary import PREFIXES

WORDS = st.sampled_from(
    [
        *("SELECT", "?a", "WHERE", "{", "}", "(", ")", "SERVICE", "service", "FROM", "<http://e/x>", "LOAD", "a", "."),
        *(
            "#",
            "'",
            '"',
            "\\u0053ERVICE",
            "ex:service",
            "OPTIONAL",
            "UNION",
            "!",
            "FILTER",
            "/",
            "*",
            "INSERT",
            "\n",
            "=",
        ),
        *("SERVIC", "E", "<", ">", "ADD", "1", "true"),
    ]
)


@given(st.lists(WORDS, max_size=60), st.sampled_from(["", " "]))
def test_what_passes_the_quick_look_passes_the_closer_one(words: list[str], between: str) -> None:
    query = between.join(words)
    if is_harmless(query):
        assert guard.check(query) is False


@given(st.text(max_size=300))
def test_so_does_any_other_text(query: str) -> None:
    if is_harmless(query):
        assert guard.check(query) is False


def test_a_question_with_the_prefixes_of_the_project_passes() -> None:
    head = "".join(f"PREFIX {name}: <{iri}> " for name, iri in PREFIXES.items())
    assert is_harmless(head + "SELECT ?a ?low WHERE { ?a a sj:FlowAssertion ; sj:low ?low }")


def test_long_deep_and_foreign_texts_get_the_closer_look() -> None:
    for query in (
        "SELECT * " + " " * 4_000,
        "{" * 101,
        "!" * 501,
        "SELECT ?место",
        "SELECT ?a # \\u0053",
        "ASK FROM <a:b> {}",
    ):
        assert not is_harmless(query)
