"""The country as 77 squares: the mark, and the places of the tiles on a map."""

COUNTRY = (
    "..#......",
    "####.....",
    ".###.....",
    ".######..",
    ".#######.",
    ".#######.",
    ".########",
    "#########",
    "######...",
    "#####....",
    "#..##....",
    "#...###..",
    "##.......",
    "##.......",
    "###......",
    ".##......",
    ".###.....",
    "...##....",
)

NOW = {(0, 2), (5, 5), (7, 8), (9, 3), (13, 1)}
"""The five squares of the mark that are turmeric, as (row, column)."""

MARK_PITCH = 5
MARK_SIDE = 4.2
TILE_PITCH = 40
TILE_SIDE = 38


def places() -> list[tuple[int, int]]:
    """The 77 squares as (row, column), north-west first."""
    return [
        (row, column)
        for row, line in enumerate(COUNTRY)
        for column, sign in enumerate(line)
        if sign == "#"
    ]


def mark_path(*, now: bool) -> str:
    """SVG path of the turmeric squares, or of all the others."""
    return "".join(
        f"M{column * MARK_PITCH} {row * MARK_PITCH}h{MARK_SIDE}v{MARK_SIDE}h-{MARK_SIDE}z"
        for row, column in places()
        if ((row, column) in NOW) is now
    )


def tile_corner(row: int, column: int) -> tuple[int, int]:
    """Left and top of a tile, inside a one-pixel margin for its line."""
    return column * TILE_PITCH + 1, row * TILE_PITCH + 1
