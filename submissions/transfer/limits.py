"""How many files, how large, and of whom: asked before the first byte is sent."""

from django.db.models import Q, Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from contest_portal.accounts.models import User
from contest_portal.editions.models import FormField
from contest_portal.editions.questions.files import FileRules, file_rules
from contest_portal.thai.measures import file_size_words
from submissions import checks
from submissions.models import Attachment, Entry, Upload

MOST_OPEN_A_PERSON = 20
MOST_OPEN_BYTES_A_PERSON = 1_000_000_000


def rule_of(field: FormField, entry: Entry) -> FileRules:
    """The question's own rule within that of the edition: `most` files of `max_bytes` each."""
    return file_rules(field, entry.edition)


def takes_several(field: FormField, entry: Entry) -> bool:
    return rule_of(field, entry).most > 1


def refuse_over_limits(entry: Entry, field: FormField, *, size: int, by: User) -> None:
    """Raises checks.FileRefused with the first limit that a file of `size` bytes would cross."""
    rule = rule_of(field, entry)
    if size > rule.max_bytes:
        raise checks.FileRefused(
            _("The file is %(size)s. At most %(most)s can be sent.")
            % {"size": file_size_words(size), "most": file_size_words(rule.max_bytes)},
            _("Make the pictures in it smaller, or keep the pages that matter, and send it again."),
        )
    refuse_too_many(entry, field, rule)
    _refuse_too_much(entry, field, rule, size)
    _refuse_hoarding(by, size)


def refuse_too_many(entry: Entry, field: FormField, rule: FileRules) -> None:
    kept = entry.attachments.current().filter(field=field).count()
    if rule.most > 1 and kept + entry.uploads.open().filter(field=field).count() >= (rule.most):
        raise checks.FileRefused(
            ngettext(
                "This question takes %(most)s file.",
                "This question takes %(most)s files.",
                rule.most,
            )
            % {"most": rule.most},
            _("Take out one that is not needed, then send this one."),
        )


def _refuse_too_much(entry: Entry, field: FormField, rule: FileRules, size: int) -> None:
    """A file that takes another's place counts alone."""
    used = used_bytes(entry, but=None if rule.most > 1 else field)
    most = entry.edition.max_entry_bytes
    if used + size > most:
        raise checks.FileRefused(
            _("All files of an entry together may be %(most)s; %(used)s are used.")
            % {"most": file_size_words(most), "used": file_size_words(used)},
            _("Take out a file that is not needed, or make this one smaller."),
        )


def _refuse_hoarding(by: User, size: int) -> None:
    """One person does not fill the disk with beginnings."""
    begun = Upload.objects.open().filter(started_by=by)
    too_many = begun.count() >= MOST_OPEN_A_PERSON
    if too_many or _bytes_of(begun) + size > MOST_OPEN_BYTES_A_PERSON:
        raise checks.FileRefused(
            _("You have begun to send many files that are not finished."),
            _("Finish or give up one of them first."),
        )


def used_bytes(entry: Entry, *, but: FormField | None = None) -> int:
    """Of all files of an entry, those on their way included; `but` leaves out a question."""
    others = ~Q(field=but) if but else Q()
    files = Attachment.objects.current().filter(others, entry=entry)
    return _bytes_of(files) + _bytes_of(entry.uploads.open().filter(others))


def _bytes_of(files) -> int:
    return files.aggregate(total=Sum("size"))["total"] or 0
