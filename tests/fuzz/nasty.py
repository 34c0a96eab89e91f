"""What nobody expects in a field."""

from urllib.parse import quote_from_bytes

from hypothesis import strategies as st

LONG = "ก" * 350_000  # a megabyte

TEXTS = [
    "", " ", "\x00", "a\x00b", "\ud800", "\udfff\ud800", "ก\u0e48\u0e48\u0e48", "\u0e33\u0e49",
    "\u202egpj.exe", "\u2066x\u2069", "\u200b", "\ufeff", "e\u0301", "👩‍👩‍👧‍👦",
    "\r\n\r\nSubject: x",
    "\x0b\x0c\x1c\x85\u2028\u2029", "<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}",
    "' OR 1=1 --", "%00", "%s%n", "../../etc/passwd", "=HYPERLINK(1)", LONG,
    "NaN", "Infinity", "-Infinity", "1e30", "10" * 16, "-1", "-0", "0x10", "1_000", "๑๒๓", "٣",
    "1,5", "9" * 400, "2147483648", "9223372036854775808", "1e400",
    "31 ก.พ. 2565", "29 ก.พ. 2564", "0001-01-01", "9999-12-31", "10542-01-01", "2565-01-01",
    "1 ม.ค. 0", "32/13/2565", "2022-09-28T25:61", "00.00", "24.00",
    "00000000-0000-0000-0000-000000000000", "not-a-uuid", "True", "null", "[]", "{}",
    "a@b", "a" * 300 + "@x.example", "ก@ไทย.example", "a@x.example\nBcc: b@x.example",
    "javascript:alert(1)", "https://" + "a" * 3000, "http://[::1", "https://x.example/\u202e",
]  # fmt: skip

text = st.one_of(st.sampled_from(TEXTS), st.text(st.characters(), max_size=30))


def encoded(fields: dict[str, list[str]]) -> bytes:
    """A body as a rude client sends it: lone surrogates and all."""
    return "&".join(
        f"{_quoted(name)}={_quoted(value)}" for name, values in fields.items() for value in values
    ).encode()


def _quoted(words: str) -> str:
    return quote_from_bytes(words.encode("utf-8", "surrogatepass"))
