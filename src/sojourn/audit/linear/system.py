"""What is to be reconciled: unknown quantities, what is said of them, and the rules that bind them.

A *cell* is an unknown quantity. A *constraint* bounds a sum of cells times exact weights. It carries a *tag*: what it
rests on. Constraints that rest on an assertion are soft: they may turn out to be in conflict, and may be relaxed.
Constraints that rest on a rule are hard: they are named beside a conflict, and are never given up.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import Any, NamedTuple

from sojourn.audit.linear.exact import Exact, Given, exact, spoken
from sojourn.errors import BadInput

HARD = -1
"""In place of the number of a tag: the row rests on a rule."""
JOINT = -2
"""In place of the number of a tag: the row rests on several tags (see :attr:`System.joint`)."""


class Product(NamedTuple):
    """A statement that one cell is the product of two others.

    Attributes:
        tag: Number of its soft tag, or :data:`HARD`.
        rule: What a hard one rests on.
        share: Number of the cell of the share.
        whole: Number of the cell of the whole.
        part: Number of the cell of the part.
        words: What it says, for people.
    """

    tag: int
    rule: Hashable
    share: int
    whole: int
    part: int
    words: str


class System:
    """Cells and the constraints on them, held compactly: about 300 bytes a constraint.

    Attributes:
        keys: The cells, in the order in which they were added.
        tags: The soft tags, in the order in which they first occurred.
        products: The products, in order.
    """

    def __init__(self) -> None:
        self.keys: list[Hashable] = []
        self.tags: list[Hashable] = []
        self.products: list[Product] = []
        self.number_of: dict[Hashable, int] = {}
        self.tag_number: dict[Hashable, int] = {}
        self.rules: dict[Hashable, None] = {}
        self.cell_low: list[Exact | None] = []
        self.cell_high: list[Exact | None] = []
        self.cell_open: list[tuple[bool, bool]] = []
        self.cell_rule: list[Hashable] = []
        self.start: list[int] = [0]
        self.cell: list[int] = []
        self.weight: list[Exact] = []
        self.low: list[Exact | None] = []
        self.high: list[Exact | None] = []
        self.low_open: list[bool] = []
        self.high_open: list[bool] = []
        self.tag_of: list[int] = []
        self.rule_of: dict[int, Hashable] = {}
        self.words_of: dict[int, str] = {}
        self.cost_of: dict[int, Exact] = {}
        self.joint: dict[int, tuple[int, ...]] = {}
        self.denominators: set[int] = set()

    def __len__(self) -> int:
        """The number of constraints."""
        return len(self.low)

    def add_cell(
        self,
        key: Hashable,
        *,
        low: Given | None = 0,
        high: Given | None = None,
        low_open: bool = False,
        high_open: bool = False,
        rule: Hashable = "a count is not negative",
    ) -> None:
        """Adds an unknown quantity.

        Args:
            key: Its name; constraints refer to it by this.
            low: The least value it can have whatever is asserted; ``None`` when it may be negative without end.
            high: The greatest value it can have whatever is asserted.
            low_open: Whether ``low`` itself is excluded.
            high_open: Whether ``high`` itself is excluded.
            rule: Why it has these bounds, for people.

        Raises:
            BadInput: If there is such a cell already, or a bound is not an exact number, or they are reversed.
        """
        if key in self.number_of:
            raise BadInput(f"the quantity {key!r} is there already", advice="Add each quantity once.")
        bounds = self._interval(low, high, low_open=low_open, high_open=high_open, where=str(key), what=rule)
        self.number_of[key] = len(self.keys)
        self.keys.append(key)
        self.cell_low.append(bounds[0])
        self.cell_high.append(bounds[1])
        self.cell_open.append((low_open, high_open))
        self.cell_rule.append(rule)

    def add_constraint(
        self,
        tag: Hashable,
        terms: Mapping[Any, Given],
        low: Given | None = None,
        high: Given | None = None,
        *,
        low_open: bool = False,
        high_open: bool = False,
        hard: bool = False,
        words: str = "",
        cost: Given = 1,
    ) -> None:
        """Adds ``low ≤ Σ weight × cell ≤ high``.

        Args:
            tag: What it rests on; several constraints may share a tag.
            terms: Weight of each cell.
            low: Least value of the sum; ``None`` when there is none.
            high: Greatest value of the sum.
            low_open: Whether ``low`` itself is excluded.
            high_open: Whether ``high`` itself is excluded.
            hard: Whether it rests on a rule, which is never given up, rather than on an assertion.
            words: What it says, for people; otherwise it is written from the names of the cells.
            cost: What it costs when a bound gives way by one unit. Constraints in other units than the rest need a
                cost that makes them comparable: one percent of a share is not less than one person.

        Raises:
            BadInput: If a cell is not known, a number is not exact, the cost is not above 0, the bounds are reversed or
                both missing, or the tag is a rule here and an assertion there.
        """
        where = str(tag)
        cells: list[int] = []
        weights: list[Exact] = []
        for key, given in terms.items():
            weight = exact(given, where)
            if weight:
                cells.append(self._known(key, where))
                weights.append(weight)
        bounds = self._interval(low, high, low_open=low_open, high_open=high_open, where=where, what=tag)
        if bounds == (None, None):
            raise BadInput("a constraint without a lower and an upper bound says nothing", where=where)
        if not cells:
            self._empty(bounds, low_open=low_open, high_open=high_open, where=where)
        number = self._tag(tag, hard=hard)
        if hard:
            self.rule_of[len(self.low)] = tag
        if words:
            self.words_of[len(self.low)] = words
        if cost != 1:
            self.cost_of[len(self.low)] = self._price(cost, where)
        self.append(cells, weights, bounds, (low_open, high_open), number)

    def add_product(
        self, tag: Hashable, *, share: Hashable, whole: Hashable, part: Hashable, hard: bool = True, words: str = ""
    ) -> None:
        """Adds ``share × whole = part``; bounds of the three are put on them by constraints of their own.

        Args:
            tag: What it rests on.
            share: Cell of the share, as a fraction of 1.
            whole: Cell of the whole.
            part: Cell of the part.
            hard: Whether it rests on a rule (the usual case) rather than on an assertion.
            words: What it says, for people.

        Raises:
            BadInput: If a cell is not known, or the three are not three different cells.
        """
        cells = [self._known(key, str(tag)) for key in (share, whole, part)]
        if len(set(cells)) != 3:
            raise BadInput("a share, its whole and its part must be three different quantities", where=str(tag))
        number = self._tag(tag, hard=hard)
        words = words or f"{part} = {share} × {whole}"
        self.products.append(Product(number, tag, cells[0], cells[1], cells[2], words))

    def append(
        self,
        cells: list[int],
        weights: list[Exact],
        bounds: tuple[Exact | None, Exact | None],
        opens: tuple[bool, bool],
        tag: int,
    ) -> None:
        """Adds a row whose numbers have been checked; :meth:`add_constraint` is for everybody else."""
        self.cell.extend(cells)
        self.weight.extend(weights)
        self.start.append(len(self.cell))
        self.low.append(bounds[0])
        self.high.append(bounds[1])
        self.low_open.append(opens[0])
        self.high_open.append(opens[1])
        self.tag_of.append(tag)
        for bound in bounds:
            if type(bound) is not int and bound is not None:
                self.denominators.add(bound.denominator)

    def copied(self) -> System:
        """A copy to which rows can be added without changing this one."""
        copy = System()
        for name, value in vars(self).items():
            setattr(copy, name, value.copy())
        return copy

    def terms(self, row: int) -> list[tuple[int, Exact]]:
        """Cells of a row with their weights."""
        inside = range(self.start[row], self.start[row + 1])
        return [(self.cell[at], self.weight[at]) for at in inside]

    def tags_of(self, row: int) -> tuple[int, ...]:
        """Numbers of the soft tags on which a row rests; none when it is a rule."""
        tag = self.tag_of[row]
        return () if tag == HARD else self.joint[row] if tag == JOINT else (tag,)

    def _known(self, key: Hashable, where: str) -> int:
        number = self.number_of.get(key)
        if number is None:
            raise BadInput(f"there is no quantity {key!r}", where=where, advice="Add it with add_cell first.")
        return number

    def _tag(self, tag: Hashable, *, hard: bool) -> int:
        if hard:
            if tag in self.tag_number:
                raise BadInput(f"{tag!r} is named as an assertion and as a rule", advice="Give them different tags.")
            self.rules[tag] = None
            return HARD
        number = self.tag_number.get(tag)
        if number is None:
            if tag in self.rules:
                raise BadInput(f"{tag!r} is named as a rule and as an assertion", advice="Give them different tags.")
            number = self.tag_number[tag] = len(self.tags)
            self.tags.append(tag)
        return number

    @staticmethod
    def _price(cost: Given, where: str) -> Exact:
        price = exact(cost, where)
        if price <= 0:
            raise BadInput(
                f"a bound cannot give way at a cost of {spoken(price)}", where=where, advice="Give a cost above 0."
            )
        return price

    @staticmethod
    def _interval(
        low: Given | None, high: Given | None, *, low_open: bool, high_open: bool, where: str, what: Hashable
    ) -> tuple[Exact | None, Exact | None]:
        least = None if low is None else exact(low, where)
        most = None if high is None else exact(high, where)
        if least is not None and most is not None and (least > most or (least == most and (low_open or high_open))):
            raise BadInput(
                f"no number lies between {spoken(least)} and {spoken(most)} as {what} wants",
                where=where,
                advice="Correct the bounds; two sources that exclude each other are two constraints.",
            )
        return least, most

    @staticmethod
    def _empty(bounds: tuple[Exact | None, Exact | None], *, low_open: bool, high_open: bool, where: str) -> None:
        low, high = bounds
        short = low is not None and (low > 0 or (low == 0 and low_open))
        if short or (high is not None and (high < 0 or (high == 0 and high_open))):
            raise BadInput("it bounds a sum of nothing, which is 0, away from 0", where=where)
