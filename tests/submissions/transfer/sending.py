"""A tus client of a few lines, for tests: it names files and sends parts of them."""

import base64
import hashlib

from django.test import Client, TestCase
from django.urls import reverse

from submissions.models import Entry, Upload

CHUNK = "application/offset+octet-stream"


class Sender:
    """Somebody at a browser, sending files of one entry."""

    def __init__(self, entry: Entry, question, *, by=None) -> None:
        self.entry = entry
        self.question = question
        self.client = Client()
        self.client.force_login(by or entry.started_by)
        self.address = reverse("submissions:entry_uploads", args=[entry.edition.slug, entry.pk])

    def name(self, content: bytes, name: str = "คู่มือ.pdf", **more):
        """Say what will come. `more` replaces words of the metadata, or the length."""
        said = {
            "filename": name, "field": str(self.question.pk),
            "sha256": hashlib.sha256(content).hexdigest(),
            **{key: value for key, value in more.items() if key != "length"},
        }  # fmt: skip
        return self.client.post(
            self.address, content_type=CHUNK, headers={
                "Tus-Resumable": "1.0.0", "Upload-Length": str(more.get("length", len(content))),
                "Upload-Metadata": encoded(said),
            },
        )  # fmt: skip

    def begin(self, content: bytes, **more) -> Upload:
        response = self.name(content, **more)
        assert response.status_code == 201, response.content.decode()
        return Upload.objects.get(pk=response["Location"].rstrip("/").rpartition("/")[2])

    def part(self, upload: Upload, content: bytes, *, offset: int, **headers):
        with TestCase.captureOnCommitCallbacks(execute=True):
            return self.client.patch(
                f"{self.address}{upload.pk}/", content, content_type=CHUNK,
                headers={"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), **headers},
            )  # fmt: skip

    def ask(self, upload: Upload):
        return self.client.head(f"{self.address}{upload.pk}/", headers={"Tus-Resumable": "1.0.0"})

    def give_up(self, upload: Upload):
        return self.client.delete(f"{self.address}{upload.pk}/", headers={"Tus-Resumable": "1.0.0"})

    def send(self, content: bytes, **more) -> Upload:
        """All of it, in one part."""
        upload = self.begin(content, **more)
        assert self.part(upload, content, offset=0).status_code == 204
        upload.refresh_from_db()
        return upload


def encoded(said: dict[str, str]) -> str:
    pairs = ((key, base64.b64encode(value.encode()).decode()) for key, value in said.items())
    return ",".join(f"{key} {value}" for key, value in pairs)
