"""The pictures of a file's pages: what judges and the public see instead of its bytes."""

from pathlib import Path

from django.core.files import File

from submissions.models import Attachment, private_files


def keep(attachment: Attachment, folder: Path) -> None:
    """Store every picture in the folder; one that is there already is the same and stays."""
    for picture in sorted(folder.glob("*.webp")):
        name = f"{_place(attachment)}/{picture.name}"
        if not private_files().exists(name):
            with picture.open("rb") as drawn:
                private_files().save(name, File(drawn))


def name_of(attachment: Attachment, page: int) -> str | None:
    """The name in private storage of the picture of a page, from 1; None if there is none."""
    if not 1 <= page <= attachment.drawn:
        return None
    return f"{_place(attachment)}/{page:03d}.webp"


def drawn_pages(attachment: Attachment) -> range:
    """Which pages have a picture."""
    return range(1, attachment.drawn + 1)


def forget(attachment: Attachment) -> None:
    """Delete the pictures of a file that nobody may see any more."""
    for page in drawn_pages(attachment):
        private_files().delete(name_of(attachment, page))


def _place(attachment: Attachment) -> str:
    return f"entries/{attachment.entry_id}/{attachment.pk}-pages"
