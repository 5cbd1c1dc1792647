"""The texts themselves: in the file only for their owner, and only the passages that the claims cite."""

from __future__ import annotations

import hashlib
import re
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from sojourn.audit.passages import digest, passage
from sojourn.drawing.build import build_view
from sojourn.drawing.passages import LONGEST
from sojourn.errors import BadInput
from sojourn.graph.locating import passages
from sojourn.model import Assertion, Evidence, Hedge, Source
from sojourn.rdf.entities import place_triples, population_triples, registry_quads, source_triples
from sojourn.rdf.writing import assertion_quads
from sojourn.renderers import embedding
from sojourn.renderers.shell import page
from sojourn.stores.embedded import EmbeddedStore
from tests.drawing.sample import PLACES, POPULATIONS, claim, persons
from tests.renderers.conftest import Opener

RUN = 9
"""So many words in a row of a text may stand in no file [words]."""
TEXT = """Of boats and people

Every spring some seven hundred families row across the wide grey lake to plant barley on the other shore. \
Nobody keeps a list of them, says the ferryman, but the old bridge keeper has counted boats since he was a boy. \
In the dry year of the great fire only forty families came back before the first snow had fallen.

<b>The harbour</b> & its </script> office doubts that number, and points to ninety tickets that were sold that autumn.
"""
WHERE = {"T-1": (3, 1), "T-2": (3, 3), "T-3": (5, 1)}


def evidence(line: int, sentence: int, *, located: bool = True) -> Evidence:
    here = passage(TEXT, line, sentence)
    plain = Evidence(source="lake", line=line, sentence=sentence, locator=f"{line}.{sentence}")
    return replace(plain, start=here.start, end=here.end, sha256=digest(here.text)) if located else plain


def store_of(claims: list[Assertion], text: str = TEXT) -> EmbeddedStore:
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    source = Source(key="lake", type="article-newspaper", title="Of boats", text="lake.txt", sha256=sha256)
    places, people = {item.key: item for item in PLACES}, {item.key: item for item in POPULATIONS}
    triples = [
        *(triple for item in PLACES for triple in place_triples(item, places)),
        *(triple for item in POPULATIONS for triple in population_triples(item, people)),
        *source_triples(source),
    ]
    return EmbeddedStore.of([*registry_quads(triples), *assertion_quads(claims)])


def told(name: str, found: Evidence) -> Assertion:
    said = claim(
        name, "flow", f"Claim {name}", origin=("RU",), destination=("CN",), estimate=persons(70, 70, Hedge.EXACT)
    )
    return replace(said, evidence=found)


