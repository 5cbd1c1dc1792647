"""The gate for mapping files: YAML as nodes that know their line and column, and nothing that YAML can do beyond that.

Tags, anchors, aliases, second documents, deep nesting and large files are refused before anything is built. Scalars
stay the text that stands in the file: ``NO`` is Norway, not false, and ``010`` keeps its nought.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeGuard

from sojourn.errors import BadInput, Problem, SheetErrors
from sojourn.sheets.files import SUSPECT, read_text
from sojourn.sheets.nearest import did_you_mean

if TYPE_CHECKING:
    from yaml import MappingNode, Node
    from yaml.error import Mark

MAX_BYTES = 256 * 1024
"""Largest mapping file that is read [bytes]."""
MAX_NODES = 20_000
"""Most names and values in a mapping file."""
MAX_DEPTH = 12
"""Deepest nesting in a mapping file."""


class Faults:
    """Gathers what is wrong with one mapping file.

    Args:
        name: The name of the file, for messages.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self._at: list[tuple[int, int]] = []

    def add(self, node: Node, what: str, advice: str = "") -> None:
        """Notes a fault at the place where a node begins."""
        mark = node.start_mark
        self._at.append((mark.line, mark.column))
        self.problems.append(Problem(self.where(node), what, advice))

    def where(self, node: Node) -> str:
        """``map.yaml:7:12``."""
        return place_of(self.name, node.start_mark)

    def raise_if_any(self) -> None:
        """Raises all that was found, in the order of the file.

        Raises:
            SheetErrors: If anything was.
        """
        if self.problems:
            ordered = sorted(zip(self._at, range(len(self.problems)), self.problems, strict=True), key=lambda p: p[:2])
            raise SheetErrors([problem for _, _, problem in ordered])


def place_of(name: str, mark: Mark | None) -> str:
    """``map.yaml:7:12``, counted from 1."""
    return f"{name}:{mark.line + 1}:{mark.column + 1}" if mark is not None else name


def read_nodes(path: Path) -> Node:
    """The root node of a mapping file.

    Raises:
        BadInput: If the file is missing, too large, no UTF-8, no YAML, empty, or uses what a mapping has no need of.
    """
    if path.is_file() and path.stat().st_size > MAX_BYTES:
        raise BadInput(
            f"the mapping has {path.stat().st_size:,} bytes; it may have {MAX_BYTES:,}",
            where=str(path),
            advice="A mapping describes columns; long lists of codes belong into the table itself.",
        )
    text = _text(path)
    import yaml

    try:
        _refuse_extras(str(path), text)
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "this is no YAML"
        raise BadInput(f"this is no YAML: {what}", where=place_of(str(path), mark), advice=_HINT) from None
    except yaml.YAMLError as error:
        raise BadInput(f"this is no YAML: {str(error).splitlines()[0]}", where=str(path), advice=_HINT) from None
    if node is None:
        raise BadInput("the mapping is empty", where=str(path), advice=_NEW)
    return node


def _text(path: Path) -> str:
    """The text of the file; what the gate of sheets advises is said for a mapping."""
    try:
        return read_text(path, path.parent)
    except BadInput as error:
        what = "the mapping is empty" if error.what == "the file is empty" else error.what
        advice = next((said for sign, said in _ADVICE.items() if sign in error.what), error.advice)
        raise BadInput(what, where=error.where, advice=advice) from None


_NEW = "`sojourn new --mapping` makes one to start from."
_SAVE = "A mapping is a text in UTF-8: save it as that."
_ADVICE = {
    "the file is empty": _NEW,
    "there is no such file": _NEW,
    "UTF-16": _SAVE,
    "is not UTF-8": _SAVE,
    "a zip archive": "A mapping is a text in YAML; the table itself is the other file.",
    "a link that leads out": "Put the mapping itself there, or name the file to which the link leads.",
}
"""What the gate says, and what to do about it in a mapping."""
_HINT = 'Indent with blanks, put a blank behind each colon, and quote texts that begin with a sign: "..": O.'


def _refuse_extras(name: str, text: str) -> None:
    """Walks through the events of the parser, which builds nothing and does not recurse."""
    import yaml

    depth = nodes = documents = 0
    events: Iterator[Any] = yaml.parse(text, Loader=yaml.SafeLoader)
    for event in events:
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        documents += isinstance(event, yaml.DocumentStartEvent)
        fault = _extra(event, depth, nodes, documents)
        if fault:
            what, advice = fault
            raise BadInput(what, where=place_of(name, event.start_mark), advice=advice)


def _extra(event: Any, depth: int, nodes: int, documents: int) -> tuple[str, str] | None:
    import yaml

    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        return f"the anchor or alias {event.anchor!r}: a mapping has none", "Write the value where it is meant."
    if getattr(event, "tag", None):
        return f"the tag {event.tag!r}: a mapping has none", "Leave the tag away; every value is read as text."
    if documents > 1:
        return "a second document begins here", "A file holds one mapping; remove the line '---'."
    if depth > MAX_DEPTH:
        return f"nested more than {MAX_DEPTH} deep", "A mapping has no such depth; see `sojourn new --mapping`."
    if nodes > MAX_NODES:
        return f"more than {MAX_NODES:,} names and values", "Long lists of codes belong into the table itself."
    return None


