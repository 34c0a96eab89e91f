"""The chain walks: from the letter to the published result, over HTTP, against real processes."""

import re
import resource
import subprocess
from html import unescape

import pytest
from django.db import connection

from tests.journey import papers as paper_work
from tests.journey.browser import File
from tests.journey.contest import ANSWERS, BLANK, MARKS, PUBLISHED
from tests.journey.papers import Papers
from tests.journey.people import Person
from tests.journey.stack import ROOT, Stack, links_in, running

pytestmark = pytest.mark.journey

PROVINCES = 76
REAL_LAOS = 7_850


@pytest.fixture(params=["real", "samples"])
def papers(request) -> Papers:
    folder = paper_work.reference_folder()
    if request.param == "samples":
        if folder and connection.vendor == "postgresql":
            pytest.skip("On PostgreSQL the journey is walked with the real letter and register.")
        return paper_work.samples()
    if folder is None:
        pytest.skip("PORTAL_REFERENCE_DATA is not set: the journey runs on the samples only.")
    return paper_work.real(folder)


def test_the_chain_walks_from_the_letter_to_the_published_result(papers, tmp_path):
    with running(tmp_path) as stack:
        _the_register_is_loaded(stack, papers)
        _the_edition_is_loaded(stack)
        officers = _officers_arrive(stack)
        link = _the_circular_goes_out(stack, papers, officers)
        _a_province_acknowledges(stack, link, officers)
        clerks = _clerks_register(stack, papers, officers)
        entries = _entries_are_submitted(stack, clerks)
        _entries_are_screened(stack, officers, entries)
        judges = _judges_are_invited(stack, officers)
        _judges_score(stack, judges)
        _results_are_released(stack, officers)
        _everybody_reads_the_results(stack)
        assert stack.stop() == 0


def _the_register_is_loaded(stack: Stack, papers: Papers) -> None:
    if papers.register is None:
        stack.manage("load_samples")
        return
    folder = papers.register.parent
    amphoes = ("--amphoes", str(folder / "amphoes.csv"))
    begun = _work_of_children()
    first = stack.manage("import_registry", str(papers.register), *amphoes)
    took = _work_of_children() - begun

    assert took < 10, f"importing took {took:.1f} s of the processor"
    assert _counts(first)["เพิ่ม"] == REAL_LAOS
    again = _counts(stack.manage("import_registry", str(papers.register), *amphoes))
    assert again == {"คงเดิม": REAL_LAOS}
    dla = paper_work.dla_shaped(folder, stack.data / "dla.csv")
    without_bangkok = {"คงเดิม": REAL_LAOS - 1}
    assert _counts(stack.manage("import_registry", str(dla))) == without_bangkok
    stack.manage("import_contacts", str(paper_work.province_mailboxes(stack)))


def _work_of_children() -> float:
    """Processor seconds: they do not depend on who else is busy on the machine."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _counts(report: str) -> dict[str, int]:
    """The lines "number words" of a report whose number is not 0."""
    found = re.findall(r"^ *([\d,]+)  (\S.*)$", report, re.MULTILINE)
    counts = {words: int(number.replace(",", "")) for number, words in found}
    return {word: number for word, number in counts.items() if number}


def _the_edition_is_loaded(stack: Stack) -> None:
    stack.manage("load_edition", str(ROOT / "contest_portal/editions/data/2565.toml"))
    stack.manage("set_clock", "2022-09-28T09:00")


def _officers_arrive(stack: Stack) -> dict[str, Person]:
    people = {
        "first": ("dla1@dla.example", "dla_officer", "นางสาวเวียงพิงค์ ตัวอย่าง"),
        "second": ("dla2@dla.example", "dla_officer", "นายปากช่อง ตัวอย่าง"),
    }
    officers = {}
    for key, (email, role, name) in people.items():
        link = stack.manage("appoint", email, role).strip().splitlines()[-1]
        officers[key] = Person(stack, email, name)
        officers[key].enter_by_link(link)
    return officers


def _the_circular_goes_out(stack: Stack, papers: Papers, officers: dict[str, Person]) -> str:
    """Composed by one, approved and sent by another; returns the link in นครราชสีมา's copy."""
    letter = papers.letter.read_bytes()
    first, second = officers["first"], officers["second"]
    page = first.get("/2565/circulars/new/")
    page = first.send(page, page.form_with("file", "text"), file=File("letter.txt", letter))
    page = first.send(page, page.form_with("number", "subject"))  # compared with the letter
    address = page.url.removeprefix(stack.origin)
    assert papers.number in page.text
    first.press(address, "hand-over/")

    refused = first.browser.get(f"{address}approve/")
    assert refused.status == 409, "the one who prepared it may not approve it"
    second.press(f"{address}approve/")
    second.press(f"{address}release/")

    mails = stack.wait_for_mails(PROVINCES, to="saraban@")
    assert len(mails) == PROVINCES
    assert len({str(mail["To"]) for mail in mails}) == PROVINCES
    assert len({str(mail["Message-ID"]) for mail in mails}) == PROVINCES
    assert _stored_letter(stack) == letter
    korat = [mail for mail in mails if "นครราชสีมา" in mail.get_body(("plain",)).get_content()]
    return next(url for mail in korat for url in links_in(mail) if "/letters/" in url)


