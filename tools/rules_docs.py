"""The page of the rules of reconciliation, from the rules themselves."""

from __future__ import annotations

from sojourn.audit.reconciling.assumptions import Assumption
from sojourn.audit.reconciling.rules import RULES
from sojourn.estimate import RULES as DERIVATIONS


def rules_page() -> str:
    """Every rule with what it says, its formula and its source."""
    lines = [
        "# Rules",
        "",
        "Written by `tools/build_docs.py` from the rules themselves.",
        "",
        "## Reconciliation",
        "",
        "Used by `sojourn reconcile`; all are on unless switched off with `--without`.",
        "",
        "| rule | says | formula | source |",
        "|---|---|---|---|",
        *(f"| `{rule.name}` | {rule.says} | {rule.formula} | {rule.origin} |" for rule in RULES.values()),
        "",
        "## Assumptions",
        "",
        "Off unless asked for with `--assume`; what would follow is told apart.",
        "",
        "| assumption | says |",
        "|---|---|",
        *(f"| `{assumption}` | {assumption.words} |" for assumption in Assumption),
        "",
        "## Plain derivations",
        "",
        "Written into `graph:derived` when a study is built; `sojourn ask derived` lists what they gave.",
        "",
        "| rule | says |",
        "|---|---|",
        *(f"| `{name}` | {(rule.__doc__ or '').strip().splitlines()[0]} |" for name, rule in DERIVATIONS.items()),
    ]
    return "\n".join(lines) + "\n"
