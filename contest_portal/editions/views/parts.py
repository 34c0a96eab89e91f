"""The whole form on one page, and its parts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from contest_portal import clock
from contest_portal.accounts.gates import requires
from contest_portal.accounts.roles import Permission
from contest_portal.editions import editing, stakes
from contest_portal.editions.models import FormField, FormSection
from contest_portal.editions.part_form import PartForm, new_part
from contest_portal.refusals import NotAllowed

from .finding import edition_of, part_of, preview


@require_safe
@requires(Permission.EDIT_EDITION)
def form_editor(request: HttpRequest, slug: str) -> HttpResponse:
    edition = edition_of(slug)
    fields = FormField.objects.filter(section__edition=edition).select_related(
        "section", "asked_if"
    )
    by_part: dict[int, list[FormField]] = {}
    retired = []
    for field in fields.order_by("section__order", "order"):
        if field.retired_at or field.section.retired_at:
            retired.append(field)
        else:
            by_part.setdefault(field.section_id, []).append(field)
    at = clock.arrived_at(request)
    facts = {
        "edition": edition,
        "parts": [(part, by_part.get(part.pk, [])) for part in edition.sections.current()],
        "retired": retired,
        "only_words": editing.may_change_only_words(edition, at=at),
        "written": len(stakes.entries_of(edition, [])),
        "categories": {category.key: category.name for category in edition.categories.all()},
    }
    return render(request, "editions/form_editor.html", facts)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_EDITION)
def part_new(request: HttpRequest, slug: str) -> HttpResponse:
    return _editing(request, new_part(edition_of(slug)))


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_EDITION)
def part_edit(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    return _editing(request, part_of(edition_of(slug), part))


def _editing(request: HttpRequest, part: FormSection) -> HttpResponse:
    version = part.version
    form = PartForm(request.POST or None, part=part)
    refusal = None
    if request.method == "POST" and form.is_valid():
        try:
            editing.save_part(
                form.apply(part), version=version_seen(request, version), by=request.user,
                at=clock.arrived_at(request),
            )  # fmt: skip
            messages.success(request, _("The part is saved."))
            return redirect("editions:form_editor", slug=part.edition.slug)
        except NotAllowed as refused:
            refusal = refused
    facts = {"edition": part.edition, "part": part, "form": form, "refusal": refusal,
             "version": version}  # fmt: skip
    if part.pk:
        facts |= preview(part)
    return render(request, "editions/part.html", facts, status=409 if refusal else 200)


def version_seen(request: HttpRequest, present: int) -> int:
    """The version that the page was opened with; a page that does not say has seen none."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else present - 1


@require_POST
@requires(Permission.EDIT_EDITION)
def part_move(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    found = part_of(edition_of(slug), part)
    editing.move_part(
        found, request.POST.get("direction", ""), by=request.user, at=clock.arrived_at(request)
    )
    return redirect("editions:form_editor", slug=slug)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EDIT_EDITION)
def part_retire(request: HttpRequest, slug: str, part: str) -> HttpResponse:
    edition = edition_of(slug)
    found = part_of(edition, part)
    if request.method == "POST":
        editing.retire_part(
            found, version=version_seen(request, found.version), by=request.user,
            at=clock.arrived_at(request),
        )  # fmt: skip
        messages.success(request, _("The part is retired. Its answers are kept."))
        return redirect("editions:form_editor", slug=slug)
    written = stakes.entries_of(edition, found.fields.current())
    facts = [
        (_("Part"), found.title),
        (_("Questions"), found.fields.current().count()),
        (_("Entries with answers there"), sum(bool(entry.values) for entry in written)),
    ]
    context = {"edition": edition, "thing": found, "facts": facts}
    return render(request, "editions/retire.html", context)
