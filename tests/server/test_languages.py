"""The pages in Chinese and Russian: no text without a translation, none left over, places and plurals kept."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

import pytest

import sojourn
from sojourn.audit.comparing.words import VERDICTS
from sojourn.queries.headers import NamedQuery
from sojourn.queries.named import FOLDER, LISTINGS, listings, load, names
from sojourn.queries.naming import CLASSES
from sojourn.server.words import PARTS, RUSSIAN_FORMS, TOLD, counting, foreign, known, sentences, telling, words
from sojourn.server.words_shell import LIMITS
from sojourn.vocabulary.terms import SCHEMES, TERMS

SOURCE = Path(sojourn.__file__).parent
TEMPLATES = SOURCE / "server" / "templates"
LANGUAGES = ("zh", "ru")
NARROW = "\u202f"
TEXT = r'"([^"]*)"|\'([^\']*)\''
SAME_IN_ALL = {"SPARQL", "persons / year", "%"}
"""Texts that are no words of a language."""
NO_LETTERS = {"isco08", "{said} and in {said2}"}
"""Texts whose translation has no word."""
PIECES = {"low", "high", "lowOpen", "highOpen", "hedge", "measure", "word", "edtf", "notation", "periodWords"}
"""Columns of which a table folds a figure or a period; they are named in files only."""
FOR_MACHINES = {
    "reconciling.py",
    "graph_store.py",
    "sparql.py",
    "metrics.py",
    "negotiation.py",
    "editor.py",
    "running.py",
}
"""Modules whose refusals go to programs (protocols, OpenRefine, Prometheus, completion) or to the command line."""
FOR_BROWSERS = (
    *(path for path in sorted((SOURCE / "server").glob("*.py")) if path.name not in FOR_MACHINES),
    *(SOURCE / "workers" / name for name in ("pool.py", "worker.py", "child.py")),
    *(SOURCE / "workers" / "tasks" / name for name in ("ask.py", "rows.py", "picture.py")),
    *(SOURCE / "graph" / name for name in ("comparing.py", "dossiers.py", "dossiers_claims.py")),
)
"""Where what a browser shows as a refusal is written, as far as all of it can come from a page."""
OF_COMMANDS = {
    *("another server cannot be served", "the client left"),
    "Name a store or studies on this machine; the other server answers by itself.",
}
"""What ``sojourn serve`` says before it serves, and what nobody sees; the command line stays English."""


def questions() -> list[NamedQuery]:
    return [load(name) for name in (*names(), *listings())]


def folded(column: str) -> bool:
    return column.rpartition("_")[2] in PIECES


@cache
def of_questions() -> dict[str, str]:
    """Every text that a page takes from the headers of the questions, and a question that has it."""
    found: dict[str, str] = {}
    for query in questions():
        texts = [query.question, query.summary, query.undated, query.empty]
        for parameter in query.parameters:
            texts += [parameter.name.replace("_", " "), parameter.description, *parameter.words]
        for column in query.columns:
            texts += [column.description, column.unit, column.absent]
            texts += [] if folded(column.name) else [column.name.replace("_", " ")]
        found |= {text: query.name for text in texts if text}
    return found


@cache
def of_templates() -> dict[str, str]:
    """Every text that a template names, and the template."""
    found: dict[str, str] = {}
    for template in sorted(TEMPLATES.glob("*.html")):
        text = re.sub(r"\{#.*?#\}", "", template.read_text(encoding="utf-8"), flags=re.DOTALL)
        for call in re.finditer(rf"\b(?:t|counted)\((?:{TEXT})\s*[,)]", text):
            found[call[1] or call[2]] = template.name
    return found


def test_every_text_of_the_questions_is_said_in_chinese_and_russian() -> None:
    assert len(of_questions()) > 400
    missing = {text: name for text, name in of_questions().items() if text not in known() and text not in SAME_IN_ALL}
    assert missing == {}


def test_every_text_of_the_templates_is_said_in_chinese_and_russian() -> None:
    begun = {"facet: ", "All "}  # the beginning of a text; its ends are in MADE
    assert len(of_templates()) > 150
    assert {text: name for text, name in of_templates().items() if text not in known() and text not in begun} == {}


def test_every_value_that_a_question_writes_into_its_answer_is_said_in_chinese_and_russian() -> None:
    closed = {notation for scheme in SCHEMES.values() for notation in scheme} | set(TERMS)
    for folder in (FOLDER, LISTINGS):
        for file in sorted(folder.glob("*.rq")):
            lines = file.read_text(encoding="utf-8").splitlines()
            text = "\n".join(line for line in lines if not line.startswith("#"))
            for value in re.findall(r'"([A-Za-z][^"\n]*[a-z])"', text):
                joined = value == "pub" or value in {"en", "sum of "} or value in closed
                assert joined or value in known() or value in sentences(), f"{file.name}: {value}"


@cache
def spoken() -> str:
    """All that the code, the templates and the questions say in English."""
    texts = [*of_questions(), *LIMITS.values()]
    for file in sorted(SOURCE.rglob("*.py")):
        if not file.name.startswith(("words_", "wording_comp", "naming_words")) or file.name == "words_shell.py":
            texts += _constants(ast.parse(file.read_text(encoding="utf-8")))
    for file in [*TEMPLATES.glob("*.html"), *FOLDER.glob("*.rq"), *LISTINGS.glob("*.rq")]:
        texts.append(file.read_text(encoding="utf-8"))
    ontology = SOURCE.parent.parent / "ontology"
    texts += [file.read_text(encoding="utf-8") for file in sorted(ontology.glob("*.ttl"))]
    return "\n".join(texts)


def _constants(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


MADE = {
    *("All places", "All populations", "All professions", "All persons and bodies", "All sources", "All claims"),
    *(
        f"{prefix} figure"
        for prefix in [
            "arrivals",
            "back",
            "departures",
            "first",
            "gap",
            "higher",
            "lower",
            "net",
            "now",
            "second",
            "then",
        ]
    ),
    *("there figure", "count now figure", "count then figure", "now when", "then when"),
    *(f"the two {verdict}" for verdict in VERDICTS.values()),
    *(f"no {family} of this graph is called {{q}}" for family in (*CLASSES, "entity")),
    *(f"Write the name, code or key of {a} {{word}}{end}" for a in ("a", "an") for end in (".", " of this graph.")),
    *("added; lies in {place}", "not added; lies in {place}", "{ids}: part = share × whole"),
    "/ask lists them all.",
    "this cannot stand here; expected {listed}",
    "SERVICE would send the question to another machine. Ask that machine itself, or load its answer as a file.",
}
"""Texts that are put together from two that stand in different places."""


def test_no_translation_is_left_over() -> None:
    """Every piece of an English text between its places stands somewhere in the code, the templates or the queries."""
    left = []
    for key in (*known(), *sentences()):
        pieces = [piece.strip(" .,:;()") for piece in re.split(r"\{\w+\}|\||; ", key)]
        if key not in MADE and not all(_is_spoken(piece) for piece in pieces if len(piece) > 2):
            left.append(key)
    assert left == []


def _is_spoken(piece: str) -> bool:
    words_of_it = piece.removeprefix("facet: ").replace(" ", "_")
    return piece in spoken() or words_of_it in spoken() or piece[:1].lower() + piece[1:] in spoken()


def test_no_text_is_translated_twice() -> None:
    found: dict[str, str] = {}
    for part in (*PARTS, *TOLD):
        for key in import_module(part).WORDS:
            assert key not in found, f"{key} stands in {found[key]} and {part}"
            found[key] = part
    assert len(found) > 1_100


@pytest.mark.parametrize("at", [0, 1])
def test_each_translation_has_the_places_of_the_english_and_letters_of_its_language(at: int) -> None:
    own = re.compile("[\u4e00-\u9fff]" if at == 0 else "[а-яё]", re.IGNORECASE)
    for key, said in {**known(), **sentences()}.items():
        translated = said[at]
        places = set(re.findall(r"\{\w+\}", key)) - {"{rule}", "{assumption}"}  # their names say nothing to readers
        assert places == set(re.findall(r"\{\w+\}", translated)), key
        plain = re.sub(r"\{\w+\}", "", key)
        assert own.search(translated) or not re.search("[A-Za-z]{3}", plain) or key in NO_LETTERS, key
        assert not re.search(r"[а-яё][a-z]|[a-z][а-яё]", translated, re.IGNORECASE), key
        forms = translated.split("|")
        assert len(forms) in {1, RUSSIAN_FORMS if at == 1 and "|" in key else 1}, key


def test_kinds_of_statement_mean_what_the_ontology_says() -> None:
    import pyoxigraph as ox

    meanings: dict[str, dict[str, str]] = {}
    for file in sorted((SOURCE.parent.parent / "ontology").glob("*.ttl")):
        for triple in ox.parse(path=str(file)):
            if triple.predicate.value.endswith("#definition") and isinstance(triple.object, ox.Literal):
                meanings.setdefault(str(triple.subject), {})[triple.object.language or ""] = triple.object.value
    kinds = [each for subject, each in meanings.items() if subject.endswith("Assertion>") and each["en"] in known()]
    assert len(kinds) >= 12
    for each in kinds:
        assert known()[each["en"]] == (each["zh"], each["ru"])


def refusals() -> Iterator[tuple[str, str]]:
    """What is refused for browsers, with examples in its places, and where that is written."""
    for file in FOR_BROWSERS:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            for said in _said_by(node):
                example = _example(said)
                if example and example not in OF_COMMANDS:
                    yield example, f"{file.name}:{said.lineno}"


def _said_by(node: ast.AST) -> list[ast.expr]:
    """What a refusal, or a variable that goes into one, says."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"Refused", "NotFound", "BadInput", "Reply"}:
        told = [argument for argument in node.args if not isinstance(argument, ast.Name)]
        return told + [keyword.value for keyword in node.keywords if keyword.arg in {"what", "advice"}]
    if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
        return [node.value] if node.targets[0].id in {"what", "advice"} else []
    return []


