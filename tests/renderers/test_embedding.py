"""Bytes as letters in a page, and what only our loader unpacks: read back by Python and by the browser."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from sojourn.renderers import embedding
from sojourn.renderers.shell import asset

SIZES = [0, 1, 2, 3, 4, 5, 8, 12, 13, 14, 25, 26, 27, 1000, 4001]
TEXTS = {
    "nothing": "",
    "one letter": "a",
    "repeated": "ab" * 5000,
    "three languages": "Evidence 依据 Свидетельства\n" * 3,
    "far apart": "".join(chr(32 + (i * i * 7919) % 90) for i in range(70_000)) * 2,
    "a script": asset("scene.js") + asset("words_page.js") + asset("scene.js"),
}


@pytest.mark.parametrize("size", SIZES)
def test_bytes_come_back_from_their_letters(size: int) -> None:
    for content in (bytes(i * i * 31 % 251 for i in range(size)), b"\0" * size, b"\xff" * size):
        written = embedding.letters(content)
        assert embedding.content(written) == content
        assert len(written) <= -(-8 * size * 2 // 13)


def test_no_letter_ends_an_element_or_is_changed_on_the_way() -> None:
    assert len(embedding.LETTERS) == 91
    assert set(embedding.LETTERS) <= set(range(33, 127)) - set(b'"<\\')


@pytest.mark.parametrize("name", TEXTS)
def test_a_text_comes_back_from_its_fewest_bytes(name: str) -> None:
    for long in (True, False):
        assert embedding.unsqueezed(embedding.squeezed(TEXTS[name], long=long)) == TEXTS[name]


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node on this machine")
def test_the_loader_reads_back_what_python_has_written() -> None:
    letters = [
        embedding.letters(embedding.squeezed(text, long=long)) for text in TEXTS.values() for long in (True, False)
    ]
    loader = asset("loader.js").replace("load();", "")
    code = f"""
        const document = {{ getElementById: (text) => ({{ textContent: text }}) }};
        {asset("loader_lzma.js")}
        {loader}
        for (const text of require("node:fs").readFileSync(0, "utf-8").split("\\n")) {{
          process.stdout.write(new TextDecoder().decode(unsqueezed(bytesOf(text))) + "\\0");
        }}
    """
    run = subprocess.run(
        ["node", "-e", code], input="\n".join(letters), capture_output=True, text=True, timeout=60, check=True
    )
    assert run.stdout.split("\0")[:-1] == [text for text in TEXTS.values() for _ in range(2)]
