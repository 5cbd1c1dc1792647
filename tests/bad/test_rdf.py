"""RDF files that are refused: one message that says where, what and what to do; nothing written, nothing fetched."""

from __future__ import annotations

import logging
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from sojourn.errors import BadInput
from sojourn.rdf.files import from_file
from tests.bad.golden import snapshot

SECONDS = 2.0
MEGABYTES = 300
XSD = "http://www.w3.org/2001/XMLSchema#"
WHAT_IT_IS = "Give it the ending of what it is: .ttl, .trig, .nt, .nq, .jsonld or .rdf."
IN_FULL = "Write it in full, or declare a base at the top of the file."
CUT_OFF = "It seems to have been cut off; get it again."
ITSELF = "Put the context itself into the file; files are read as they are."
CORRECT = "Correct the text, or its datatype after ^^."
NESTED = ("brackets are nested more than 1,000 deep", "No graph needs that; cut it down.")

XML = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:b="urn:b:">
    <rdf:Description rdf:about="urn:a"><b:c>5</b:c></rdf:Description></rdf:RDF>"""

CASES: list[tuple[str, str, str, str, str]] = [
    ("undefined prefix", "a.ttl", "@prefix a: <urn:a:> .\na:x b:y a:z .\n",
     "2:5: The prefix b: has not been declared", "Declare it at the top of the file: @prefix name: <IRI> ."),
    ("relative IRI", "a.ttl", "\n<x> <urn:b> <urn:c> .\n", "2:1: a name is relative, and no base is given", IN_FULL),
    ("relative IRI in N-Triples", "a.nt", "<x> <urn:b> <urn:c> .\n",
     "1:1: a name is relative, and no base is given", IN_FULL),
    ("relative IRI in JSON-LD", "a.jsonld", '{"@id": "here", "urn:b": 1}',
     "1:9: the name 'here' is relative, and no base is given", IN_FULL),
    ("truncated Turtle", "a.ttl", '<urn:a> <urn:b> "abc', "1:17: Unexpected end of file", CUT_OFF),
    ("truncated TriG", "a.trig", "<urn:g> { <urn:a> <urn:b> <urn:c> .\n", "2:1: Unexpected end", CUT_OFF),
    ("truncated JSON-LD", "a.jsonld", '{"@id": "urn:a", "urn:b": [',
     "1:28: Unexpected end of file, a value was expected", CUT_OFF),
    ("DOCTYPE", "a.rdf", '<?xml version="1.0"?>\n<!DOCTYPE a [<!ENTITY b "c">]>\n<a/>', "2:1: the file has a DOCTYPE",
     "Entities can grow without end. Write the file without a DOCTYPE, or as Turtle."),
    ("remote @context", "a.jsonld", '{"@context": "https://schema.org/", "@id": "urn:a"}',
     "1:2: the context lies on the web, and nothing is fetched", ITSELF),
    ("remote @import", "a.jsonld", '{"@context": {"@import": "https://schema.org/"}, "@id": "urn:a"}',
     "1:15: the context lies on the web, and nothing is fetched", ITSELF),
    ("nesting in Turtle", "a.ttl", f"<urn:a> <urn:b>\n{'[' * 1_001}{']' * 1_001} .", f"2:1001: {NESTED[0]}", NESTED[1]),
    ("nesting in JSON-LD", "a.jsonld", '{"urn:b":' * 20_000, f"1:9001: {NESTED[0]}", NESTED[1]),
    ("nested triple terms", "a.ttl", f"<urn:a> <urn:b> {'<<( ' * 20_000}", f"1:2017: {NESTED[0]}", NESTED[1]),
    ("long literal", "a.nt", f'<urn:a> <urn:b> "{"x" * 1_000_001}" .',
     "1:18: a text is 1,000,001 characters long; the longest taken is 1,000,000",
     "Name the document as a source, and keep it outside of the graph."),
    ("XML in Turtle", "a.ttl", '\n<?xml version="1.0"?>\n', "2:1: the file is RDF/XML, not Turtle", WHAT_IT_IS),
    ("JSON in Turtle", "a.ttl", '{"@id": "urn:a"}', "1:1: the file is JSON-LD, not Turtle", WHAT_IT_IS),
    ("Turtle in JSON-LD", "a.jsonld", "@prefix a: <urn:a> .", "1:1: the file is Turtle, not JSON-LD", WHAT_IT_IS),
    ("a web page", "a.ttl", "<!DOCTYPE html>\n<html>", "1:1: the file is a web page, not Turtle", WHAT_IT_IS),
    ("an archive", "a.nq", "PK\x03\x04", "1:1: the file is a zip archive, not N-Quads", WHAT_IT_IS),
    ("quads in N-Triples", "a.nt", "<urn:a> <urn:b> <urn:c> <urn:g> .\n",
     "1:25: Quads must be followed by a dot", "Repair the nt or build it anew."),
    ("ill-typed integer", "a.ttl", f'<urn:a> <urn:b>\n  "abc"^^<{XSD}integer> .',
     "2:3: 'abc' is not an xsd:integer", CORRECT),
    ("no such day", "a.ttl", f'<urn:a> <urn:b> "2015-02-30"^^<{XSD}date> .',
     "1:17: '2015-02-30' is not a xsd:date", CORRECT),
    ("ill-typed truth", "a.ttl", f'<urn:a> <urn:b> "yes"^^<{XSD}boolean> .',
     "1:17: 'yes' is not a xsd:boolean", CORRECT),
]  # fmt: skip


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object) -> None:
        raise AssertionError("a file is read without the network")

    monkeypatch.setattr(socket.socket, "connect", refused)


@pytest.mark.parametrize(("file", "text", "what", "advice"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_bad_rdf_file_is_refused_with_this_message(
    file: str, text: str, what: str, advice: str, tmp_path: Path
) -> None:
    path = tmp_path / file
    path.write_text(text, encoding="utf-8")
    before = snapshot(tmp_path)
    start = time.process_time()
    with pytest.raises(BadInput) as caught:
        from_file(path)
    assert time.process_time() - start < SECONDS
    assert str(caught.value) == f"{path}:{what}\n  {advice}"
    assert snapshot(tmp_path) == before


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_bytes(b'<urn:a> <urn:b> "\xe9" .')
    with pytest.raises(BadInput, match=r"a\.ttl:1:18: Invalid UTF-8.*\n  Save it as UTF-8\."):
        from_file(tmp_path / "a.ttl")


@pytest.mark.parametrize("lexical", ["2020-02-29", "0099-01-01", "12020-01-01", "-0044-03-15", "2020-01-01Z"])
def test_days_that_the_calendar_has_are_taken(lexical: str, tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text(f'<urn:a> <urn:b> "{lexical}"^^<{XSD}date> .')
    assert len(from_file(tmp_path / "a.ttl")) == 1


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("a.trig", "{ <urn:a> <urn:b> <urn:c> }"),
        ("a.ttl", '[ <urn:b> "PK" ] .'),
        ("a.jsonld", '{"@context": {"@base": "urn:x:"}, "@id": "a", "urn:b": 1}'),
        ("a.rdf", XML),
    ],
)
def test_what_only_looks_like_another_format_is_read(file: str, text: str, tmp_path: Path) -> None:
    (tmp_path / file).write_text(text)
    assert len(from_file(tmp_path / file)) == 1


def test_imports_are_ignored_and_a_note_says_so(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "a.ttl"
    path.write_text("\n<urn:a> <http://www.w3.org/2002/07/owl#imports> <https://example.org/x> .")
    with caplog.at_level(logging.WARNING, "sojourn"):
        assert len(from_file(path)) == 1
    (record,) = caplog.records
    assert record.getMessage() == (f"{path}:2:40: owl:imports is ignored, nothing is fetched: <https://example.org/x>")


def run(folder: Path, code: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False, timeout=300
    )


def test_the_command_line_ends_with_2_and_the_same_message_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").write_text("a:x a:y a:z .")
    before = snapshot(tmp_path)
    code = "import sys; from sojourn.cli import main; sys.exit(main(sys.argv[1:]))"
    done = run(tmp_path, code, "query", "-e", "ASK {}", "--store", "a.ttl", "-o", "answer")
    message = (
        "a.ttl:1:1: The prefix a: has not been declared\n  Declare it at the top of the file: @prefix name: <IRI> .\n"
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", message)
    assert snapshot(tmp_path) == before


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="only Linux tells the memory of a process so")
@pytest.mark.parametrize("name", ["nesting in JSON-LD", "nested triple terms", "long literal", "DOCTYPE"])
def test_an_rdf_file_made_to_exhaust_memory_does_not(name: str, tmp_path: Path) -> None:
    (case,) = (case for case in CASES if case[0] == name)
    (tmp_path / case[1]).write_text(case[2])
    code = (
        "import re, sys; from pathlib import Path; from sojourn.errors import BadInput\n"
        "from sojourn.rdf.files import from_file\n"
        "try: from_file(Path(sys.argv[1]))\n"
        "except BadInput: print(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1])\n"
    )
    done = run(tmp_path, code, case[1])
    assert int(done.stdout) < MEGABYTES * 1024, done.stderr
