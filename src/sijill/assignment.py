"""The assignment of rows to columns with the greatest sum, by shortest augmenting paths."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf


def assign(weights: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    """Pairs (row, column) whose weights sum highest, each row and column once; pairs of weight 0 left out."""
    if not weights or not weights[0]:
        return []
    if len(weights) > len(weights[0]):
        turned = [list(column) for column in zip(*weights, strict=True)]
        return sorted((r, c) for c, r in assign(turned))
    costs = [[-w for w in row] for row in weights]
    return [(r, c) for r, c in enumerate(_cheapest(costs)) if weights[r][c] > 0]


def _cheapest(costs: list[list[float]]) -> list[int]:
    """The column of each row; there are at least as many columns as rows."""
    rows, columns = len(costs), len(costs[0])
    row_price, column_price = [0.0] * rows, [0.0] * columns
    column_of, row_of = [-1] * rows, [-1] * columns
    for start in range(rows):
        path, shortest, done, sink, least = _path(costs, start, row_price, column_price, row_of)
        row_price[start] += least
        for row in done.rows - {start}:
            row_price[row] += least - shortest[column_of[row]]
        for column in done.columns:
            column_price[column] -= least - shortest[column]
        while True:
            row = path[sink]
            row_of[sink] = row
            column_of[row], sink = sink, column_of[row]
            if row == start:
                break
    return column_of


class _Done:
    """Rows and columns that a search has settled."""

    __slots__ = ("columns", "rows")

    def __init__(self) -> None:
        self.rows: set[int] = set()
        self.columns: set[int] = set()


def _path(
    costs: list[list[float]], start: int, row_price: list[float], column_price: list[float], row_of: list[int]
) -> tuple[list[int], list[float], _Done, int, float]:
    """The shortest augmenting path from a row to a free column."""
    columns = len(costs[0])
    shortest, path, done = [inf] * columns, [-1] * columns, _Done()
    remaining = list(range(columns - 1, -1, -1))
    row, least = start, 0.0
    while True:
        done.rows.add(row)
        best, lowest = -1, inf
        for position, column in enumerate(remaining):
            reduced = least + costs[row][column] - row_price[row] - column_price[column]
            if reduced < shortest[column]:
                path[column], shortest[column] = row, reduced
            if shortest[column] < lowest or (shortest[column] == lowest and row_of[column] == -1):
                lowest, best = shortest[column], position
        least = lowest
        column = remaining[best]
        remaining[best] = remaining[-1]
        remaining.pop()
        done.columns.add(column)
        if row_of[column] == -1:
            return path, shortest, done, column, least
        row = row_of[column]
