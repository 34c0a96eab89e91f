"""The forty-five cases: what each is called, what is in it, and what must become of it."""

from collections.abc import Callable
from dataclasses import dataclass

from . import offices, papers, pictures

ACCEPTED, SANITISED, REFUSED, QUARANTINED = "accepted", "sanitised", "refused", "quarantined"
PROGRAM = b"MZ\x90\x00" + bytes(200)
PAGE = b"<html><script>alert(1)</script></html>"


@dataclass(frozen=True)
class Case:
    """`finding` is the word of the refusal, `shown` the name under which it is kept."""

    number: str
    what: str
    name: str
    make: Callable[[], bytes]
    verdict: str
    finding: str = ""
    kind: str = "PDF"
    shown: str = ""
    warnings: tuple[str, ...] = ()
    declared: str = "application/pdf"
    over_limit: bool = False

    def __str__(self) -> str:
        return f"{self.number} {self.what}"

    @property
    def is_kept(self) -> bool:
        return self.verdict in (ACCEPTED, SANITISED)


def good(number: str, what: str, name: str, make, kind: str = "PDF", **more) -> Case:
    return Case(number, what, name, make, ACCEPTED, kind=kind, **more)


def cleaned(number: str, what: str, name: str, make, kind: str) -> Case:
    return Case(number, what, name, make, SANITISED, kind=kind)


def bad(number: str, what: str, name: str, make, finding: str, **more) -> Case:
    return Case(number, what, name, make, REFUSED, finding, **more)


def infected(number: str, what: str, name: str, make, kind: str) -> Case:
    return Case(number, what, name, make, QUARANTINED, "quarantined", kind)


def named(number: str, what: str, sent: str, shown: str, **more) -> Case:
    return good(number, what, sent, papers.healthy, shown=shown, **more)


