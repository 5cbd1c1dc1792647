"""Proofs in words: each step one sentence that can be checked with a pencil."""

from __future__ import annotations

import math
from collections.abc import Hashable

from sojourn.audit.linear.exact import Exact, over, size, spoken, tidy
from sojourn.audit.linear.halves import Halves
from sojourn.audit.linear.proofs import Proof, proof, remainder
from sojourn.audit.linear.propagation import Propagated, propagated


def rules(halves: Halves, found: Proof) -> tuple[Hashable, ...]:
    """The rules on which a proof rests, each once."""
    named = [halves.rule_of(half) for half in sorted(found.halves)]
    declared = [halves.system.cell_rule[literal // 2] for literal in sorted(found.declared)]
    return tuple(dict.fromkeys([*(rule for rule in named if rule is not None), *declared]))


def statement(halves: Halves, half: int) -> str:
    """What one half says: ``Beijing + Shanghai ≤ 16,000``."""
    system, row = halves.system, int(halves.row[half])
    terms = system.terms(row)
    sign = 1
    if all(weight < 0 for _, weight in terms):
        sign, terms = -1, [(cell, -weight) for cell, weight in terms]
    side = int(halves.side[half]) * sign
    mark = (">" if side > 0 else "<") if halves.strict[half] else ("≥" if side > 0 else "≤")
    value = halves.limit(half) * int(halves.side[half]) * sign
    if system.low[row] is not None and system.low[row] == system.high[row]:
        mark = "="
    left = [(cell, weight) for cell, weight in terms if weight > 0 or value]
    right = [(cell, -weight) for cell, weight in terms if not (weight > 0 or value)]
    return f"{_sum(halves, left)} {mark} {_sum(halves, right) if right else spoken(value)}"


def ground(halves: Halves, half: int) -> str:
    """On what a half rests, for people."""
    words = halves.system.words_of.get(int(halves.row[half]))
    tags = [str(halves.system.tags[tag]) for tag in halves.tags_of(half)]
    named = " and ".join(tags) or str(halves.rule_of(half))
    return f"{named}: {words}" if words else named


def clash(halves: Halves, found: Proof) -> tuple[str, ...]:
    """Why the parts of a proof exclude each other, step by step."""
    run = _rerun(halves, found)
    told = []
    for cell in run.clashes:
        again = proof(run, {2 * cell: 1, 2 * cell + 1: 1})
        if again.contradictory and not remainder(halves, again) and _straight(run, again):
            low, high = proof(run, {2 * cell: 1}), proof(run, {2 * cell + 1: 1})
            least = f"{'more than' if low.strict else 'at least'} {spoken(low.value)}"
            most = f"{'less than' if high.strict else 'at most'} {spoken(-high.value)}"
            end = f"{halves.system.keys[cell]} would have to be {least} and {most}, which no number is"
            told.append((*_steps(run, again), end))
    return min(told, key=_ease, default=None) or added(halves, found)


def _straight(run: Propagated, found: Proof) -> bool:
    """Whether no constraint of several cells is used twice, as in a circle."""
    used = [int(run.trail.half[event]) for event in found.events]
    return all(used.count(half) == 1 for half in used if half >= 0)


def _ease(steps: tuple[str, ...]) -> tuple[int, int, int]:
    """How easily steps are read: few, with few subtractions, short."""
    derived = [step for step in steps if step.startswith("so ")]
    return len(derived), sum(step.count(" − ") + step.count("= −") for step in derived), sum(map(len, steps))


def bound(halves: Halves, found: Proof, literal: int) -> tuple[str, ...]:
    """Why a literal has the bound that a proof gives it, step by step."""
    run = _rerun(halves, found)
    if run.trail.last[literal] >= 0:
        again = proof(run, {literal: 1})
        if (again.value, again.strict) == (found.value, found.strict) and _straight(run, again):
            return _steps(run, again)
    return added(halves, found)


def added(halves: Halves, found: Proof) -> tuple[str, ...]:
    """A proof as a sum: each part with its weight, and what remains."""
    steps = []
    found = _whole(found, halves)
    for half, weight in found.halves.items():
        steps.append(f"{_times(weight)}{statement(halves, half)} ({ground(halves, half)})")
    for literal, weight in found.declared.items():
        steps.append(f"{_times(weight)}{_declared(halves, literal)}")
    left = remainder(halves, found)
    value, mark = found.value, ">" if found.strict else "≥"
    if left and all(weight < 0 for weight in left.values()):
        left, value = {cell: -weight for cell, weight in left.items()}, -value
        mark = "<" if found.strict else "≤"
    total = f"{_sum(halves, list(left.items())) if left else '0'} {mark} {spoken(value)}"
    steps.append(f"added up with these weights: {total}" + ("" if left else ", which is false"))
    return tuple(steps)


def _whole(found: Proof, halves: Halves) -> Proof:
    """A contradiction with the smallest whole numbers as weights; another proof as it is."""
    if remainder(halves, found):
        return found
    weights = [*found.halves.values(), *found.declared.values()]
    factor = over(math.lcm(*(weight.denominator for weight in weights)), 1)
    factor = over(factor, math.gcd(*(int(weight * factor) for weight in weights)))
    return Proof(
        {half: tidy(weight * factor) for half, weight in found.halves.items()},
        {literal: tidy(weight * factor) for literal, weight in found.declared.items()},
        tidy(found.value * factor),
        found.strict,
    )


def _rerun(halves: Halves, found: Proof) -> Propagated:
    import numpy as np

    active = np.zeros(halves.count, dtype=np.bool_)
    active[list(found.halves)] = True
    return propagated(halves, active)


def _steps(run: Propagated, found: Proof) -> tuple[str, ...]:
    """What is said, in the order in which it was said, then what follows, step by step."""
    said: list[tuple[int, str]] = []
    derived: list[str] = []
    for event in found.events:
        half, literal = int(run.trail.half[event]), int(run.trail.literal[event])
        if half < 0:
            said.append((len(run.halves.system), _declared(run.halves, literal)))
        elif len(run.halves.terms(half)) == 1:
            words = f"{statement(run.halves, half)} ({ground(run.halves, half)})"
            said.append((int(run.halves.row[half]), words))
        else:
            derived.append(_derived(run, event, literal, half))
    return tuple(dict.fromkeys([*(words for _, words in sorted(said)), *derived]))


def _derived(run: Propagated, event: int, literal: int, half: int) -> str:
    """One derived bound: ``so departures > 16,000 + 44,000 − 50,000 = 10,000 (balance)``."""
    halves = run.halves
    terms = halves.terms(half)
    own = next(weight for other, weight in terms if other == literal)
    sign = -1 if literal % 2 else 1
    limit = halves.limit(half)
    parts: list[Exact] = [sign * limit] if limit else []
    strict = bool(halves.strict[half])
    for other, weight in terms:
        if other != literal:
            value, open_end = _bound_before(run, other ^ 1, int(run.trail.round[event]))
            strict = strict or open_end
            parts.append(sign * weight * value)
    total = over(sum(parts, start=0), own)
    mark = ("<" if strict else "≤") if literal % 2 else (">" if strict else "≥")
    shown = _numbers(sorted((part for part in parts if part), key=lambda part: part < 0))
    parts = [part for part in parts if part]
    if own != 1:
        shown = f"({shown}) ÷ {spoken(own)}"
    equation = shown if len(parts) < 2 and own == 1 else f"{shown} = {spoken(total)}"
    return f"so {halves.system.keys[literal // 2]} {mark} {equation} ({ground(halves, half)})"


def _bound_before(run: Propagated, literal: int, number: int) -> tuple[Exact, bool]:
    from sojourn.audit.linear.proofs import proof_of_event

    found = proof_of_event(run, literal, number)
    return found.value, found.strict


def _numbers(parts: list[Exact]) -> str:
    if not parts:
        return "0"
    if len(parts) > 12:
        shown = [*parts[:6], sum(parts[6:], start=0)]
        return f"{_numbers(shown)} (the last is the sum of {len(parts) - 6} numbers)"
    text = spoken(parts[0])
    for part in parts[1:]:
        text += f" {'−' if part < 0 else '+'} {spoken(size(part))}"
    return text


def _declared(halves: Halves, literal: int) -> str:
    cell, strict = literal // 2, bool(halves.declared_strict[literal])
    value = halves.declared_limit(literal)
    mark, value = (("<" if strict else "≤"), -value) if literal % 2 else ((">" if strict else "≥"), value)
    return f"{halves.system.keys[cell]} {mark} {spoken(value)} ({halves.system.cell_rule[cell]})"


def _sum(halves: Halves, terms: list[tuple[int, Exact]]) -> str:
    text = ""
    for cell, weight in terms:
        name = str(halves.system.keys[cell])
        sign = "−" if weight < 0 else "+"
        factor = "" if size(weight) == 1 else f"{spoken(size(weight))} × "
        if text:
            text += f" {sign} {factor}{name}"
        else:
            text = f"{'−' if weight < 0 else ''}{factor}{name}"
    return text or "0"


def _times(weight: Exact) -> str:
    return "" if weight == 1 else f"{spoken(weight)} times: "
