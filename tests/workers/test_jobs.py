"""What goes between the server and its workers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sojourn.workers.jobs import OUTCOMES, Reply, head_of, read_head

WORDS = st.text(max_size=50)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.floats(allow_nan=False) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=10,
)
REPLIES = st.builds(
    Reply,
    outcome=st.sampled_from(OUTCOMES),
    body=st.binary(max_size=200),
    media=WORDS,
    facts=st.dictionaries(WORDS, JSON, max_size=4),
    what=WORDS,
    where=WORDS,
    advice=WORDS,
    seconds=st.just(0.25),
)


@given(REPLIES, st.integers(0, 2**40))
def test_a_reply_arrives_as_it_was_sent(reply: Reply, grown: int) -> None:
    line = head_of(reply, 0.25, grown)
    assert line.count(b"\n") == 1
    head, told, size = read_head(line, 200)
    assert size == len(reply.body)
    assert told == grown
    assert Reply(body=reply.body, **head) == reply


@given(st.binary(max_size=300) | JSON.map(lambda value: repr(value).encode()))
def test_whatever_is_not_a_reply_is_refused_with_one_kind_of_error(line: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_head(line, 1_000)


def test_an_answer_that_is_longer_than_allowed_is_refused_before_it_is_read() -> None:
    line = head_of(Reply(body=b"x" * 11))
    assert read_head(line, 11)[2] == 11
    with pytest.raises(ValueError, match="may give"):
        read_head(line, 10)


def test_json_of_an_answer_is_short_and_keeps_its_scripts() -> None:
    reply = Reply.of_json({"place": "哈尔滨", "rows": [1, None]}, rows=1)
    assert reply.body.decode() == '{"place":"哈尔滨","rows":[1,null]}'
    assert reply.json() == {"place": "哈尔滨", "rows": [1, None]}
    assert reply.facts == {"rows": 1}
