"""The graph of cells and rows: which belong together, and which parts of it have no cycle."""

from __future__ import annotations

import numpy as np

from sojourn.audit.linear.halves import Flags, Halves, Ints, spread


def components(cells: int, cell: Ints, begin: Ints) -> Ints:
    """Component of each cell: the smallest number of a cell with which rows connect it.

    Args:
        cells: Number of cells.
        cell: Cell of each entry, row after row.
        begin: Where the entries of each row begin, and the end of the last.
    """
    label = np.arange(cells, dtype=np.int64)
    sizes = np.diff(begin)
    several = sizes > 1
    if not several.any():
        return label
    keep = np.repeat(several, sizes)
    cell = cell[keep]
    starts = np.concatenate([[0], np.cumsum(sizes[several])])[:-1]
    owner = np.repeat(np.arange(len(starts)), sizes[several])
    while True:
        least = np.minimum.reduceat(label[cell], starts)
        spoken_for = label[cell] != least[owner]
        if not spoken_for.any():
            return label
        np.minimum.at(label, label[cell[spoken_for]], least[owner[spoken_for]])
        while (jumped := label[label]).tobytes() != label.tobytes():
            label = jumped


def trees(label: Ints, halves: Halves, chosen: Ints) -> Flags:
    """Whether each component is without cycles: as many ties as rows and cells less one. Indexed by label."""
    pairs = halves.row[chosen]
    _, first = np.unique(pairs, return_index=True)
    rows = chosen[first]
    _, begin = spread(halves.start, rows)
    size = len(label)
    at = label[halves.literal[halves.start[rows]] // 2]
    ties = np.bincount(at, weights=np.diff(begin), minlength=size + 1)
    count = np.bincount(at, minlength=size + 1)
    members = np.bincount(label, minlength=size + 1)
    return np.asarray(ties == count + members - 1, dtype=np.bool_)
