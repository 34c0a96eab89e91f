"""What happens to an entry: sent, returned, screened, asked again, files that came late."""

from django.dispatch import receiver

from contest_portal.accounts.models import Appointment, Membership, User
from contest_portal.accounts.roles import Permission, roles_with
from contest_portal.editions.models import Edition
from notifications.mailing.owing import address_of, owe, owe_all
from submissions.models import DueFile, Entry, SendBack, Submission
from submissions.screening.sendbacks import send_back_extended
from submissions.sending.workflow import entry_advanced
from submissions.transfer.due import late_files_missed, late_files_told

LETTER_OF_STEP = {
    "submit": "receipt",
    "return": "entry_returned",
    "find_eligible": "entry_eligible",
    "find_ineligible": "entry_ineligible",
    "reopen": "entry_reopened",
}


@receiver(entry_advanced)
def tell_members(sender, entry: Entry, step: str, submission: Submission | None, note: str, **rest):
    """Every verified member of the LAO hears of what the office, or a colleague, did."""
    letter = LETTER_OF_STEP.get(step)
    if letter is None:
        return
    latest = submission or entry.submissions.last()
    context = {
        "entry": entry,
        "lao": entry.lao,
        "submission": latest,
        "snapshot": latest.document.snapshot,
        "note": note,
        **_asked(entry.send_backs.last()),
        "url": entry_url(entry, step, latest),
    }
    occasion = _occasion(entry, step, latest)
    for person in members_of(entry):
        owe(letter, f"{letter}:{occasion}", person, entry.edition, context)


@receiver(send_back_extended)
def tell_of_time_to_answer(sender, send_back: SendBack, **rest):
    entry = send_back.entry
    context = {"entry": entry, "lao": entry.lao, **_asked(send_back)}
    context["url"] = address_of("submissions:entry", entry.edition.slug, entry.pk)
    occasion = f"answer_extended:{send_back.pk}:{send_back.due_at.isoformat()}"
    for person in members_of(entry):
        owe("answer_extended", occasion, person, entry.edition, context)


def _asked(send_back: SendBack | None) -> dict:
    questions = send_back.questions.select_related("field") if send_back else []
    return {"send_back": send_back, "questions": questions}


def _occasion(entry: Entry, step: str, submission: Submission) -> str:
    """What makes this mail one of its kind: a returned entry may be returned again."""
    if step == "return":
        asked = entry.send_backs.last()
        return f"{asked.pk}:{asked.due_at.isoformat()}:{asked.questions.count()}"
    if step == "reopen":
        return f"{submission.number}:{submission.screenings.exclude(reopened_at=None).count()}"
    return submission.number


def members_of(entry: Entry) -> list[User]:
    verified = Membership.objects.verified().filter(lao=entry.lao_id, user__is_active=True)
    return [membership.user for membership in verified.select_related("user")]


def entry_url(entry: Entry, step: str, submission: Submission) -> str:
    slug = entry.edition.slug
    if step == "submit":
        return address_of("submissions:receipt", slug, submission.number)
    return address_of("submissions:entry", slug, entry.pk)


@receiver(late_files_told)
def tell_of_late_files(sender, entry: Entry, submission: Submission, due_files: list[DueFile],
                       outcome: str, **rest):  # fmt: skip
    """Named files that are all here, that have to be sent again, or that never came."""
    occasion = f"late_files:{outcome}:{submission.number}"
    if outcome == "refused":  # each try is an occasion of its own
        occasion += f":{due_files[0].upload_id}:{due_files[0].upload.refused_at}"
    context = {
        "entry": entry,
        "submission": submission,
        "due_files": due_files,
        "due_at": max(due_file.due_at for due_file in due_files),
        "outcome": outcome,
        "url": entry_url(entry, "late_files", submission),
    }
    for person in members_of(entry):
        owe("late_files", occasion, person, entry.edition, context)


@receiver(late_files_missed)
def tell_officers_of_missed_files(sender, edition: Edition, entries: list[Entry], at, **rest):
    """One mail a round to whoever screens, however many entries there are."""
    context = {"entries": entries, "url": address_of("submissions:screening_list", edition.slug)}
    appointed = Appointment.objects.current().filter(
        role__in=roles_with(Permission.SCREEN_ENTRY), edition_slug__in=("", edition.slug)
    )
    people = User.objects.filter(is_active=True, pk__in=appointed.values("user"))
    owe_all("files_missed", f"files_missed:{edition.pk}:{at.isoformat()}", people, edition,
             context)  # fmt: skip
