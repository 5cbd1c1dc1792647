"""Lines, sentences, offsets and digests of passages."""

from __future__ import annotations

import csv
import hashlib
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.audit.passages import decoded, digest, passage, sentences
from sojourn.errors import BadInput


def split(line: str) -> list[str]:
    return [sentence.text for sentence in sentences(line)]


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("One came. Two left.", ["One came.", "Two left."]),
        ("No full stop at the end", ["No full stop at the end"]),
        ("They live in St. Petersburg. Others do not.", ["They live in St. Petersburg.", "Others do not."]),
        ("Mr. Li and Dr. J. P. Wu met Prof. Sun.", ["Mr. Li and Dr. J. P. Wu met Prof. Sun."]),
        ("Born outside the U.S., they moved. So did I.", ["Born outside the U.S., they moved.", "So did I."]),
        ("It grew in the U.S. The rest fell.", ["It grew in the U.S.", "The rest fell."]),
        ("The U.S. Census counts them.", ["The U.S. Census counts them."]),
        ("On Jan. 31 he left. On Feb. 2 he came back.", ["On Jan. 31 he left.", "On Feb. 2 he came back."]),
        ("Some trades, e.g. Smiths, vs. Bakers, i.e. All.", ["Some trades, e.g. Smiths, vs. Bakers, i.e. All."]),
        ("See No. 5 and p. 12. He said no. Then he left.", ["See No. 5 and p. 12.", "He said no.", "Then he left."]),
        ("A fall of 3.5 percent. A rise of 0.1%.", ["A fall of 3.5 percent.", "A rise of 0.1%."]),
        ("“We stay.” Others went.", ["“We stay.”", "Others went."]),
        ('He said "we stay." Others went.', ['He said "we stay."', "Others went."]),
        ("“Why?” he asked. Nobody knew!", ["“Why?” he asked.", "Nobody knew!"]),
        ("(They stayed.) Others went (in 2016).", ["(They stayed.)", "Others went (in 2016)."]),
        ("They stayed.[12] Others went.", ["They stayed.[12]", "Others went."]),
        (
            "Firms such as Acme Inc. moved. Others, etc. Moscow all.",
            ["Firms such as Acme Inc. moved.", "Others, etc. Moscow all."],
        ),
        ("Wait... what? Yes… No.", ["Wait... what?", "Yes…", "No."]),
        ("1. First point. 2. Second.", ["1. First point.", "2. Second."]),
        ("See www.example.org/a.b for v1.2.3. Done.", ["See www.example.org/a.b for v1.2.3.", "Done."]),
        ("俄罗斯人约1.1万。他们住在北京！真的吗？", ["俄罗斯人约1.1万。", "他们住在北京！", "真的吗？"]),
        ("他说：“我走了。”她没走。", ["他说：“我走了。”", "她没走。"]),
        (
            "В 2020 г. Россия и т.д. Их 40 тыс. человек. Они уехали.",
            ["В 2020 г. Россия и т.д. Их 40 тыс. человек.", "Они уехали."],
        ),
        ("   ", []),
        ("", []),
    ],
)
def test_sentences_end_where_readers_end_them(line: str, expected: list[str]) -> None:
    assert split(line) == expected


def test_offsets_count_code_points_from_zero_and_leave_out_white_space() -> None:
    text = "𝔸 title\r\n\r\n  中文. Second one.  \r\nLast"
    here = passage(text, 3, 2)
    assert (here.start, here.end, here.text) == (17, 28, "Second one.")
    assert text[here.start : here.end] == "Second one."
    assert passage(text, 1).text == "𝔸 title"
    assert passage(text, 3) == (13, 28, "中文. Second one.")
    assert passage(text, 4, 1).text == "Last"


def test_a_byte_order_mark_belongs_to_no_passage() -> None:
    assert decoded(b"\xef\xbb\xbfOne.") == "One."
    assert passage("\ufeffOne.", 1) == (1, 5, "One.")


