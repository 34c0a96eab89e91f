from contest_portal.thai.numerals import to_arabic_digits, to_thai_digits


def test_a_letter_number_reads_the_same_in_both_digits():
    assert to_thai_digits("มท 0810.2/ว 3070") == "มท ๐๘๑๐.๒/ว ๓๐๗๐"
    assert to_arabic_digits("มท ๐๘๑๐.๒/ว ๓๐๗๐") == "มท 0810.2/ว 3070"


def test_numbers_are_accepted_as_they_are():
    assert to_thai_digits(2565) == "๒๕๖๕"
