"""Every version of every answer of an entry: who wrote it, when, and what it changed."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, OuterRef, Subquery, When

from submissions.models import AnswerVersion, Entry

from . import differences, words


@dataclass(frozen=True)
class Version:
    """A version as a reader sees it. `lost` where another version was taken instead of it."""

    row: AnswerVersion
    is_present: bool

    @property
    def lost(self) -> bool:
        return not self.row.taken

    @property
    def parts(self) -> list[differences.Part]:
        """What it changed in the version before it; of one that lost, how it differs from that."""
        before, after = (
            words.of(self.row.field, value or "") for value in (self.row.before, self.row.value)
        )
        return differences.shortened(differences.between(before, after))


def of(entry: Entry, *, question: UUID | None = None):
    """Rows of the entry, or of one of its answers, the latest first, each with `before`."""
    rows = AnswerVersion.objects.filter(entry=entry)
    if question:
        rows = rows.filter(field=question)
    same = AnswerVersion.objects.filter(entry=entry, field=OuterRef("field"), taken=True)
    before = same.filter(version__lt=OuterRef("version")).order_by("-version").values("value")[:1]
    instead = same.filter(version=OuterRef("version")).values("value")[:1]
    facts = {"before": Case(When(taken=True, then=Subquery(before)), default=Subquery(instead))}
    related = rows.select_related("field__section", "saved_by")
    return related.annotate(**facts).order_by("-saved_at", "-pk")


def read(rows: list[AnswerVersion], present: dict) -> list[Version]:
    """`present` is the version that counts now, by the id of the question."""
    return [Version(row, row.taken and present.get(row.field_id) == row.version) for row in rows]
