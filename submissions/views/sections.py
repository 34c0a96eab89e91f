"""One section of the form: typing, saving, choosing between two people's words, files."""

from dataclasses import dataclass, field
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions.models import FormSection
from contest_portal.editions.questions.kind import Value
from contest_portal.refusals import NotAllowed
from submissions import checks, moments
from submissions.files import uploads
from submissions.models import Entry
from submissions.screening import sendbacks
from submissions.sending import sendable, workflow
from submissions.transfer.parts import DiskFull
from submissions.writing import answers, content, task_list
from submissions.writing.forms import PREFIX, SectionForm

from . import typing
from .finding import own_entry, own_page_of
from .transfer import no_room_words


@dataclass
class Outcome:
    """What came of it: nothing yet for a page that is only looked at.

    `typed` and `versions` are what was sent, and over which version, where that is not saved;
    `parts` is what the entry held afterwards, where the person goes on from here.
    """

    typed: dict[str, Value] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    problems: dict[str, str] = field(default_factory=dict)
    conflicts: dict[str, answers.Conflict] = field(default_factory=dict)
    refusal: NotAllowed | None = None
    parts: list[content.Part] = field(default_factory=list)

    def learn(self, saved: answers.Saved) -> None:
        """What was saved is the entry's own now, and so is what an old page only repeated."""
        self.problems, self.conflicts = saved.problems, saved.conflicts
        for key in saved.versions:
            del self.versions[key]
        for key in saved.outdated:
            del self.versions[key], self.typed[key]

    @property
    def is_fine(self) -> bool:
        return not (self.problems or self.conflicts or self.refusal)


@dataclass(frozen=True)
class Row:
    """One question on the page."""

    item: content.Item
    control: object
    outcome: Outcome
    is_closed: bool = False
    asked: str = ""

    @property
    def key(self) -> str:
        return self.item.field.key

    @property
    def conflict(self) -> answers.Conflict | None:
        return self.outcome.conflicts.get(self.key)

    @property
    def is_unsaved(self) -> bool:
        """The control shows words that the portal does not hold."""
        return self.key in self.outcome.versions

    @property
    def seen(self) -> int:
        """The version that the words in the control were typed over."""
        return self.outcome.versions.get(self.key, self.item.version)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@requires(Permission.WRITE_ENTRY)
def entry_section(request: HttpRequest, slug: str, pk: UUID, section: str) -> HttpResponse:
    entry = own_entry(request, slug, pk)
    asked = FormSection.objects.current().filter(edition=entry.edition)
    chosen = get_object_or_404(asked, key=section)
    if request.method != "POST":
        at = clock.arrived_at(request)
        workflow.refuse_page_unless_allowed(entry, "revise", by=request.user, at=at)
        return _page(request, entry, chosen, Outcome())
    outcome = _save(request, entry, chosen)
    if not outcome.is_fine:
        return _page(request, entry, chosen, outcome)
    if "stay" in request.POST or "use" in request.POST:
        return redirect("submissions:entry_section", slug=slug, pk=pk, section=section)
    return _next_page(entry, chosen, outcome.parts)


def _save(request: HttpRequest, entry: Entry, section: FormSection) -> Outcome:
    """Save answers first, so that a refused file costs no word."""
    typed = typing.read(request.POST, entry, section)
    at = clock.arrived_at(request)
    outcome = Outcome(typed=dict(typed.values), versions=dict(typed.versions))
    try:
        saved = answers.save_section(
            entry, section, typed.values, by=request.user, at=at, versions=typed.versions,
            turns=typed.turns, yielding=typed.yielding,
        )  # fmt: skip
        outcome.learn(saved)
        outcome.problems |= _attach(request, entry, section)
        if not ("stay" in request.POST or "use" in request.POST):
            outcome.parts = sendable.parts(entry)
            outcome.problems = _needed_now(outcome.parts, section) | outcome.problems
    except NotAllowed as refusal:
        outcome.refusal = refusal
        return outcome
    _say_saved(request, saved)
    return outcome


def _attach(request: HttpRequest, entry: Entry, section: FormSection) -> dict[str, str]:
    """Keep the files sent; the reasons for those that could not be kept, by key."""
    refused = {}
    at = clock.arrived_at(request)
    for question in section.fields.current().filter(type="file"):
        for file in request.FILES.getlist(f"{PREFIX}-{question.key}"):
            try:
                uploads.attach(entry, question, file, by=request.user, at=at)
            except checks.FileRefused as refusal:
                refused[question.key] = f"{file.name}: {refusal.reason} {refusal.remedy}"
            except DiskFull:
                refused[question.key] = f"{file.name}: {' '.join(no_room_words())}"
    return refused


def _needed_now(parts: list[content.Part], section: FormSection) -> dict[str, str]:
    """What keeps the person from going on; everything typed is saved all the same."""
    return next((part.needed_now for part in parts if part.section == section), {})


def _say_saved(request: HttpRequest, saved: answers.Saved) -> None:
    if saved.late:
        messages.warning(request, _("Closed. Kept as a draft after the deadline."))
    else:
        hour = moments.hour(clock.arrived_at(request))
        messages.success(request, _("Saved %(hour)s") % {"hour": hour})


def _page(
    request: HttpRequest, entry: Entry, section: FormSection, outcome: Outcome
) -> HttpResponse:
    parts = content.read(entry)
    found = [(at, part) for at, part in enumerate(parts, start=1) if part.section == section]
    if not found:
        raise Http404  # not for this category
    number, part = found[0]
    stored = {item.field.key: item.value for item in part.on_page}
    problems = {item.field.key: item.problem for item in part.on_page if item.problem}
    form = SectionForm(
        part.on_page, values=stored | outcome.typed, problems=problems | outcome.problems
    )
    facts = {
        "section": section, "form": form, "number": number, "total": len(parts),
        "refusal": outcome.refusal, "is_last": number == len(parts),
        "saved_at": task_list.saved_at(parts),
        "rows": _rows(entry, part, form, outcome),
    }  # fmt: skip
    status = 409 if outcome.refusal else 200
    return render(
        request, "submissions/entry_section.html", own_page_of(entry, **facts), status=status
    )


def _rows(entry: Entry, part: content.Part, form: SectionForm, outcome: Outcome) -> list[Row]:
    """While the office waits for some answers, the others are only shown."""
    waiting = sendbacks.waiting(entry)
    asked = dict(waiting.questions.values_list("field", "note")) if waiting else {}
    return [
        Row(
            item, form[item.field.key], outcome,
            is_closed=bool(asked) and item.field.pk not in asked,
            asked=asked.get(item.field.pk, ""),
        )
        for item in part.on_page
    ]  # fmt: skip


def _next_page(entry: Entry, section: FormSection, parts: list[content.Part]) -> HttpResponse:
    slug = entry.edition.slug
    following = [part.section for part in parts if part.section.order > section.order]
    if not following:
        return redirect("submissions:entry", slug=slug, pk=entry.pk)
    return redirect("submissions:entry_section", slug=slug, pk=entry.pk, section=following[0].key)
