"""What the names of populations, agents and professions mean."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from functools import cache

from sojourn.errors import NotFound
from sojourn.model import UNION, Agent, Names, Population, Profession
from sojourn.sheets.gazetteer import fold
from sojourn.sheets.nearest import alike, ask, nearest
from sojourn.sheets.places import index_of
from sojourn.shipped import ONTOLOGY
from sojourn.vocabulary.terms import PROFESSIONS

_ISCO = re.compile(r"(?:isco[- ]?(?:08[- ]?)?)?(\d{1,4})", re.IGNORECASE | re.ASCII)


def _all_names(key: str, names: Names) -> tuple[str, ...]:
    return (key, names.en, names.zh, names.ru, *names.aliases)


class Who:
    """Finds the populations and agents that the column ``who`` names.

    Args:
        populations: Those of the study, then those of the registry, by key.
        agents: Likewise.
        study: Name of the study's folder, for the advice.
    """

    def __init__(
        self,
        populations: tuple[Mapping[str, Population], Mapping[str, Population]],
        agents: tuple[Mapping[str, Agent], Mapping[str, Agent]],
        study: str,
    ) -> None:
        self._study = study
        self._labels: dict[tuple[str, str], str] = {}
        self._tiers: list[dict[str, list[tuple[str, str]]]] = []
        for some_populations, some_agents in zip(populations, agents, strict=True):
            names: dict[str, list[tuple[str, str]]] = {}
            for family, table in (("population", some_populations), ("agent", some_agents)):
                for name, keys in index_of((k, _all_names(k, e.names)) for k, e in table.items()).items():
                    names.setdefault(name, []).extend((family, key) for key in keys)
                self._labels.update({(family, key): entity.names.en for key, entity in table.items()})
            self._tiers.append(names)
        self._found: dict[str, tuple[str, str]] = {}
        self._names: dict[str, list[tuple[str, str]]] = {}

    def resolve(self, text: str) -> tuple[str, str]:
        """``("population", key)`` or ``("agent", key)``.

        Raises:
            NotFound: If nobody has that key or name, or several have it.
        """
        found = self._found.get(text)
        if found is None:
            found = self._found[text] = self._look_up(text)
        return found

    def population(self, text: str) -> str:
        """The key of a population.

        Raises:
            NotFound: If there is none, or it is an agent.
        """
        family, key = self.resolve(text)
        if family != "population":
            raise NotFound(f"{text!r} is a person or organisation, not a population", advice="Name a population here.")
        return key

    def _look_up(self, text: str) -> tuple[str, str]:
        for family in ("population", "agent"):
            if (family, text) in self._labels:
                return family, text
        name = fold(text)
        for tier in self._tiers:
            hits = tier.get(name, [])
            if len(hits) == 1:
                return hits[0]
            if hits:
                listed = ", ".join(repr(key) for _, key in hits)
                raise NotFound(
                    f"{len(hits)} are called {text!r}", advice=f"Write the key of the one you mean: {listed}."
                )
        if not self._names:
            self._names = {name: hits for tier in reversed(self._tiers) for name, hits in tier.items()}
        near = dict.fromkeys(hit for found in nearest(name, self._names) for hit in self._names[found])
        guesses = [f"{self._labels[hit]!r} ({hit[1]})" for hit in near][:3]
        raise NotFound(
            f"no population or person is called {text!r}",
            advice=f"{ask(guesses)}New ones go into {self._study}/populations.csv or agents.csv.",
        )


class Professions:
    """Finds professions by label or ISCO-08 code.

    Attributes:
        minted: Those that the vocabulary lacks and ISCO-08 has.
    """

    def __init__(self) -> None:
        self.minted: dict[str, Profession] = {}
        self._found: dict[str, str] = {}

    def resolve(self, text: str) -> str:
        """The key of a profession.

        Raises:
            NotFound: If there is no such profession or code.
        """
        key = self._found.get(text)
        if key is None:
            key = self._found[text] = self._look_up(text)
        return key

    def _look_up(self, text: str) -> str:
        code = _ISCO.fullmatch(text)
        if code:
            return self._isco(code[1], text)
        names = _profession_names()
        name = fold(text)
        hits = names.get(name, [])
        if len(hits) == 1:
            return hits[0]
        titles = _isco_by_title()
        if not hits and name in titles:
            return self._isco(titles[name], text)
        choices = _profession_choices()
        guesses = dict.fromkeys(choices[found] for found in alike(name, choices))
        raise NotFound(
            f"no profession is called {text!r}", advice=f"{ask(guesses)}Write a label or an ISCO-08 code, such as 2221."
        )

    def _isco(self, code: str, text: str) -> str:
        title = _isco_titles().get(code)
        if title is None:
            raise NotFound(f"ISCO-08 has no code {text!r}", advice=f"{ask(_codes_near(code))}")
        key = f"isco-{code}"
        self.minted[key] = Profession(key=key, names=Names(en=title), isco08=(code,))
        return key


def _codes_near(code: str) -> list[str]:
    """The group to which a code would belong."""
    titles = _isco_titles()
    return next(([f"{code[:n]} ({titles[code[:n]]})"] for n in (3, 2, 1) if code[:n] in titles), [])


@cache
def _profession_names() -> dict[str, list[str]]:
    terms = PROFESSIONS.items()
    return index_of((key, (key, term.en, term.zh, term.ru, *term.aliases)) for key, term in terms)


@cache
def _profession_choices() -> dict[str, str]:
    """What a guess says for each folded name and title."""
    choices = {title: f"{_isco_titles()[code]!r} ({code})" for title, code in _isco_by_title().items()}
    choices.update({name: f"{PROFESSIONS[keys[0]].en!r}" for name, keys in _profession_names().items()})
    return choices


@cache
def _isco_titles() -> dict[str, str]:
    """The titles of ISCO-08 by code, from the table that the ontology ships."""
    path = ONTOLOGY / "isco08.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row["title"] for row in csv.DictReader(file)}


@cache
def _isco_by_title() -> dict[str, str]:
    return {fold(title): code for code, title in sorted(_isco_titles().items(), key=lambda item: -len(item[0]))}


def union_key(keys: list[str]) -> str:
    """The key of several taken together; their order carries no meaning."""
    return UNION.join(sorted(set(keys)))