def _example(said: ast.expr) -> str:
    """A text with an example in each of its places; empty for what is no text of ours."""
    if isinstance(said, ast.Constant):
        return said.value if isinstance(said.value, str) else ""
    if not isinstance(said, ast.JoinedStr) or (len(said.values) == 1 and not isinstance(said.values[0], ast.Constant)):
        return ""
    return "".join(str(part.value) if isinstance(part, ast.Constant) else _in_place(part) for part in said.values)


def _in_place(part: ast.expr) -> str:
    assert isinstance(part, ast.FormattedValue)
    name = ast.unparse(part.value)
    if "description" in name:
        return "the place itself"
    if name == "most" and not part.format_spec:
        return "1,234 rows"
    if part.conversion == ord("r"):
        return "'Beijng'"
    return "1,234" if part.format_spec or name in {"retry", "COLUMNS"} or name.startswith("len(") else "x"


def test_what_pages_refuse_is_told_in_chinese_and_russian() -> None:
    told = dict(refusals())
    assert len(told) > 60
    left = {text: where for text, where in told.items() for lang in LANGUAGES if telling(lang)(text) == text}
    assert left == {}


@pytest.mark.parametrize(
    ("english", "zh", "ru"),
    [
        ("over 16,000", "超过 16,000", f"более 16{NARROW}000"),
        ("about 5,000 to 6,000", "约 5,000 至 6,000", f"около 5{NARROW}000–6{NARROW}000"),
        ("over 18,500 to 37,000", "超过 18,500 至 37,000", f"более 18{NARROW}500, но не более 37{NARROW}000"),
        ("25,000 to under 31,000", "25,000 至不足 31,000", f"от 25{NARROW}000, но менее 31{NARROW}000"),
        ("most (over 50 %)", "大多数（超过 50%）", "большинство (более 50 %)"),
        ("−460,000", "−460,000", f"−460{NARROW}000"),
        ("not bounded", "无界", "не ограничено"),
        ("2018-11-03", "2018年11月3日", "03.11.2018"),
        (
            (
                "so X, 2013 = 37,890,000 + 460,000 = 38,350,000 "
                "(changeIsDifference: A change of population is the stock at the end less the stock at the start.)"
            ),
            "所以：X, 2013 = 37,890,000 + 460,000 = 38,350,000（规则：人口变化等于期末存量减期初存量。）",
            (
                f"значит, X, 2013 = 37{NARROW}890{NARROW}000 + 460{NARROW}000 = 38{NARROW}350{NARROW}000 "
                "(правило: Изменение численности — это запас в конце минус запас в начале.)"
            ),
        ),
        (
            (
                "so Z > 16,000 + 42,892.1 (rounded) − 50,000 = 8,892.05 (rounded) (if rate-holds: "
                "the yearly flow held in every year between the two stocks; balancing equation)"
            ),
            (
                "所以：Z > 16,000 + 42,892.1（约数） − 50,000 = 8,892.05（约数）"
                "（假设：年流量在两个存量之间的每一年都成立；人口平衡方程）"
            ),
            (
                f"значит, Z > 16{NARROW}000 + 42{NARROW}892,1 (округлённо) − 50{NARROW}000 = 8{NARROW}892,05 "
                "(округлённо) (допущение: годовой поток был таким каждый год между двумя запасами; "
                "уравнение демографического баланса)"
            ),
        ),
        (
            "Y would have to be more than 26,000 and at most 16,000, which no number is",
            "Y 必须既超过 26,000又至多 16,000，没有这样的数",
            f"Y: потребовалось бы и более 26{NARROW}000, и не более 16{NARROW}000, а такого числа нет",
        ),
        (
            "it differs in residence status (постоянный житель against не указано) and in time (2020 against 2025)",
            "不同之处：居留身份（постоянный житель 对 не указано）；时间（2020 对 2025）",
            "отличия: статус проживания (постоянный житель против не указано); время (2020 против 2025)",
        ),
        ("the parts fall short of the whole by 4,000 to 30,000", "各部分之和少于整体，差额：4,000 至 30,000", None),
        ("the rule that a part is its share times the whole", "规则：部分等于其比例乘以整体", None),
        ("no place of this graph is called 'X'", "此图中没有名为“X”的地点", "места с названием «X» в этом графе нет"),
        ("x needs place: the place itself", "x 需要参数 place：地点本身", "для x нужен параметр place: само место"),
        ("residence status: permanent resident / not stated", "居留身份：永久居民 / 未说明", None),
        ("nobody said this, ever", "nobody said this, ever", "nobody said this, ever"),
        ("<b>'x'</b> is no date", "<b>'x'</b> is no date", "<b>'x'</b> is no date"),
    ],
)  # fmt: skip
def test_sentences_from_below_are_told_with_their_exact_meaning(english: str, zh: str, ru: str | None) -> None:
    assert telling("en")(english) == english
    assert telling("zh")(english) == zh
    assert ru is None or telling("ru")(english) == ru


