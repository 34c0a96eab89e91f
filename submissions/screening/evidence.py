"""What an officer looks at beside a criterion, named in the edition by a word.

answer:KEY   the answer to the question of that key
means:WORD   the answers that mean it, whatever the organiser calls the question
files        every file with size and pages
register     what the register says of the organisation
sender       who sent it, and how they came to belong to the organisation
arrival      when it arrived, against the deadline
resemblance  entries that resemble it
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from contest_portal.editions.models import FormField
from contest_portal.thai.shown import file_size_words, thai_datetime
from submissions import moments
from submissions.models import Entry, ScreeningCriterion, SimilarPair, Submission
from submissions.sending import printed


@dataclass(frozen=True)
class Shown:
    """A fact with its name; `url` where it can be opened."""

    term: str
    words: str
    url: str = ""


@dataclass(frozen=True)
class Subject:
    """The version that is read, and what resembles its entry."""

    entry: Entry
    submission: Submission
    pairs: list[SimilarPair]

    @property
    def snapshot(self) -> dict:
        return self.submission.document.snapshot


Reader = Callable[[Subject, str], Iterator[Shown]]


def of(criterion: ScreeningCriterion, subject: Subject) -> list[Shown]:
    """The facts beside one criterion, in the order in which the edition names them."""
    found: list[Shown] = []
    for name in criterion.evidence:
        kind, _colon, detail = name.partition(":")
        found += KINDS[kind](subject, detail)
    return found


def questions_of(criterion: ScreeningCriterion) -> list[FormField]:
    """The questions whose answers it rests on: what a send-back would open."""
    fields = FormField.objects.filter(section__edition=criterion.edition_id)
    found: list[FormField] = []
    for name in criterion.evidence:
        kind, _colon, detail = name.partition(":")
        if kind in CONDITIONS:
            found += fields.filter(**CONDITIONS[kind](detail))
    return found


def check(names: object) -> None:
    """Raises ValueError for evidence that nobody knows how to show."""
    if not isinstance(names, list):
        raise ValueError("The evidence of a criterion is a list of words.")
    for name in names:
        if str(name).partition(":")[0] not in KINDS:
            raise ValueError(f"Nobody knows how to show the evidence {name!r}.")


def _answers(subject: Subject, **wanted: str) -> Iterator[Shown]:
    [(name, value)] = wanted.items()
    for answer in subject.snapshot["answers"]:
        if answer[name] == value:
            url = answer["value"] if answer["type"] == FormField.Type.URL else ""
            yield Shown(answer["label"], printed.as_text(answer) or _("Not answered"), url)


def _answer(subject: Subject, key: str) -> Iterator[Shown]:
    yield from _answers(subject, key=key)


def _meaning(subject: Subject, means: str) -> Iterator[Shown]:
    yield from _answers(subject, means=means)


def _files(subject: Subject, _detail: str) -> Iterator[Shown]:
    entry = subject.entry
    for file in subject.snapshot["files"]:
        pages = _("%(pages)s pages") % {"pages": file["pages"]} if file.get("pages") else ""
        words = " · ".join(filter(None, [file["name"], file_size_words(file["size"]), pages]))
        address = (entry.edition.slug, entry.pk, file["id"])
        url = "" if file.get("due") else reverse("submissions:attachment_look", args=address)
        yield Shown(_("File"), words, url)


def _register(subject: Subject, _detail: str) -> Iterator[Shown]:
    lao = subject.entry.lao
    yield Shown(_("Organisation"), f"{lao.name} {lao.place}")
    yield Shown(_("Kind and code"), f"{lao.get_kind_display()} {lao.code}")
    yield Shown(_("In the register"), _in_register(lao))


def _in_register(lao) -> str:
    if lao.disappeared_at:
        return _("No longer, since %(moment)s") % {"moment": thai_datetime(lao.disappeared_at)}
    if lao.sample:
        return _("A sample organisation")
    return _("Yes") if lao.in_dla_register else _("Not in DLA's register")


def _sender(subject: Subject, _detail: str) -> Iterator[Shown]:
    person = subject.submission.submitted_by
    yield Shown(_("Sent by"), f"{person} {person.position}".strip())
    verified = person.memberships.verified().filter(lao=subject.entry.lao_id).first()
    words = verified.get_how_display() if verified else _("Nobody confirms it at present")
    yield Shown(_("Belongs to the organisation"), words)


def _arrival(subject: Subject, _detail: str) -> Iterator[Shown]:
    yield Shown(_("Arrived"), moments.to_the_second(subject.submission.arrived_at))
    yield Shown(_("Deadline"), moments.closing(subject.entry.edition.closes_at))


def _resemblance(subject: Subject, _detail: str) -> Iterator[Shown]:
    slug = subject.entry.edition.slug
    for pair in subject.pairs:
        other = pair.other_than(subject.entry)
        words = f"{other.lao.display_name} {other.lao.place} · {pair.percent} %"
        yield Shown(_("Resembles"), words, reverse("submissions:pair", args=[slug, pair.pk]))
    if not subject.pairs:
        yield Shown(_("Resembles"), _("No other entry, as far as was compared"))


KINDS: dict[str, Reader] = {
    "answer": _answer,
    "means": _meaning,
    "files": _files,
    "register": _register,
    "sender": _sender,
    "arrival": _arrival,
    "resemblance": _resemblance,
}
CONDITIONS: dict[str, Callable[[str], dict]] = {
    "answer": lambda key: {"key": key},
    "means": lambda means: {"means": means},
    "files": lambda _detail: {"type": FormField.Type.FILE},
}