CASES = [
    good("1", "healthy PDF of three pages", "a.pdf", papers.healthy),
    cleaned("2", "JPEG that says where it was taken", "a.jpg", pictures.photograph, "JPEG"),
    good("3a", "healthy DOCX", "a.docx", lambda: offices.healthy("docx"), "DOCX"),
    good("3b", "healthy XLSX", "a.xlsx", lambda: offices.healthy("xlsx"), "XLSX"),
    good("3c", "healthy PPTX", "a.pptx", lambda: offices.healthy("pptx"), "PPTX"),
    bad("4", "empty file", "a.pdf", lambda: b"", "empty"),
    bad("5", "one byte too large", "a.pdf", papers.healthy, "too_large", over_limit=True),
    bad("6", "HTML called .pdf", "a.pdf", lambda: PAGE, "unknown"),
    bad("7", "HTML behind a PDF's first line", "a.pdf", lambda: b"%PDF-1.4\n" + PAGE, "damaged"),
    bad("8", "SVG with a script", "a.svg", pictures.vector_with_script, "unknown"),
    bad("9", "PDF with a script", "a.pdf", papers.with_script, "active"),
    bad("10a", "PDF that starts a program", "a.pdf", papers.launching, "active"),
    bad("10b", "PDF with a program attached", "a.pdf", papers.with_program_inside, "active"),
    bad("11", "PDF with a password", "a.pdf", papers.locked, "encrypted"),
    bad("12", "PDF cut at 60 %", "a.pdf", papers.cut_short, "damaged"),
    bad("13", "PDF that unfolds to 4 GB", "a.pdf", papers.unfolding_objects, "too_heavy"),
    bad("14", "PDF of 100,000 pages", "a.pdf", papers.endless, "too_many_pages"),
    bad("15", "PDF whose pages go in circles", "a.pdf", papers.in_circles, "damaged"),
    infected("16a", "PDF with a virus", "a.pdf", papers.infected, "PDF"),
    infected("16b", "DOCX with a virus", "a.docx", offices.infected, "DOCX"),
    bad("17", "program called .pdf", "a.pdf", lambda: PROGRAM, "unknown"),
    named("18a", "PDF called .pdf.html", "a.pdf.html", "a.pdf.html.pdf"),
    bad("18b", "HTML called .html.pdf", "a.html.pdf", lambda: PAGE, "unknown"),
    named("19a", "name that climbs", "../../etc/x.pdf", "x.pdf"),
    named("19b", "name that climbs, Windows", "..\\x.pdf", "x.pdf"),
    named("19c", "name with a drive", "C:x.pdf", "C-x.pdf"),
    named("20", "name with NUL, CR, LF and quotes", 'ก\0\r\nข";c.pdf', "กข--c.pdf"),
    named("21", "name written backwards", "\u202egpj.exe", "gpj.exe.pdf"),
    named("22a", "name of 300 characters", "ที่" * 100 + ".pdf", "ที่" * 66 + "ที.pdf"),
    named("22b", "name of marks alone", "\u0e48\u0e34\u0e48.pdf", "document.pdf"),
    good("23", "the same bytes again", "b.pdf", papers.healthy),
    good("24", "PNG of one dot", "a.png", pictures.dot, "PNG"),
    bad("25", "PNG of 900 million dots", "a.png", pictures.flood, "too_many_dots"),
    bad("26a", "moving PNG", "a.png", pictures.moving, "animated"),
    bad("26b", "GIF called .png", "a.png", pictures.gif, "unknown"),
    cleaned("27", "JPEG with a program in its comment", "a.jpg",
            pictures.with_program_in_comment, "JPEG"),
    cleaned("28", "JPEG that is an archive too", "a.jpg", pictures.with_archive_behind, "JPEG"),
    bad("29", "PDF that is an archive too", "a.pdf", papers.with_archive_behind, "two_formats"),
    bad("30", "PDF behind 900 bytes of HTML", "a.pdf", papers.with_page_before, "unknown"),
    bad("31", "SVG called .png", "a.png", pictures.vector_with_script, "unknown"),
    bad("32a", "TIFF called .jpg", "a.jpg", pictures.tiff, "unknown"),
    bad("32b", "ImageMagick orders called .jpg", "a.jpg", pictures.magick_orders, "unknown"),
    bad("33a", "DOCM", "a.docm", offices.with_macro, "macro"),
    bad("33b", "DOCM by its content type", "a.docx", offices.with_macro_type, "macro"),
    bad("33c", "XLSM", "a.xlsm", lambda: offices.with_macro("xlsx"), "macro"),
    bad("34a", "DOCX whose macro is called a picture", "a.docx", offices.with_renamed_macro,
        "macro"),
    bad("34b", "DOCX that relates to a macro", "a.docx", offices.with_macro_relation, "macro"),
    bad("35a", "DOCX with a template elsewhere", "a.docx", offices.with_template_elsewhere,
        "external"),
    bad("35b", "DOCX with an object elsewhere", "a.docx", offices.with_object_elsewhere,
        "embedded"),
    bad("36", "DOCX that reads /etc/passwd", "a.docx", offices.with_entity, "entities"),
    bad("37", "DOCX of a billion laughs", "a.docx", offices.laughing, "entities"),
    bad("38a", "DOCX of 42 kB that unfolds to 4 GB", "a.docx", offices.bomb, "bomb"),
    bad("38b", "DOCX that unfolds a thousandfold", "a.docx", offices.honest_bomb, "bomb"),
    bad("38c", "DOCX that unfolds to more than it says", "a.docx", offices.modest_bomb,
        "damaged_office"),
    bad("38d", "DOCX in a DOCX in a DOCX", "a.docx", offices.nested_bomb, "bomb"),
    bad("39", "DOCX whose entries overlap", "a.docx", offices.overlapping, "tricked"),
    bad("40a", "DOCX with ../../evil", "a.docx", offices.climbing, "tricked"),
    bad("40b", "DOCX with a symbolic link", "a.docx", offices.linking, "tricked"),
    bad("41", "DOCX of 50,000 members", "a.docx", offices.crowded, "too_many_members"),
    bad("42", "DOCX with a password", "a.docx", offices.locked, "encrypted_office"),
    good("43", "XLSX with a cell that starts a program", "a.xlsx", offices.with_dde, "XLSX",
         warnings=("dde",)),
    # 44 is a request, not a file: see test_hostile_requests.
    named("45", "PDF that is said to be HTML", "a.pdf", "a.pdf", declared="text/html"),
]  # fmt: skip
