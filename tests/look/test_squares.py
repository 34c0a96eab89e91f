"""The mark and the maps show the same country."""

from contest_portal.look import squares
from contest_portal.registry import provinces


def test_the_mark_has_one_square_for_every_province():
    assert len(squares.places()) == 77


def test_the_squares_of_the_mark_are_the_tiles_of_the_provinces():
    tiles = {(row.province.tile_row, row.province.tile_col) for row in provinces.facts()}

    assert set(squares.places()) == tiles


def test_turmeric_squares_lie_in_the_country():
    assert set(squares.places()) >= squares.NOW
