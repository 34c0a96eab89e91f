import pytest

from contest_portal.thai.folding import clean_text, fold, unify


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("อบต. หนองบัว", "อบตหนองบัว"),
        ("๖๑๓๐๔๐๘", "6130408"),
        ("นํ้าพอง", "น้ำพอง"),
        ("น้ํา", "น้ำ"),
        ("นำ้", "น้ำ"),
        ("เเม่ริม", "แม่ริม"),
        ("กรุง\u200bเทพ\u00a0ฯ", "กรุงเทพฯ"),
        ("Nong  Bua", "nongbua"),
        ("e\u0301", "é"),
    ],
)
def test_what_looks_the_same_is_found_the_same(typed, folded):
    assert fold(typed) == folded


def test_unifying_keeps_what_a_reader_sees():
    assert unify("อบต.\u00a0นํ้าพอง ๕") == "อบต. น้ำพอง ๕"


def test_cleaned_text_keeps_lines_and_tabs_and_loses_controls():
    assert clean_text("ก\x00ข\x1b\tค\r\nง\rจ\x7f") == "กข\tค\nง\nจ"
