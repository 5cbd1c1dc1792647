"""The front door: open a graph; ask, draw, check and export it."""

from sojourn.graph.facade import Answer as Answer
from sojourn.graph.facade import Graph as Graph
from sojourn.graph.facade import check as check
from sojourn.graph.facade import open as open  # noqa: A004 - sojourn.open() reads as what it does