def test_a_digest_is_the_sha256_of_the_passage_in_utf8() -> None:
    assert digest("中文") == hashlib.sha256("中文".encode()).hexdigest()


LINES = "\n  Lines are counted from 1, empty ones too."
SENTENCES = "\n  Sentences are counted from 1: {0}.1 is the first. {0} alone means the whole line."


@pytest.mark.parametrize(
    ("line", "sentence", "message"),
    [
        (9, 1, f"the text has 3 lines; there is no line 9{LINES}"),
        (0, 0, f"the text has 3 lines; there is no line 0{LINES}"),
        (1, 3, f"line 1 has 2 sentences; there is no sentence 3{SENTENCES.format(1)}"),
        (3, -1, f"line 3 has 1 sentence; there is no sentence -1{SENTENCES.format(3)}"),
        (2, 1, "line 2 is empty\n  Name the line that carries the claim, counted from 1."),
    ],
)
def test_a_locator_beyond_the_text_is_told_how_much_there_is(line: int, sentence: int, message: str) -> None:
    with pytest.raises(BadInput) as caught:
        passage("One. Two.\n\nThree.", line, sentence)
    assert str(caught.value) == message


def test_text_that_is_not_utf8_is_refused_with_its_byte() -> None:
    with pytest.raises(BadInput, match="byte 3 is not UTF-8"):
        decoded(b"caf\xe9")


@given(st.text(alphabet=st.sampled_from('aA .!?。"”)[]1\u00a0\t中'), max_size=80))
def test_sentences_are_in_order_apart_and_leave_nothing_but_white_space_between(line: str) -> None:
    found = sentences(line)
    position = 0
    for sentence in found:
        assert not line[position : sentence.start].strip()
        assert sentence.text == line[sentence.start : sentence.end]
        assert sentence.text
        position = sentence.end
    assert not line[position:].strip()


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("a. " * 350_000, id="a million abbreviations"),
        pytest.param("." * 1_000_000, id="a million full stops"),
        pytest.param("A." * 500_000, id="half a million initials"),
        pytest.param(" " * 1_000_000 + ".", id="a million spaces"),
        pytest.param('." ' * 300_000, id="closing quotes"),
        pytest.param("." + "\u00a0" * 1_000_000, id="no-break spaces"),
        pytest.param(".[12]" * 200_000, id="footnote marks"),
        pytest.param("x" * 1_000_000, id="one word"),
    ],
)
def test_a_line_of_a_megabyte_takes_time_in_proportion(line: str) -> None:
    began = time.process_time()
    sentences(line)
    assert time.process_time() - began < 10  # seconds; about half of one where nothing else runs


def test_every_locator_of_the_checklist_leads_to_a_passage(articles: dict[str, str], checklist: Path) -> None:
    with checklist.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 118
    for row in rows:
        line, sentence = map(int, row["line.sentence"].split("."))
        here = passage(articles[row["article"]], line, sentence)
        assert articles[row["article"]][here.start : here.end] == here.text


@pytest.mark.parametrize(
    ("article", "line", "count"),
    [
        ("beijing-foreigners", 5, 2),
        ("beijing-foreigners", 7, 3),
        ("beijing-foreigners", 8, 1),
        ("beijing-foreigners", 9, 3),
        ("beijing-foreigners", 10, 3),
        ("russians-to-china", 22, 1),
        ("russians-to-china", 30, 2),
        ("russians-to-china", 32, 2),
        ("russians-to-china", 34, 3),
        ("rust-belt", 15, 2),
        ("rust-belt", 17, 3),
        ("rust-belt", 19, 2),
        ("rust-belt", 23, 2),
        ("rust-belt", 25, 3),
    ],
)
def test_the_articles_have_as_many_sentences_as_the_checklist_counts(
    articles: dict[str, str], article: str, line: int, count: int
) -> None:
    assert len(sentences(articles[article].split("\n")[line - 1])) == count
