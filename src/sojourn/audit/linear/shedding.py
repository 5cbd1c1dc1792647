"""Rules that cannot matter for some assertions: left out before anything is computed, without changing the answer.

A rule such as *total = sum of its parts* binds nothing when the total is a quantity of which nothing else is said: it
can take whatever value the parts have. Such rows are taken away, then those that have become such rows, and so on. What
remains has a solution exactly if the whole has one.
"""

from __future__ import annotations

import numpy as np

from sojourn.audit.linear.halves import WHOLE, Flags, Halves, Ints, spread, sums


def shed(halves: Halves, hard: Ints, soft: Ints) -> Ints:
    """The hard halves that may matter for what some soft halves say.

    Args:
        halves: All halves.
        hard: Hard halves.
        soft: Soft halves; no cell in them is used to take a row away.
    """
    touched = np.zeros(len(halves.declared) // 2, dtype=np.bool_)
    entries, _ = spread(halves.start, soft)
    touched[halves.literal[entries] // 2] = True
    while len(hard):
        entries, begin = spread(halves.start, hard)
        literal, owner = halves.literal[entries], np.repeat(np.arange(len(hard)), np.diff(begin))
        gone = _one_way(halves, literal, owner, touched, len(hard)) | _absorbed(halves, hard, entries, begin, touched)
        if not gone.any():
            break
        hard = hard[~gone]
    return hard


def _one_way(halves: Halves, literal: Ints, owner: Ints, touched: Flags, count: int) -> Flags:
    """Halves with a cell that may grow without end, and whose growth only helps every half in which it stands."""
    seen = np.zeros(len(halves.declared), dtype=np.bool_)
    seen[literal] = True
    helps = ~seen[literal ^ 1] & np.isneginf(halves.declared[literal ^ 1]) & ~touched[literal // 2]
    gone = np.zeros(count, dtype=np.bool_)
    gone[owner[helps]] = True
    return gone


def _absorbed(halves: Halves, hard: Ints, entries: Ints, begin: Ints, touched: Flags) -> Flags:
    """Halves of rows with a cell of their own that can make up for whatever the other cells are."""
    literal, weight = halves.literal[entries], halves.weight[entries]
    owner = np.repeat(np.arange(len(hard)), np.diff(begin))
    rows, row = np.unique(halves.row[hard], return_inverse=True)
    pairs = np.unique(np.stack([literal // 2, row[owner]], axis=1), axis=0)
    uses = np.bincount(pairs[:, 0], minlength=len(touched))
    own = (uses[literal // 2] == 1) & ~touched[literal // 2]
    least = halves.declared[literal]
    endless = np.isneginf(least)
    share = weight * np.where(endless, 0.0, least)
    most = -halves.declared[literal ^ 1]
    gap = sums(share, begin)[owner] - share - halves.bound[hard][owner] + weight * np.where(np.isinf(most), 0.0, most)
    size = sums(np.abs(share), begin)[owner] + np.abs(halves.bound[hard][owner])
    clean = halves.whole[hard][owner] & (size < WHOLE) & (halves.error[hard][owner] == 0)
    loose = ~halves.strict[hard][owner] & ~halves.declared_strict[literal ^ 1]
    finite = sums(endless, begin)[owner] - endless == 0
    enough = np.isposinf(most) | (finite & ((gap > 1e-9 * size) | ((gap == 0) & clean & loose)))
    able = own & enough
    # A cell takes its row away only when it can do so for both sides of the row.
    halves_of_row = np.bincount(row, minlength=len(rows))
    helped = np.bincount(literal[able] // 2, minlength=len(touched))
    row_of_cell = np.zeros(len(touched), dtype=np.int64)
    row_of_cell[literal[own] // 2] = row[owner[own]]
    cells = np.flatnonzero(helped)
    taken = np.zeros(len(rows), dtype=np.bool_)
    taken[row_of_cell[cells[helped[cells] == halves_of_row[row_of_cell[cells]]]]] = True
    return np.asarray(taken[row], dtype=np.bool_)
