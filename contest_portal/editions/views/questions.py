"""Writing, moving and retiring a question."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions import editing, stakes
from contest_portal.editions.models import FormField
from contest_portal.editions.question_form import QuestionEditor, new_question
from contest_portal.refusals import NotAllowed

from .finding import edition_of, part_of, preview, question_of
from .parts import version_seen


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_EDITION)
def question_new(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    """First the type, then the question."""
    found = part_of(edition_of(slug), part)
    type_ = _type(request, "")
    if not type_:
        facts = {"edition": found.edition, "part": found, "types": FormField.Type.choices}
        return render(request, "editions/question_type.html", facts)
    return _editing(request, new_question(found, type_), type_)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_EDITION)
def question_edit(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    question = question_of(edition_of(slug), pk)
    return _editing(request, question, _type(request, question.type))


def _type(request: HttpRequest, present: str) -> str:
    asked = request.POST.get("type") or request.GET.get("type") or present
    if asked and asked not in FormField.Type.values:
        raise Http404
    return asked


def _editing(request: HttpRequest, question: FormField, type_: str) -> HttpResponse:
    wants = "save" in request.POST or "accept" in request.POST
    editor = QuestionEditor(question, type_, request.POST if request.method == "POST" else None)
    proposed = editor.proposed()
    refusal: NotAllowed | None = None
    if wants and proposed:
        try:
            _save(request, proposed, question.version)
            return _back(proposed)
        except NotAllowed as refused:
            refusal = refused
    return _page(request, question, editor, proposed, refusal)


def _save(request: HttpRequest, proposed: FormField, version: int) -> None:
    editing.save_question(
        proposed, version=version_seen(request, version), by=request.user,
        at=clock.arrived_at(request), accepted="accept" in request.POST,
    )  # fmt: skip
    messages.success(request, _("The question is saved."))


def _back(question: FormField) -> HttpResponse:
    address = reverse("editions:form_editor", args=[question.section.edition.slug])
    return redirect(f"{address}#q-{question.key}")


def _page(request: HttpRequest, question: FormField, editor: QuestionEditor,
          proposed: FormField | None, refusal: NotAllowed | None) -> HttpResponse:  # fmt: skip
    part = question.section
    shown = proposed if proposed and not editing.why_not(None, proposed) else None
    facts = {
        "edition": part.edition, "part": part, "question": question, "editor": editor,
        "type": FormField.Type(editor.question.type), "types": FormField.Type.choices,
        "is_new": question._state.adding, "answered": stakes.answered(question),
        "version": request.POST.get("version", question.version), "refusal": refusal,
        "accept": refusal if isinstance(refusal, editing.Accept) else None,
        **preview(part, shown),
    }  # fmt: skip
    status = 409 if refusal else 200
    return render(request, "editions/question.html", facts, status=status)


@require_POST
@requires(Permission.EDIT_EDITION)
def question_move(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    question = question_of(edition_of(slug), pk)
    editing.move_question(
        question, request.POST.get("direction", ""), by=request.user, at=clock.arrived_at(request)
    )
    return _back(question)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_EDITION)
def question_retire(request: HttpRequest, slug: str, pk: UUID) -> HttpResponse:
    question = question_of(edition_of(slug), pk)
    if request.method == "POST":
        editing.retire_question(
            question, version=version_seen(request, question.version), by=request.user,
            at=clock.arrived_at(request),
        )  # fmt: skip
        messages.success(request, _("The question is retired. Its answers are kept."))
        return redirect("editions:form_editor", slug=slug)
    facts = [
        (_("Question"), question.label),
        (_("Part"), question.section.title),
        (_("Entries with answers there"), stakes.answered(question)),
    ]
    context = {"edition": question.section.edition, "thing": question, "facts": facts}
    return render(request, "editions/retire.html", context)