def _stored_letter(stack: Stack) -> bytes:
    code = (
        "from notifications.models import Circular;"
        "print(bytes(Circular.objects.get().original).hex())"
    )
    return bytes.fromhex(stack.manage("shell", "-v0", "-c", code).strip().splitlines()[-1])


def _a_province_acknowledges(stack: Stack, link: str, officers: dict[str, Person]) -> None:
    """By the link, without an account; a second time gives the first record."""
    governor = Person(stack, "saraban@p30.example", "นายโคราช ตัวอย่าง")
    address = link.removeprefix(stack.origin)
    page = governor.get(address)
    answer = {"answer": "forwarded", "name": governor.name, "position": "ธุรการ"}
    incomplete = governor.send(page, page.form_with("name"), name=governor.name)
    assert incomplete.form_with("name").values["name"] == [governor.name], "nothing typed is lost"

    done = governor.send(incomplete, incomplete.form_with("name"), **answer)

    assert governor.name in done.text
    again = governor.browser.send(page, page.form_with("name"), **(answer | {"name": "ผู้อื่น"}))
    assert (again.status, "ผู้อื่น" in again.text) == (200, False)
    province = officers["first"].get("/2565/circulars/provinces/30/")
    assert governor.name in province.text


def _clerks_register(
    stack: Stack, papers: Papers, officers: dict[str, Person]
) -> list[tuple[Person, str]]:
    """Five clerks of five LAOs claim them; an officer confirms each."""
    clerks = []
    for number, search in enumerate(papers.lao_searches, start=1):
        clerk = Person(stack, f"clerk{number}@lao.example", f"นายเจ้าหน้าที่ ทดสอบ{number}")
        clerk.sign_up()
        found = clerk.get(f"/people/organisations/?q={search}")
        claim = next(url for url in found.links if re.search(r"/organisations/[0-9a-f-]{36}/", url))
        clerk.press(claim.removeprefix(stack.origin))
        clerks.append(clerk)
    queue = officers["first"].get("/people/claims/")
    claims = {url for url in queue.links if re.search(r"/claims/[0-9a-f-]{36}/$", url)}
    assert len(claims) == len(clerks)
    for url in sorted(claims):
        officers["first"].press(url.removeprefix(stack.origin), decision="verify")
    return clerks


def _entries_are_submitted(stack: Stack, clerks: list[Person]) -> list[str]:
    titles = list(MARKS)
    return [_submit(stack, clerk, title) for clerk, title in zip(clerks, titles, strict=True)]


def _submit(stack: Stack, clerk: Person, title: str) -> str:
    """Write, attach, submit; the receipt is shown and mailed. Returns the entry's address."""
    page = clerk.get("/2565/entries/new/")
    form = page.form_with("category")
    category = re.search(r'name="category"[^>]*value="([^"]+)"', page.html)
    page = clerk.send(page, form, category=category[1])
    address = page.url.removeprefix(stack.origin)
    _write_parts(clerk, address, title)

    page = clerk.get(f"{address}check/")
    submit = page.form_to("submit/")
    receipt = clerk.send(page, submit)
    again = clerk.send(page, submit)

    assert "/receipts/" in receipt.url
    assert again.url == receipt.url, "the same button pressed twice gives one receipt"
    number = receipt.url.rstrip("/").rsplit("/", 1)[-1]
    mail = stack.wait_for_mails(3, to=clerk.email)[-1]  # a code, the confirmation, the receipt
    assert number in mail.get_body(("plain",)).get_content()
    assert number in clerk.get(f"/verify/{number}/").text
    return address


