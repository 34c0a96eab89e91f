"""An entry's life, lived at random: people, officers and the clock do whatever they can think of.

The machine keeps a small account of its own (`Book`) of what should have come of each step. What
the portal answers must be what the account says, and its rows must obey all invariants.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db import transaction
from django.test import Client
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, rule

from contest_portal import invariants
from contest_portal.accounts.models import User
from contest_portal.audit.models import AuditEvent
from contest_portal.clock import reading
from contest_portal.clock.models import Simulation
from contest_portal.editions.models import Edition
from contest_portal.refusals import NotAllowed
from submissions.deadlines import extending
from submissions.files import uploads
from submissions.models import Answer, Attachment, Entry, Status, Submission
from submissions.sending import workflow
from submissions.writing import answers
from tests import factories
from tests.factories import DEADLINE, OPENING
from tests.submissions.factories import make_file_field, make_officer, make_pdf, pdf_bytes

WRITABLE = {Status.DRAFT, Status.SUBMITTED, Status.RETURNED}
REFUSED = object()
DOCUMENTS = [pdf_bytes(pages=1), pdf_bytes(pages=2)]
WORDS = st.sampled_from(["", "ขออนุญาตออนไลน์", "จองคิว", "ยื่นภาษี\u200b", "ก" * 20, " ตลาด  ชุมชน "])
KEYS = st.sampled_from(["key-of-this-page", "key-of-that-page", "key-of-another"])


@dataclass
class Book:
    """What should be true of one entry: the machine's own account."""

    status: str = Status.DRAFT
    title: str = ""
    file: str = ""
    sent: list[tuple[str, str, str]] = field(default_factory=list)  # key, title, file
    receipts: list[str] = field(default_factory=list)
    until: datetime | None = None
    answer_by: datetime | None = None
    events: int = 1  # its beginning


