"""A mapping file is checked by itself: every fault with its line and column, all in one run."""

from __future__ import annotations

import csv
import time
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sojourn.errors import BadInput, SheetErrors
from sojourn.importers.mapping import Amount, When, Who, read_mapping, template
from sojourn.importers.mapping_codes import OBSERVATIONS, choices
from sojourn.importers.mapping_yaml import MAX_BYTES
from tests.shared import SHARED

RIGHT = """\
kind: flow
source: {key: office-2024, title: Moves}
columns:
  origin: From
  destination: To
  period: Year
  value: Persons
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "map.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def faults(folder: Path, text: str) -> list[tuple[str, str, str]]:
    """Place, fault and advice of everything that is wrong with a mapping."""
    path = written(folder, text)
    with pytest.raises(BadInput) as caught:
        read_mapping(path)
    problems = caught.value.problems if isinstance(caught.value, SheetErrors) else [caught.value]
    return [(one.where.removeprefix(f"{path}:"), one.what, one.advice) for one in problems]


def test_the_template_passes_its_own_check(tmp_path: Path) -> None:
    mapping = read_mapping(written(tmp_path, template()))
    assert mapping.kind == "flow"
    assert mapping.missing == {"..": "O", "-": "zero", "": "M"}
    assert [one.words() for one in mapping.leave_out] == [
        "column 'From' equals 'Total' or 'All countries'",
        "column 'From' starts with 'Note'",
        "column 'From' is the same as column 'To'",
    ]


def test_the_template_still_passes_with_its_remarks_made_lines(tmp_path: Path) -> None:
    lines = template().replace("  # based_on:  ", "  based_on:  ").replace("  #   - {key: my-reg", "    - {key: my-reg")
    for part in ("wide:", "  from:", "  to:", "  headers:", "  cells:"):
        lines = lines.replace(f"# {part}", part, 1) if part == "wide:" else lines.replace(f"# {part}", part)
    mapping = read_mapping(written(tmp_path, lines))
    assert mapping.wide is not None
    assert (mapping.wide.first, mapping.wide.headers) == ("1990", "Year")
    assert [base.title for base in mapping.source.based_on] == ["Register of residents"]


def test_every_form_of_a_facet_is_read(tmp_path: Path) -> None:
    text = """\
kind: residence
source: {key: a, title: A, based_on: {key: b, title: B}}
table: {thousands: space, decimal: ",", delimiter: tab, header: 3}
columns:
  residence: {column: Geo, codes: {NO: Norway, 010: AQ}}
  population: {criterion: countryOfBirth, of: Birth, populations: {T: residents, N: own country}}
  period: {column: Y, years: 5}
  value: {column: N, times: 1000, power_of_ten: E}
  unit: {constant: persons}