class Section:
    """A mapping of the file with names from a closed list, read value by value.

    Args:
        faults: Where faults go.
        node: The node that should be a mapping.
        what: What it is, for messages: ``source``.
        keys: The names it may have; ``None`` when any may stand.
    """

    def __init__(self, faults: Faults, node: Node, what: str, keys: Collection[str] | None) -> None:
        self.faults = faults
        self.node = node
        self.what = what
        self.values: dict[str, Node] = {}
        self.keys: dict[str, Node] = {}
        if is_mapping(node):
            self._fill(node, keys)
        else:
            named = f" ({', '.join(list(keys)[:4])} …)" if keys else ""
            found = "a list with hyphens" if is_list(node) else "one text"
            fault = f"{what} should be names with their values{named}, and is {found}"
            faults.add(node, fault, f"Write a name and its value in each line: {_example(keys)}.")

    def _fill(self, node: MappingNode, keys: Collection[str] | None) -> None:
        for key_node, value in node.value:
            key = text_of(key_node)
            if key is None:
                self.faults.add(key_node, f"a name in {self.what} should be a text", "Quote it.")
            elif key in self.values:
                first = self.keys[key].start_mark
                self.faults.add(
                    key_node,
                    f"{key!r} stands twice in {self.what}; first in line {first.line + 1}",
                    "Keep one of them.",
                )
            elif keys is not None and key not in keys:
                guess = did_you_mean(key, keys)
                listed = ", ".join(keys)
                self.faults.add(key_node, f"{self.what} has no {key!r}", f"{guess}It may have: {listed}.")
            else:
                self.values[key], self.keys[key] = value, key_node

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, *, blank: bool = False) -> str:
        """The text of a value; empty when it is not there or faulty."""
        node = self.values.get(key)
        return "" if node is None else self.plain(node, f"{key} of {self.what}", blank=blank)

    def plain(self, node: Node, what: str, *, blank: bool = False) -> str:
        """The text of a node; a fault when it is a list, or blank where that says nothing."""
        text = text_of(node)
        if text is None:
            self.faults.add(node, f"{what} should be one text", "Write one value, not a list.")
            return ""
        if not text.strip() and not blank:
            self.faults.add(node, f"{what} is blank", "Write its value, or leave the line away.")
        if SUSPECT.search(text):
            self.faults.add(node, f"{what} has characters that cannot be seen", "Type it again.")
        return text

    def choice(self, key: str, choices: Collection[str], default: str = "") -> str:
        """One of a closed list."""
        if key not in self.values:
            return default
        return self.chosen(self.values[key], f"{key} of {self.what}", choices)

    def chosen(self, node: Node, what: str, choices: Collection[str]) -> str:
        """The text of a node when it is one of a closed list; empty and a fault when it is not."""
        text = self.plain(node, what)
        if text and text not in choices:
            listed = ", ".join(choices)
            self.faults.add(node, f"{what} cannot be {text!r}", f"{did_you_mean(text, choices)}It is one of: {listed}.")
            return ""
        return text

    def number(self, key: str, least: int, most: int, default: int = 0) -> int:
        """A whole number between two others."""
        if key not in self.values:
            return default
        text = self.text(key)
        if text and not (text.isascii() and text.isdigit() and len(text) < 12 and least <= int(text) <= most):
            self.faults.add(
                self.values[key],
                f"{key} of {self.what} cannot be {text!r}",
                f"Write a whole number from {least:,} to {most:,}, without separators.",
            )
            return default
        return int(text) if text else default

    def texts(self, key: str, *, blank: bool = False) -> tuple[str, ...]:
        """One text, or a list of texts."""
        node = self.values.get(key)
        if node is None:
            return ()
        what = f"{key} of {self.what}"
        nodes = node.value if is_list(node) else [node]
        return tuple(self.plain(item, what, blank=blank) for item in nodes)

    def pairs(self, key: str) -> Iterator[tuple[str, Node]]:
        """The names and values of a free list: ``codes``, ``missing``."""
        node = self.values.get(key)
        if node is not None:
            yield from Section(self.faults, node, f"{key} of {self.what}", None).values.items()


def _example(keys: Collection[str] | None) -> str:
    return f"'{next(iter(keys))}: …'" if keys else "'name: value'"


def is_mapping(node: Node) -> TypeGuard[MappingNode]:
    """Whether a node is a list of names and values."""
    import yaml

    return isinstance(node, yaml.MappingNode)


def is_list(node: Node) -> bool:
    """Whether a node is a list of values."""
    import yaml

    return isinstance(node, yaml.SequenceNode)


def text_of(node: Node) -> str | None:
    """The text of a scalar as it stands in the file; blank for ``~`` and nothing; ``None`` for lists."""
    import yaml

    if not isinstance(node, yaml.ScalarNode):
        return None
    value = str(node.value)
    return "" if node.tag == "tag:yaml.org,2002:null" and value == "~" else value