class Life(RuleBasedStateMachine):
    """One edition, two organisations, two colleagues, a stranger, two officers."""

    entries = Bundle("entries")
    taken: Counter = Counter()  # steps that were taken, over all lives

    def __init__(self) -> None:
        super().__init__()
        self.rows = transaction.atomic()
        self.rows.__enter__()
        self.books: dict[str, Book] = {}
        self.papers: dict[str, tuple[str, dict]] = {}
        self.everyone_until = DEADLINE
        self.is_checked = False

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.rows.__exit__(None, None, None)
        reading.forget()

    @initialize()
    def somebody_opens_the_contest(self) -> None:
        self.edition = factories.make_edition()
        self.question = make_file_field(self.edition)
        lao = factories.make_lao()
        self.clerk, self.colleague = (factories.make_member(lao) for _each in range(2))
        self.stranger = factories.make_member()
        self.officer, self.second = make_officer(), make_officer()
        self.now = OPENING + timedelta(days=1)
        self._set_clock()

    # --- the organisation ---------------------------------------------------------------------

    @rule(target=entries, by=st.sampled_from(["clerk", "colleague"]))
    def somebody_starts(self, by: str):
        """The untouched draft of the same person is taken up again."""
        person = self._person(by)
        lao = person.memberships.get().lao
        category = self.edition.categories.get()
        allowed = self.now < self.everyone_until
        entry = self._tried(allowed, workflow.start, self.edition, lao, category, by=person)
        if entry is REFUSED:
            return self._some_entry()
        self.books.setdefault(str(entry.pk), Book())
        return str(entry.pk)

    @rule(key=entries, by=st.sampled_from(["clerk", "colleague", "stranger"]), title=WORDS,
          fresh=st.booleans())  # fmt: skip
    def somebody_writes(self, key: str | None, by: str, title: str, fresh: bool) -> None:
        """Over the answer as it is now, or over one that somebody has changed since."""
        if key is None:
            return
        book, entry, person = self.books[key], self._entry(key), self._person(by)
        present = Answer.objects.filter(entry=entry).first()
        seen = present.version if present and fresh else 0
        allowed = by != "stranger" and book.status in WRITABLE
        saved = self._tried(
            allowed, answers.save_section, entry, self.edition.sections.get(), {"title": title},
            by=person, versions={"title": seen},
        )  # fmt: skip
        if saved is not REFUSED and saved.changed:
            book.title = " ".join(title.replace("\u200b", "").split())
            book.events += 1
        if saved is not REFUSED and present and not fresh:
            assert not saved.changed, "an answer that was not seen is never written over"

    @rule(key=entries, by=st.sampled_from(["clerk", "stranger"]), which=st.sampled_from([0, 1]))
    def somebody_attaches(self, key: str | None, by: str, which: int) -> None:
        if key is None:
            return
        book, entry, person = self.books[key], self._entry(key), self._person(by)
        allowed = by != "stranger" and book.status in WRITABLE
        pdf = make_pdf(content=DOCUMENTS[which])
        kept = self._tried(allowed, uploads.attach, entry, self.question, pdf, by=person)
        if kept is not REFUSED and kept.sha256 != book.file:
            book.file = kept.sha256
            book.events += 1

    @rule(key=entries, by=st.sampled_from(["clerk", "colleague", "stranger"]))
    def somebody_takes_the_file_out(self, key: str | None, by: str) -> None:
        if key is None or not self.books[key].file:
            return
        book, person = self.books[key], self._person(by)
        file = Attachment.objects.current().get(entry=key)
        allowed = by != "stranger" and book.status in WRITABLE
        if self._tried(allowed, uploads.remove, file, by=person) is not REFUSED:
            book.file = ""
            book.events += 1

    @rule(key=entries, by=st.sampled_from(["clerk", "colleague", "stranger"]), button=KEYS)
    def somebody_submits(self, key: str | None, by: str, button: str) -> None:
        """The same button, or nothing new, gives the receipt that is there already."""
        if key is None:
            return
        book, entry, person = self.books[key], self._entry(key), self._person(by)
        known = [number for number, sent in zip(book.receipts, book.sent, strict=True)
                 if sent[0] == button]  # fmt: skip
        content = (book.title, book.file)
        unchanged = book.status == Status.SUBMITTED and book.sent[-1][1:] == content
        in_time = self.now < self._end(book)
        may = bool(known) or unchanged or (book.status in WRITABLE and in_time and book.title)
        allowed = by != "stranger" and bool(may)
        submission = self._tried(allowed, workflow.submit, entry, by=person, key=button)
        if submission is REFUSED:
            return
        if known or unchanged:
            assert submission.number == (known or book.receipts[-1:])[0]
            return
        assert submission.number not in self.papers, "a receipt's number is never used again"
        book.receipts.append(submission.number)
        book.sent.append((button, *content))
        book.status, book.answer_by = Status.SUBMITTED, None
        book.events += 1
        paper = submission.document
        self.papers[paper.number] = (paper.digest, paper.snapshot)

    @rule(key=entries, by=st.sampled_from(["clerk", "stranger"]))
    def somebody_withdraws(self, key: str | None, by: str) -> None:
        if key is None:
            return
        book = self.books[key]
        allowed = by != "stranger" and book.status in WRITABLE and self.now < self._end(book)
        self._advance(key, "withdraw", Status.WITHDRAWN, self._person(by), allowed)

    # --- the office ---------------------------------------------------------------------------

    @rule(key=entries, by=st.sampled_from(["officer", "clerk"]), days=st.integers(1, 5))
    def it_is_sent_back(self, key: str | None, by: str, days: int) -> None:
        if key is None:
            return
        book, due = self.books[key], self.now + timedelta(days=days)
        allowed = by == "officer" and book.status == Status.SUBMITTED
        if self._advance(key, "return", Status.RETURNED, self._person(by), allowed, due_at=due):
            book.answer_by = due

    @rule(key=entries, by=st.sampled_from(["officer", "colleague"]), eligible=st.booleans(),
          read=st.sampled_from(["last", "older"]))  # fmt: skip
    def it_is_screened(self, key: str | None, by: str, eligible: bool, read: str) -> None:
        """About the version that was read; a newer one is refused."""
        if key is None:
            return
        book = self.books[key]
        versions = list(Submission.objects.filter(entry=key))
        chosen = versions[-1 if read == "last" else 0] if versions else None
        is_last = chosen is not None and chosen.number == book.receipts[-1]
        allowed = by == "officer" and book.status == Status.SUBMITTED and is_last
        step, target = ("find_eligible", Status.ELIGIBLE) if eligible else (
            "find_ineligible", Status.INELIGIBLE
        )  # fmt: skip
        self._advance(key, step, target, self._person(by), allowed, submission=chosen)

    @rule(key=entries, days=st.integers(1, 3))
    def one_entry_gets_more_time(self, key: str | None, days: int) -> None:
        if key is None:
            return
        until = max(self.now, self.everyone_until) + timedelta(days=days)
        allowed = until <= self.edition.judging_opens_at
        given = self._propose(allowed, until=until, entry=self._entry(key))
        if given is not REFUSED:
            book = self.books[key]
            book.until = max(until, book.until or until)
            book.events += 1

    @rule(days=st.integers(1, 3), alone=st.booleans())
    def everybody_gets_more_time(self, days: int, alone: bool) -> None:
        """By two people; one alone changes nothing."""
        until = max(self.now, DEADLINE) + timedelta(days=days)
        proposed = self._propose(until <= self.edition.judging_opens_at, until=until)
        if proposed is REFUSED:
            return
        by = self.officer if alone else self.second
        if self._tried(not alone, extending.approve, proposed, by=by) is not REFUSED:
            self.everyone_until = max(until, self.everyone_until)

    @rule(hours=st.sampled_from([1, 20, 24 * 7, 24 * 20]))
    def time_passes(self, hours: int) -> None:
        self.now += timedelta(hours=hours)
        self._set_clock()

    @rule(seconds=st.sampled_from([-1, 0, 1]))
    def it_is_almost_the_deadline(self, seconds: int) -> None:
        """The second before, the instant itself, and the second after."""
        moment = self.everyone_until + timedelta(seconds=seconds)
        if moment > self.now:
            self.now = moment
            self._set_clock()

    # --- what must hold -----------------------------------------------------------------------

    @rule(key=entries, by=st.sampled_from(["clerk", "colleague", "stranger", "officer"]))
    def somebody_looks(self, key: str | None, by: str) -> None:
        """No page breaks, whatever the entry has been through; a stranger finds nothing."""
        if key is None:
            return
        browser = Client()
        browser.force_login(self._person(by))
        pages = [f"/2565/entries/{key}/", "/2565/entries/"]
        pages += [f"/2565/entries/receipts/{n}/" for n in self.books[key].receipts]
        own = ["check/", "parts/work/"] if by in ("clerk", "colleague") else []
        pages += [f"/2565/entries/{key}/{page}" for page in own]
        pages += [f"/2565/entries/screening/{key}/"] if by == "officer" else []
        answered = {page: browser.get(page).status_code for page in pages}
        theirs = {page: code for page, code in answered.items() if page != "/2565/entries/"}
        expected = {404} if by == "stranger" else {200, 409}
        assert set(theirs.values()) <= expected, answered

    @invariant()
    def every_rule_of_the_portal_holds(self) -> None:
        if not self.is_checked:
            assert invariants.broken() == []
            self.is_checked = True

    @invariant()
    def every_receipt_still_says_what_it_said(self) -> None:
        kept = Submission.objects.values_list(
            "document__number", "document__digest", "document__snapshot"
        )
        assert {number: (digest, paper) for number, digest, paper in kept} == self.papers

    @invariant()
    def every_entry_is_what_the_account_says(self) -> None:
        found = dict(Entry.objects.values_list("pk", "status"))
        assert {str(key): status for key, status in found.items()} == {
            key: book.status for key, book in self.books.items()
        }
        for key, book in self.books.items():
            last = Submission.objects.filter(entry=key).last()
            assert (last.number if last else None) == (book.receipts or [None])[-1]

    @invariant()
    def every_change_is_recorded_once(self) -> None:
        told = AuditEvent.objects.filter(subject_type="submissions.entry").count()
        assert told == sum(book.events for book in self.books.values())

    # --- how ----------------------------------------------------------------------------------

    def _person(self, name: str) -> User:
        return User.objects.get(pk=getattr(self, name).pk)

    def _entry(self, key: str) -> Entry:
        return Entry.objects.get(pk=key)

    def _some_entry(self) -> str | None:
        return next(iter(self.books), None)

    def _end(self, book: Book) -> datetime:
        own = book.answer_by if book.status == Status.RETURNED else None
        return max(moment for moment in (self.everyone_until, book.until, own) if moment)

    def _advance(self, key: str, step: str, target: str, by: User, allowed: bool, **facts) -> bool:
        entry, note = self._entry(key), "" if step == "withdraw" else "เหตุผล"
        taken = self._tried(allowed, workflow.advance, entry, step, by=by, note=note, **facts)
        if taken is REFUSED:
            return False
        book = self.books[key]
        book.status = target
        book.events += 1
        return True

    def _propose(self, allowed: bool, **what):
        verb = extending.propose
        return self._tried(allowed, verb, self.edition, reason="น้ำท่วม", by=self.officer, **what)

    def _tried(self, allowed: bool, verb, *arguments, **named):
        """What the verb returns now, or REFUSED: exactly as the account expects."""
        try:
            with transaction.atomic():
                done = verb(*arguments, at=self.now, **named)
        except NotAllowed as refusal:
            assert not allowed, f"refused: {refusal}"
            return REFUSED
        assert allowed, "this should have been refused"
        self.taken[verb.__name__] += 1
        self.is_checked = False
        return done

    def _set_clock(self) -> None:
        facts = {"anchor": self.now, "machine_anchor": reading.machine_now(), "rate": 0.0}
        Simulation.objects.update_or_create(id=1, defaults=facts)
        reading.forget()
        self.edition = Edition.objects.get(pk=self.edition.pk)