"""
    mapping = read_mapping(written(tmp_path, text))
    assert mapping.columns["place"].codes == {"NO": "Norway", "010": "AQ"}  # neither false nor eight
    who, when, amount = (mapping.columns[facet] for facet in ("population", "period", "value"))
    assert isinstance(who, Who)
    assert isinstance(when, When)
    assert isinstance(amount, Amount)
    assert (who.criterion, who.column, who.populations["N"]) == ("countryOfBirth", "Birth", "own country")
    assert (when.years, amount.times, amount.power) == (5, 1000, "E")
    assert (mapping.table.thousands, mapping.table.decimal, mapping.table.delimiter) == (" ", ",", "\t")
    assert mapping.columns["measure"].constant == "persons"


CASES = [
    ("an unknown part", RIGHT + "colunms: {}\n", "8:1", "a mapping has no 'colunms'", "Did you mean 'columns'?"),
    (
        "an unknown facet",
        RIGHT.replace("  origin:", "  orgin:"),
        "4:3",
        "columns has no 'orgin'",
        "Did you mean 'origin'?",
    ),
    ("a name that stands twice", RIGHT + "kind: flow\n", "8:1", "'kind' stands twice", "Keep one"),
    (
        "a column mapped twice",
        RIGHT.replace("destination: To", "destination: From"),
        "5:16",
        "the column 'From' is mapped twice: as origin (line 4) and as destination",
        "A column says one thing",
    ),
    (
        "a kind that is none",
        RIGHT.replace("kind: flow", "kind: flows"),
        "1:7",
        "cannot be 'flows'",
        "Did you mean 'flow'?",
    ),
    ("no source", RIGHT.replace("source: {key: office-2024, title: Moves}\n", ""), "1:1", "no 'source'", "--mapping"),
    (
        "a source without a title",
        RIGHT.replace(", title: Moves", ""),
        "2:9",
        "source has no 'title'",
        "key and a title",
    ),
    ("a key with blanks", RIGHT.replace("office-2024", "My Office"), "2:15", "'My Office' is no key", "small letters"),
    (
        "a script as an address",
        RIGHT.replace("title: Moves", "title: Moves, url: 'javascript:alert(1)'"),
        "2:47",
        "'javascript:alert(1)' is no address",
        "https://",
    ),
    (
        "a day that is none",
        RIGHT.replace("title: Moves", "title: Moves, published: 2015-02-30"),
        "2:53",
        "2015-02-30",
        "28",
    ),
    (
        "a place for a flow",
        RIGHT + "  place: Here\n",
        "8:3",
        "a flow has no place",
        "It has origin and destination.",
    ),
    (
        "an origin for a stock",
        RIGHT.replace("kind: flow", "kind: residence"),
        "4:3",
        "a residence has no origin",
        "It has place.",
    ),
    ("no figures", RIGHT.replace("  value: Persons\n", ""), "4:3", "no column of figures", "value:"),
    (
        "a value and an interval",
        RIGHT + "  low: Least\n",
        "7:3",
        "a figure is either a value or an interval",
        "Keep `value:`",
    ),
    (
        "a unit that does not fit",
        RIGHT + "  measure: {constant: percent}\n",
        "8:3",
        "a flow is not counted in percent",
        "persons, personsPerYear",
    ),
    (
        "a whole for a flow",
        RIGHT + "  whole: {constant: residents}\n",
        "8:3",
        "a flow has no whole",
        "Only a share",
    ),
    (
        "a share of nothing",
        RIGHT.replace("flow", "share", 1).replace("  origin: From\n  destination: To\n", "  place: To\n"),
        "4:3",
        "a share needs 'whole' or 'origin' or 'destination'",
        "whole:",
    ),
    (
        "a method that is none",
        RIGHT + "  method: {constant: registry}\n",
        "8:22",
        "method cannot be 'registry'",
        "Did you mean 'register'?",
    ),
    (
        "a status of the cell among the statuses of residents",
        RIGHT + "  status: {column: F, codes: {p: P}}\n",
        "8:34",
        "status cannot be 'P'",
        "The status of a cell of the table is called observation.",
    ),
    (
        "a code of SDMX that there is not",
        RIGHT + "  observation: {column: F, codes: {x: X}}\n",
        "8:39",
        "observation cannot be 'X'",
        "It is one of: A, B",
    ),
    (
        "a column and a constant",
        RIGHT + "  method: {column: M, constant: census}\n",
        "8:11",
        "both a column and a constant",
        "",
    ),
    ("neither column nor constant", RIGHT + "  method: {codes: {a: census}}\n", "8:11", "method names no column", ""),
    (
        "countries without a criterion",
        RIGHT + "  population: {of: Citizen}\n",
        "8:15",
        "countries but no criterion",
        "criterion: citizenship",
    ),
    (
        "a criterion without countries",
        RIGHT + "  population: {criterion: citizenship, column: C}\n",
        "8:15",
        "a criterion but no column",
        "of:",
    ),
    (
        "a start without an end",
        RIGHT.replace("period: Year", "period: {start: Year}"),
        "6:12",
        "a period needs both start and end",
        "",
    ),
    (
        "a form of dates with a year of two digits",
        RIGHT.replace("period: Year", 'period: {column: Y, format: "%d.%m.%y"}'),
        "6:31",
        "'%d.%m.%y' is no form of dates",
        "%Y for the year",
    ),
    (
        "a constant period that is none",
        RIGHT.replace("period: Year", "period: {constant: 03/04/2015}"),
        "6:22",
        "03/04/2015",
        "",
    ),
    (
        "factors with separators",
        RIGHT.replace("Persons", "{column: P, times: 1_000}"),
        "7:29",
        "cannot be '1_000'",
        "whole number",
    ),
    (
        "one sign for two things",
        RIGHT + 'table: {decimal: ",", thousands: ","}\n',
        "8:34",
        "one sign cannot be both",
        "Correct one.",
    ),
    ("a delimiter that is none", RIGHT + "table: {delimiter: ab}\n", "8:20", "'ab' cannot separate cells", "tab"),
    ("a mark that means nothing", RIGHT + "missing: {x: X}\n", "8:14", "'x' cannot mean 'X'", "CL_OBS_STATUS"),
    (
        "a condition without a test",
        RIGHT + "skip_rows_where: {column: From}\n",
        "8:18",
        "needs a column and one test",
        "equals",
    ),
    (
        "a condition with a test that there is not",
        RIGHT + "skip_rows_where: [{column: From, equal: Total}]\n",
        "8:34",
        "skip_rows_where has no 'equal'",
        "Did you mean 'equals'?",
    ),
    (
        "wide columns that nothing reads",
        RIGHT + 'wide: {from: "1990", to: "2020", headers: Jahr, cells: Persons}\n',
        "8:7",
        "the headers become 'Jahr', which no facet reads",
        "period: Jahr",
    ),
    (
        "wide columns without an end",
        RIGHT + 'wide: {from: "1990", headers: Year, cells: Persons}\n',
        "8:7",
        "wide needs either 'columns' or 'from' with 'to'",
        "",
    ),
    ("a population without a label", RIGHT + "populations: {x: {note: y}}\n", "8:18", "has no label", "English"),
    ("a list instead of names", "- kind\n- flow\n", "1:1", "a mapping should be names with their values", "kind: …"),
    ("one text instead of names", "kind\n", "1:1", "(kind, source, table, columns …), and is one text", "in each line"),
    ("a value that is a list", RIGHT.replace("kind: flow", "kind: [flow]"), "1:7", "should be one text", "not a list"),
    ("a blank value", RIGHT.replace("origin: From", "origin:"), "4:10", "origin names no column", "header"),
    (
        "two names of one facet",
        RIGHT + "  measure: U\n  unit: V\n",
        "9:3",
        "'unit' is another name of 'measure'",
        "Keep one.",
    ),
    ("a hidden character", RIGHT.replace("Moves", '"Mo\\u202eves"'), "2:35", "cannot be seen", "again"),
]


@pytest.mark.parametrize(
    ("text", "where", "what", "advice"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_a_fault_has_line_column_and_advice(text: str, where: str, what: str, advice: str, tmp_path: Path) -> None:
    found = faults(tmp_path, text)
    assert any(at == where and what in said and advice in hint for at, said, hint in found), found


@pytest.mark.parametrize(
    ("text", "where", "what"),
    [
        pytest.param("kind: !!python/object/apply:os.system [ls]\n", "1:7", "the tag", id="a tag that runs a program"),
        pytest.param("kind: !!str flow\n", "1:7", "the tag", id="a harmless tag"),
        pytest.param("a: &a [x]\nb: *a\n", "1:4", "the anchor or alias 'a'", id="an alias"),
        pytest.param("kind: flow\n---\nkind: flow\n", "2:1", "a second document", id="two documents"),
        pytest.param("[" * 200 + "]" * 200, "1:13", "nested more than 12 deep", id="deep nesting"),
        pytest.param("a: [b\n", "2:1", "this is no YAML", id="an open bracket"),
        pytest.param("a: b: c\n", "1:5", "this is no YAML", id="two colons"),
        pytest.param("\tkind: flow\n", "1:1", "this is no YAML", id="a tabulator"),
        pytest.param("kind: %s\n" % ("[" + "x," * 30_000 + "]"), "1:40002", "more than 20,000", id="very many values"),
        pytest.param("# nothing\n", "", "the mapping is empty", id="only a remark"),
    ],
)
def test_what_yaml_can_do_and_a_mapping_need_not_is_refused(text: str, where: str, what: str, tmp_path: Path) -> None:
    ((at, said, hint),) = faults(tmp_path, text)
    assert at.startswith(where) or not where
    assert what in said
    assert hint


def test_a_bomb_of_aliases_is_refused_at_once(tmp_path: Path) -> None:
    levels = [f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]" for n in range(9)]
    began = time.process_time()
    ((at, said, _),) = faults(tmp_path, "\n".join(["a: &a [x]", *levels]))
    assert time.process_time() - began < 2
    assert (at, "anchor" in said) == ("1:4", True)


def test_large_binary_and_missing_files_are_refused(tmp_path: Path) -> None:
    large = tmp_path / "large.yaml"
    large.write_text("# " + "x" * MAX_BYTES, encoding="utf-8")
    with pytest.raises(BadInput, match="the mapping has 262,146 bytes; it may have 262,144"):
        read_mapping(large)
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("kind: flow # Größe".encode("latin-1"))
    with pytest.raises(BadInput, match=r"latin\.yaml:1"):
        read_mapping(latin)
    with pytest.raises(BadInput, match="there is no such file"):
        read_mapping(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("data", "what", "advice"),
    [
        (b" \n", "the mapping is empty", "`sojourn new --mapping` makes one to start from."),
        (b"# only a remark\n", "the mapping is empty", "`sojourn new --mapping` makes one to start from."),
        ("kind: flow".encode("utf-16"), "the text is UTF-16", "A mapping is a text in UTF-8: save it as that."),
        ("kind: flöw".encode("latin-1"), "is not UTF-8", "A mapping is a text in UTF-8: save it as that."),
        (b"PK\x03\x04", "a zip archive", "A mapping is a text in YAML; the table itself is the other file."),
    ],
    ids=["blank", "a remark", "UTF-16", "Latin-1", "a workbook"],
)
def test_what_is_no_text_of_a_mapping_is_told_in_words_for_mappings(
    data: bytes, what: str, advice: str, tmp_path: Path
) -> None:
    path = tmp_path / "map.yaml"
    path.write_bytes(data)
    with pytest.raises(BadInput) as caught:
        read_mapping(path)
    assert what in caught.value.what
    assert caught.value.advice == advice


def test_all_faults_are_told_in_one_run_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = RIGHT.replace("flow", "flows").replace("Moves", "''").replace("origin", "orgin") + "missing: {a: b}\n"
    found = faults(tmp_path, text)
    assert [at.split(":")[0] for at, _, _ in found] == ["1", "2", "4", "8"]


def test_the_codes_of_observations_are_those_of_sdmx() -> None:
    path = SHARED / "data" / "sdmx_CL_OBS_STATUS.csv"
    if not path.is_file():
        pytest.skip("the code list of SDMX is not at hand")
    with path.open(encoding="utf-8", newline="") as file:
        listed = {row["id"]: row["name"].casefold() for row in csv.DictReader(file)}
    assert {code: name.casefold() for code, name in OBSERVATIONS.items()} == listed
    assert choices("observation") == tuple(OBSERVATIONS)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_mapping_that_was_damaged_is_read_or_refused_and_nothing_else(data: st.DataObject) -> None:
    text = template()
    at = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, 40))
    put = data.draw(st.text(st.sampled_from("[]{}:,-#&*!|>'\"%@`\n \tay1.~"), max_size=12))
    with TemporaryDirectory() as folder:
        path = written(Path(folder), text[:at] + put + text[at + length :])
        with suppress(BadInput):
            assert read_mapping(path).source.key
