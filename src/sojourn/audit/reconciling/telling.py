"""Reconciliation in plain text and as plain data."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from sojourn.audit.reconciling.assumptions import BRIDGE, Assumption
from sojourn.audit.reconciling.readings import Interval, amount
from sojourn.audit.reconciling.results import Conditional, Contradiction, Implied, Reconciliation, Statement, Whole
from sojourn.audit.reconciling.rules import RULES


def text(result: Reconciliation) -> str:
    """The findings as a person reads them, contradictions first."""
    lines = [f"{result.claims} figures were taken together. {result.reading}", ""]
    lines.extend(_verdict(result))
    for number, contradiction in enumerate(result.contradictions, 1):
        lines.extend(_contradiction(contradiction, f"Contradiction {number}"))
    if result.relaxation:
        lines.append("The least that would have to give way for all of them to hold:")
        lines.extend(f"  {claim} by {amount(change)} {unit}" for claim, change, unit in result.relaxation)
        lines.append("")
    if result.set_aside:
        lines.extend(
            [f"Left out of what follows, because they are in a contradiction: {', '.join(result.set_aside)}.", ""]
        )
    if result.implied:
        lines.extend(["What the sources imply together, and none of them says:", ""])
        for item in result.implied:
            lines.extend(_implied(item))
    if result.wholes:
        lines.extend(["Parts beside their wholes:", ""])
        for whole in result.wholes:
            lines.extend(_whole(whole))
    for conditional in result.conditional:
        lines.extend(_conditional(conditional))
    return "\n".join(lines).rstrip() + "\n"


def _verdict(result: Reconciliation) -> list[str]:
    count = len(result.contradictions)
    if not count:
        return ["No contradiction: all of them can be true.", ""]
    more = "" if result.all_found else " There may be more; --most raises the limit."
    return [f"{count} contradiction{'s' if count > 1 else ''}: these cannot all be true.{more}", ""]


def _contradiction(item: Contradiction, title: str) -> Iterator[str]:
    yield f"{title}: leave out any one of {', '.join(item.claims)}, and the others can be true."
    for said in item.said:
        yield f"  {_said(said)}"
    yield "  because"
    for step in item.steps:
        yield f"    {step}"
    for rule in item.rules:
        yield f"  using {rule_words(rule)}"
    yield ""


def _said(statement: Statement) -> str:
    through = f", read in {statement.source}" if statement.root != statement.source else ""
    return f"{statement.claim}: {statement.figure} (says {statement.root}{through})"


def _implied(item: Implied) -> Iterator[str]:
    yield f"  {item.name}: {item.interval.words()}"
    for said in item.said:
        yield f"    {_said(said)}"
    for step in item.steps:
        yield f"    {step}"
    yield f"    rests on {', '.join(item.rests_on)}"
    yield ""


def _whole(item: Whole) -> Iterator[str]:
    yield f"  {item.name}: {item.whole.words()}"
    yield f"    its parts ({'; '.join(item.parts)})"
    yield f"    add up to {item.stated_sum.words()} as stated, {item.parts_sum.words()} as read"
    yield f"    {shortfall(item.short)}"
    yield f"    rests on {', '.join(item.claims)}"
    for statement, why in item.beside:
        yield f"    not compared with {_said(statement)}: {why}"
    yield ""


def shortfall(short: Interval) -> str:
    """How parts compare with their whole, for people."""
    if short.high is not None and short.high < 0:
        return (
            f"the parts exceed the whole by {Interval(-short.high, None if short.low is None else -short.low).words()}"
        )
    if short.low is not None and short.low > 0:
        return f"the parts fall short of the whole by {short.words()}"
    if short.low == short.high == 0:
        return "the parts add up to the whole exactly"
    return "the parts may be all of the whole, or fall short of it"


def _conditional(item: Conditional) -> Iterator[str]:
    yield f"If one assumed that {' and that '.join(item.assumptions)} (which no source says), then"
    yield ""
    for number, contradiction in enumerate(item.contradictions, 1):
        yield from _contradiction(contradiction, f"contradiction {number} under this assumption")
    for implied in item.implied:
        yield from _implied(implied)


def rule_words(rule: str) -> str:
    """A rule or an assumption as people say it."""
    if rule in RULES:
        return f"the rule that {RULES[rule].says[0].lower()}{RULES[rule].says[1:].rstrip('.')}"
    name = rule.removeprefix("if ")
    if name in set(Assumption):
        return f"the assumption that {Assumption(name).words}"
    return "the bridge that a stock changes by at most so much a year" if rule == BRIDGE else f"that {rule}"


def data(result: Reconciliation) -> dict[str, object]:
    """The findings as plain data for JSON; numbers that are whole stay whole, what is not bounded is ``None``."""
    return {
        "figures": result.claims,
        "reading": result.reading,
        "contradictions": [_contradiction_data(item) for item in result.contradictions],
        "allContradictionsFound": result.all_found,
        "relaxation": [
            {"claim": claim, "amount": _number(change), "unit": unit} for claim, change, unit in result.relaxation
        ],
        "setAside": list(result.set_aside),
        "implied": [_implied_data(item) for item in result.implied],
        "wholes": [
            {
                "whole": item.name,
                "parts": list(item.parts),
                "statedSum": _interval_data(item.stated_sum),
                "partsSum": _interval_data(item.parts_sum),
                "notComparedWith": [{"claim": said.claim, "because": why} for said, why in item.beside],
                "interval": _interval_data(item.whole),
                "short": _interval_data(item.short),
                "claims": list(item.claims),
            }
            for item in result.wholes
        ],
        "conditional": [
            {
                "assumptions": list(item.assumptions),
                "setAside": list(result.set_aside),
                "implied": [_implied_data(one) for one in item.implied],
                "contradictions": [_contradiction_data(one) for one in item.contradictions],
            }
            for item in result.conditional
        ],
    }


def _contradiction_data(item: Contradiction) -> dict[str, object]:
    return {
        "claims": list(item.claims),
        "said": [{"claim": s.claim, "figure": s.figure, "source": s.source, "root": s.root} for s in item.said],
        "rules": list(item.rules),
        "steps": list(item.steps),
        "quantities": list(item.cells),
    }


def _implied_data(item: Implied) -> dict[str, object]:
    return {
        "quantity": item.name,
        "interval": _interval_data(item.interval),
        "restsOn": list(item.rests_on),
        "rules": list(item.rules),
        "steps": list(item.steps),
    }


def _interval_data(interval: Interval) -> dict[str, object]:
    return {
        "low": None if interval.low is None else _number(interval.low),
        "high": None if interval.high is None else _number(interval.high),
        "lowOpen": interval.low_open,
        "highOpen": interval.high_open,
    }


def _number(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
