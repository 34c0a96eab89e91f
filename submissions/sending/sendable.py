"""What would be sent now: the workspace, and where only some questions are open, those alone.

An entry may hold edits that were never sent when it is sent back for something else: they stay in
the workspace, but an answer to the office does not carry them along.
"""

from dataclasses import replace
from uuid import UUID

from submissions.models import Answer, Attachment, Entry, Submission
from submissions.screening import sendbacks
from submissions.writing import content


def parts(entry: Entry) -> list[content.Part]:
    """The entry's parts in the form's order, closed questions as they were sent last."""
    present = content.read(entry)
    still_open = sendbacks.open_fields(entry)
    last = entry.last_submission if still_open is not None else None
    if still_open is None or last is None:
        return present
    sent = _Sent(last)
    return [
        content.Part(
            part.section,
            [
                item if item.field.pk in still_open else sent.version_of(item)
                for item in part.on_page
            ],
        )
        for part in present
    ]


class _Sent:
    """What one submission says, question by question."""

    def __init__(self, submission: Submission) -> None:
        snapshot = submission.document.snapshot
        self.values = {
            answer.get("id", answer["key"]): answer.get("stored", answer["value"])
            for answer in snapshot["answers"]
        }
        self.files: dict[UUID, tuple[Attachment, ...]] = {}
        for file in submission.files.order_by("added_at"):
            self.files[file.field_id] = (*self.files.get(file.field_id, ()), file)

        waiting = submission.due_files.filter(arrived_at=None).select_related("upload")
        self.waited_for = [due_file.upload for due_file in waiting]

    def version_of(self, item: content.Item) -> content.Item:
        if item.is_file:
            return replace(
                item, attachments=self.files.get(item.field.pk, ()),
                uploads=tuple(up for up in self.waited_for if up.field_id == item.field.pk),
            )  # fmt: skip
        field = item.field
        value = self.values.get(str(field.pk), self.values.get(field.key, ""))
        return replace(item, answer=Answer(field=field, value=value) if value else None)