def test_a_text_that_is_hard_to_match_is_told_as_it_came_and_soon() -> None:
    for text in ("so " * 600 + "x", "a to " * 390, "1 + " * 490 + "1", "(" * 1_999, "x" * 100_000):
        assert telling("ru")(text) == text


@pytest.mark.parametrize(
    ("number", "en", "zh", "ru"),
    [
        (1, "1 claim", "1 条陈述", "1 утверждение"),
        (3, "3 claims", "3 条陈述", "3 утверждения"),
        (11, "11 claims", "11 条陈述", "11 утверждений"),
        (21, "21 claims", "21 条陈述", "21 утверждение"),
        (875_903, "875,903 claims", "875,903 条陈述", f"875{NARROW}903 утверждения"),
    ],
)
def test_words_bend_with_their_number(number: int, en: str, zh: str, ru: str) -> None:
    for lang, said in (("en", en), ("zh", zh), ("ru", ru)):
        assert counting(lang)("{n} claim|{n} claims", number) == said


def test_english_is_marked_where_it_stays() -> None:
    assert foreign("Population census of China, 2020", "ru")
    assert not foreign("S0-19: перепись, Population census", "ru")
    assert not foreign("16,000", "zh")
    assert not foreign("Population census", "en")
    assert words("ru")("no text of ours") == "no text of ours"
