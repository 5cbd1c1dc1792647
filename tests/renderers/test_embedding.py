"""Bytes as letters in a page: read back by Python and by the loader of the page."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from sojourn.renderers import embedding
from sojourn.renderers.shell import asset

SIZES = [0, 1, 2, 3, 4, 5, 8, 12, 13, 14, 25, 26, 27, 1000, 4001]


def contents(size: int) -> list[bytes]:
    return [bytes(i * i * 31 % 251 for i in range(size)), b"\0" * size, b"\xff" * size]


@pytest.mark.parametrize("size", SIZES)
def test_bytes_come_back_from_their_letters(size: int) -> None:
    for content in contents(size):
        written = embedding.letters(content)
        assert embedding.content(written) == content
        assert len(written) <= -(-8 * size * 2 // 13)


def test_no_letter_ends_an_element_or_is_changed_on_the_way() -> None:
    assert len(embedding.LETTERS) == 91
    assert set(embedding.LETTERS) <= set(range(33, 127)) - set(b'"<\\')


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node on this machine")
def test_the_loader_reads_back_what_python_has_written() -> None:
    wanted = [content for size in SIZES for content in contents(size)]
    loader = asset("loader.js").replace("load();", "")
    code = f"""
        const document = {{ getElementById: (text) => ({{ textContent: text }}) }};
        {loader}
        for (const text of require("node:fs").readFileSync(0, "utf-8").split("\\n")) {{
          process.stdout.write(Buffer.from(bytesOf(text)).toString("hex") + "\\n");
        }}
    """
    run = subprocess.run(
        ["node", "-e", code],
        input="\n".join(embedding.letters(content) for content in wanted),
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert [bytes.fromhex(line) for line in run.stdout.split("\n")[:-1]] == wanted