@pytest.fixture
def store() -> EmbeddedStore:
    return store_of([told(name, evidence(*at)) for name, at in WHERE.items()])


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "whatever it is called").write_text(TEXT, encoding="utf-8")
    (folder / "another.txt").write_text("Nothing of this is cited anywhere.", encoding="utf-8")
    return folder


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def everything(html: str) -> str:
    """The file with all that is packed in it."""
    packed = re.search(r'type="application/octet-stream" id="columns">([^<]*)<', html)
    reader = re.search(r'type="application/octet-stream" id="reader">([^<]*)<', html)
    assert packed is not None
    assert reader is not None
    unpacked = [zlib.decompress(embedding.content(one[1])).decode("utf-8", "replace") for one in (packed, reader)]
    escaped = re.sub(r"\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)), html)
    return " ".join([escaped, *unpacked])


def runs_in(html: str, text: str) -> set[str]:
    """The runs of nine words that a file has in common with a text."""
    held, wanted = words(everything(html)), words(text)
    there = {" ".join(held[at : at + RUN]) for at in range(len(held) - RUN + 1)}
    return {run for at in range(len(wanted) - RUN + 1) if (run := " ".join(wanted[at : at + RUN])) in there}


def test_without_the_texts_no_nine_words_in_a_row_of_them_stand_in_the_file(store: EmbeddedStore) -> None:
    html = page(build_view(store), "columns")
    assert runs_in(html, TEXT) == set()
    assert '"passages"' not in html


def test_with_the_texts_the_cited_passages_stand_in_the_file_and_nothing_else_of_them(
    store: EmbeddedStore, texts: Path
) -> None:
    html = page(build_view(store, passages=passages(store, texts)), "columns")
    cited = [passage(TEXT, *at).text for at in WHERE.values()]
    assert runs_in(html, TEXT) == {run for text in cited for run in runs_in(html, text)}
    assert all(runs_in(html, text) for text in cited)
    assert runs_in(html, passage(TEXT, 3, 2).text) == set(), "the sentence between them is cited by nobody"


@pytest.mark.browser
def test_each_claim_shows_its_own_passage_to_the_owner(show: Opener, store: EmbeddedStore, texts: Path) -> None:
    opened = show(page(build_view(store, passages=passages(store, texts)), "columns"))
    for name, at in WHERE.items():
        opened.run("id => sojourn.choose({claim: sojourn.data.details.findIndex(claim => claim.id === id)})", name)
        assert opened.page.locator("#evidence blockquote").text_content() == passage(TEXT, *at).text
        assert "made with the texts" in opened.evidence()
    assert opened.site.asked == ["/"]
    assert opened.complaints == []


@pytest.mark.browser
def test_without_the_texts_the_panel_has_no_passage(show: Opener, store: EmbeddedStore) -> None:
    opened = show(page(build_view(store), "columns"))
    opened.run("() => sojourn.choose({claim: 0})")
    assert opened.page.locator("#evidence blockquote").count() == 0
    assert "SHA-256" in opened.evidence()


def test_a_text_is_known_by_its_digest_and_not_by_its_name(store: EmbeddedStore, texts: Path) -> None:
    assert len(passages(store, texts)) == len(WHERE)
    (texts / "lake.txt").write_text(TEXT + "changed", encoding="utf-8")
    assert len(passages(store, texts)) == len(WHERE)


def test_a_text_that_was_changed_is_refused(store: EmbeddedStore, tmp_path: Path) -> None:
    (tmp_path / "lake.txt").write_text(TEXT.replace("barley", "rye"), encoding="utf-8")
    with pytest.raises(BadInput, match="none of its files is a text from which this graph was read"):
        passages(store, tmp_path)


def test_a_folder_that_is_not_there_is_refused(store: EmbeddedStore, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="there is no folder of that name"):
        passages(store, tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("found", "shown"),
    [
        (evidence(3, 1, located=False), True),
        (replace(evidence(3, 1), sha256="0" * 64), False),
        (replace(evidence(3, 1), start=4, end=30), False),
        (Evidence(source="lake", line=99, sentence=1), False),
        (Evidence(source="lake", locator="page 4"), False),
    ],
    ids=["not located yet", "another digest", "other offsets", "beyond the text", "a locator that is no line"],
)
def test_a_passage_is_shown_only_if_it_is_the_one_that_was_digested(texts: Path, found: Evidence, shown: bool) -> None:
    assert bool(passages(store_of([told("T-1", found)]), texts)) is shown


def test_a_file_outside_of_the_folder_is_not_read(store: EmbeddedStore, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text(TEXT, encoding="utf-8")
    folder = tmp_path / "texts"
    folder.mkdir()
    (folder / "link").symlink_to(tmp_path / "secret")
    with pytest.raises(BadInput, match="none of its files"):
        passages(store, folder)


def test_a_very_long_passage_is_cut_and_says_so(texts: Path) -> None:
    long = "word " * 2_000
    (texts / "long").write_text(long, encoding="utf-8")
    store = store_of([told("T-1", Evidence(source="lake", line=1))], long)
    view = build_view(store, passages=passages(store, texts))
    (shown,) = view.passages.values()
    assert len(shown) <= LONGEST + 5
    assert shown.endswith("[…]")
