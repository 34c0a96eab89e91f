"""Thai and Arabic digits."""

ARABIC = "0123456789"
THAI = "๐๑๒๓๔๕๖๗๘๙"

_TO_THAI = str.maketrans(ARABIC, THAI)
_TO_ARABIC = str.maketrans(THAI, ARABIC)


def to_thai_digits(value: object) -> str:
    return str(value).translate(_TO_THAI)


def to_arabic_digits(value: object) -> str:
    return str(value).translate(_TO_ARABIC)
