"""What every page owes its reader. Each rule returns its complaints in words."""

import re
from collections import Counter
from collections.abc import Iterator

from tests.crawl.reading import Page

THAI = re.compile(r"[\u0E01-\u0E3A\u0E40-\u0E5B]+")
ENGLISH_WORD = re.compile(r"[A-Za-z]{2,}")
GREGORIAN_YEAR = re.compile(r"(?<![\d.,-])(?:19|20)\d\d(?![\d,])")
# Written in Latin letters in Thai official texts too.
NAMES = re.compile(
    r"""\b[\w.+-]+@[\w.-]+\b | https?://\S+
    | \b[\w-]+(?:\.[\w-]+)*\.(?:example|test|th|pdf|png|txt)\b
    | https?:// | \blocalhost(?::\d+)?(?:/[\w/-]*)?
    | \b(?:CSV|XLSX|ZIP|PDF|JPEG|PNG|MP4|Python|recompute|matrix|Krippendorff|SHA-256)\b
    | \b(?:LINE(?:\ OA)?|QR|KB|MB|Tab|Ctrl|Enter)\b
    | \b(?:JSON|Google\ Forms|Word|Excel|PowerPoint|docx|xlsx|pptx|DGA\ Contact\ Center|English)\b
    | (?<!\w)\.(?:txt|pdf)\b
    | \b[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{5}\b  # codes that prove a claim
    | \bT\d\d-\d{4}\b                               # codes of sample organisations
    | \b[0-9A-HJ-NP-Z]{4}(?:-[0-9A-HJ-NP-Z]{2,4})+  # numbers of entries and receipts
    """,
    re.VERBOSE,
)


THAI_DATE = re.compile(r"\d{1,2} [\u0E00-\u0E7F.]+ 25\d\d")
# Examples of what is typed in Thai, and how official letters mark their haste.
EXAMPLES = """
ด่วนที่สุด ด่วนมาก ด่วน มท ๐๘๑๐.๒/ว ๓๐๗๐ ๒๘ กันยายน ๒๕๖๕ 5 ต.ค. 2565 7 ต.ค. 2565
อบต.หนองบัว ทต.ในเมือง ขอนแก่น นางสาวสมใจ ใจดี ภาษาไทย ก
"""


def complaints(page: Page, language: str, *, content: str) -> Iterator[str]:
    """`content` is what people and organisers wrote, which nobody translates."""
    yield from about_structure(page)
    yield from about_forms(page)
    if page.lang != language:
        yield f"declares the language {page.lang!r}"
    yield from about_thai(page) if language == "th" else about_english(page, content)


def about_structure(page: Page) -> Iterator[str]:
    if len(page.headings) != 1:
        yield f"has {len(page.headings)} h1"
    if not page.title or page.title.startswith("–"):
        yield f"has the title {page.title!r}"
    yield from (f"inline {found}" for found in page.inline)
    yield from (f"malformed: {found}" for found in page.malformed)
    yield from (f"id {name} twice" for name, times in Counter(page.ids).items() if times > 1)
    yield from (f"refers to the missing id {name}" for name in set(page.references) - set(page.ids))
    anchors = {link[1:] for link in page.links if link.startswith("#")}
    yield from (f"links to the missing #{name}" for name in anchors - set(page.ids))


def about_forms(page: Page) -> Iterator[str]:
    yield from (f"control {name} has no label" for name in page.unlabelled)
    for form in page.forms:
        if form.method == "post" and "csrfmiddlewaretoken" not in form.names:
            yield f"the form to {form.action!r} has no CSRF token"


def about_thai(page: Page) -> Iterator[str]:
    """No English left over, and years of the Buddhist era only."""
    for words in page.words:
        if words.lang == "th" and not words.exact:
            text = NAMES.sub("", words.text)
            if ENGLISH_WORD.search(text):
                yield f"English in a Thai page: {words.text[:90]}"
            if GREGORIAN_YEAR.search(text):
                yield f"a Gregorian year: {words.text[:90]}"


def about_english(page: Page, content: str) -> Iterator[str]:
    """The portal's own words and dates are English. What else is Thai is somebody's content, or
    the name of a language or of a letter, and stands inside an element of lang="th"."""
    known = content + EXAMPLES
    for words in page.words:
        strange = [run for run in THAI.findall(words.text) if run not in known]
        dates = [date for date in THAI_DATE.findall(words.text) if date not in known]
        if strange or dates:
            yield f"Thai in an English page: {words.text[:90]}"
        elif words.lang != "th" and not words.spoken and THAI.search(words.text):
            yield f'Thai without lang="th": {words.text[:90]}'