def _write_parts(clerk: Person, address: str, title: str) -> None:
    for part, answers in ANSWERS.items():
        typed = answers | ({"title": title} if part == "work" else {})
        values = {f"answer-{key}": text for key, text in typed.items()}
        if part == "evidence":
            values["answer-evidence"] = File("หลักฐาน.pdf", paper_work.a_pdf())
        page = clerk.get(f"{address}parts/{part}/")
        clerk.send(page, page.form_with(*values), **values)


def _entries_are_screened(stack: Stack, officers: dict[str, Person], entries: list[str]) -> None:
    """After the deadline: nothing more can be submitted, and an officer finds all five eligible."""
    stack.manage("set_clock", "2022-10-06T00:00")
    officer = officers["second"]
    for address in entries:
        screening = address.replace("/entries/", "/entries/screening/")
        page = officer.get(screening)
        form = page.form_to("decide/")
        yes = {name: "yes" for name in form.names if name.startswith("answer-")}
        officer.send(page, form, decision="find_eligible", decide="1", **yes)


def _judges_are_invited(stack: Stack, officers: dict[str, Person]) -> list[Person]:
    officer = officers["first"]
    judges = [Person(stack, f"judge{n}@panel.example", f"ดร.กรรมการ {n}") for n in (1, 2, 3)]
    for judge in judges:
        officer.press("/2565/judging/panel/invite/", email=judge.email, name=judge.name)
    stack.manage("set_clock", "2022-10-10T09:00")
    for judge in judges:
        stack.wait_for_mails(1, to=judge.email)
        judge.sign_in_by_code()
        judge.press("/2565/judging/invitation/", agree="on")
    officer.press("/2565/judging/panel/", "assign/")
    officer.press("/2565/judging/panel/assign/", "confirm/")
    return judges


def _judges_score(stack: Stack, judges: list[Person]) -> None:
    for index, judge in enumerate(judges):
        desk = judge.get("/2565/judging/")
        sheets = {url for url in desk.links if re.search(r"/sheets/[0-9a-f-]{36}/$", url)}
        assert len(sheets) == len(MARKS)
        for url in sorted(sheets):
            _score(judge, url.removeprefix(stack.origin), index)


def _score(judge: Person, address: str, index: int) -> None:
    page = judge.get(address)
    title = next(title for title in MARKS if title in page.text)
    marks = MARKS[title][index]
    if marks is BLANK:
        return
    keys = list(dict.fromkeys(re.findall(r'name="(mark_[a-z_]+)"', page.html)))
    values = {key: str(mark) for key, mark in zip(keys, marks, strict=True)}
    question = judge.send(page, page.form_with("version", *values), go="sign", **values)
    judge.send(question, question.form_to("sign/"))


def _results_are_released(stack: Stack, officers: dict[str, Person]) -> None:
    before = officers["first"].get("/2565/results/")
    assert not any(title in before.text for title in MARKS)
    first, second = officers["first"], officers["second"]
    page = first.press("/2565/judging/ranking/", "prepare/", awards="3")
    release = re.search(r"/2565/judging/ranking/[0-9a-f-]{36}/release/", page.html)
    own = release or re.search(r"ranking/([0-9a-f-]{36})/", page.html)
    page = second.get("/2565/judging/ranking/")
    release = page.link_to("/release/")
    assert first.browser.get(release).status == 409, own
    second.press(release.removeprefix(stack.origin))


def _everybody_reads_the_results(stack: Stack) -> None:
    stranger = Person(stack, "stranger@people.example", "")
    page = stranger.get("/2565/results/")
    rows = re.findall(
        r"<b>(\d+)</b>.*?<th scope=\"row\">\s*([^<]+?)\s*<.*?title=\"([\d.]+)\"",
        page.html,
        re.DOTALL,
    )
    assert [(place, unescape(title).strip(), score) for place, title, score in rows] == PUBLISHED


def test_the_command_line_says_what_it_can_do():
    result = subprocess.run(
        ["python3", "portal", "help"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert "./portal up" in result.stdout
