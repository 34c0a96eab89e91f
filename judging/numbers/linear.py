"""Exact inverses of small matrices of whole numbers."""

from collections.abc import Sequence
from fractions import Fraction

Matrix = Sequence[Sequence[int]]


def inverse(matrix: Matrix) -> list[list[Fraction]]:
    """The inverse of a regular matrix. Raises ZeroDivisionError for a singular one.

    Fraction-free Gauss-Jordan elimination: every intermediate value is a minor of the matrix, so
    all divisions come out even and numbers stay short (Bareiss 1968, "Sylvester's Identity and
    Multistep Integer-Preserving Gaussian Elimination").
    """
    size = len(matrix)
    rows = [[*row, *(int(i == j) for j in range(size))] for i, row in enumerate(matrix)]
    divisor = 1
    for step in range(size):
        _bring_pivot(rows, step)
        pivot_row, pivot = rows[step], rows[step][step]
        for other, row in enumerate(rows):
            if other != step:
                rows[other] = _eliminated(row, pivot_row, row[step], pivot, divisor)
        divisor = pivot
    return [[Fraction(value, row[index]) for value in row[size:]] for index, row in enumerate(rows)]


def _bring_pivot(rows: list[list[int]], step: int) -> None:
    for candidate in range(step, len(rows)):
        if rows[candidate][step]:
            rows[step], rows[candidate] = rows[candidate], rows[step]
            return
    raise ZeroDivisionError("a singular matrix has no inverse")


def _eliminated(
    row: list[int], pivot_row: list[int], factor: int, pivot: int, divisor: int
) -> list[int]:
    if not factor:
        return [pivot * value // divisor for value in row]
    return [
        (pivot * value - factor * pivoted) // divisor
        for value, pivoted in zip(row, pivot_row, strict=True)
    ]
