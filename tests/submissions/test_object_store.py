"""Files in a bucket of an S3-compatible store instead of the machine's own disk."""

from urllib.parse import urlsplit

import boto3
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from moto.server import ThreadedMotoServer

from contest_portal import file_store
from submissions.models import Attachment
from submissions.transfer import parts, receiving
from tests.factories import WORKING_DAY
from tests.submissions.factories import make_entry, make_file_field, pdf_bytes
from tests.submissions.transfer.sending import Sender

BUCKET = "works"


@pytest.fixture(scope="module")
def address():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"s3+http://key:secret@{host}:{port}/{BUCKET}"
    server.stop()


@pytest.fixture
def bucket(address, settings, monkeypatch):
    """An empty bucket that the portal keeps its files in."""
    settings.STORAGES = {**settings.STORAGES, "private": file_store.storage(address)}
    field = Attachment._meta.get_field("original")
    monkeypatch.setattr(field, "storage", storages["private"])
    host = f"http://{urlsplit(address).hostname}:{urlsplit(address).port}"
    keys = {"aws_access_key_id": "key", "aws_secret_access_key": "secret"}
    bucket = boto3.resource("s3", endpoint_url=host, region_name="us-east-1", **keys).Bucket(BUCKET)
    bucket.create()
    yield bucket
    bucket.objects.all().delete()
    bucket.delete()


@pytest.fixture
def sender(db, set_clock) -> Sender:
    set_clock(WORKING_DAY)
    entry = make_entry()
    return Sender(entry, make_file_field(entry.edition))


def test_a_file_sent_in_parts_lies_in_the_bucket_and_nowhere_else(bucket, sender, settings):
    content = pdf_bytes(pages=2)
    upload = sender.begin(content)
    sender.part(upload, content[:500], offset=0)
    sender.part(upload, content[500:], offset=500)

    file = sender.entry.attachments.current().get()
    kept = {each.key: each.get()["Body"].read() for each in bucket.objects.all()}
    assert kept[file.original.name] == content
    assert len(kept) == 1 + file.drawn
    assert not list(settings.MEDIA_ROOT.rglob("*.pdf"))
    assert not parts.path_of(upload.pk).exists()


def test_it_is_handed_to_its_writer_whole_and_in_part_with_its_pictures(bucket, sender):
    content = pdf_bytes()
    sender.send(content)
    file = sender.entry.attachments.current().get()
    address = f"/2565/entries/{sender.entry.pk}/files/{file.pk}/"

    whole = sender.client.get(address)
    part = sender.client.get(address, headers={"Range": "bytes=10-19"})
    picture = sender.client.get(f"{address}pages/1/")

    assert whole.getvalue() == content
    assert (part.status_code, part.getvalue()) == (206, content[10:20])
    assert (picture.status_code, picture.getvalue()[8:12]) == (200, b"WEBP")


def test_nothing_in_the_bucket_is_open_to_a_stranger(bucket, sender):
    sender.send(pdf_bytes())

    owners = {each.Acl().owner["ID"] for each in bucket.objects.all()}
    granted = {grant["Grantee"]["ID"] for each in bucket.objects.all()
               for grant in each.Acl().grants}  # fmt: skip
    assert granted == owners


def test_a_store_that_loses_a_byte_is_found_out_and_the_part_kept(bucket, sender, monkeypatch):
    content = pdf_bytes()
    store = type(storages["private"])
    whole = store._save
    monkeypatch.setattr(
        store, "_save", lambda self, name, file: whole(self, name, ContentFile(file.read()[:-1]))
    )

    upload = sender.send(content)

    assert upload.state == "checking"
    assert parts.stored(upload.pk) == len(content)
    assert list(bucket.objects.all()) == []
    monkeypatch.setattr(store, "_save", whole)
    assert receiving.finish_all() == 1
    file = sender.entry.attachments.current().get()
    assert bucket.Object(file.original.name).content_length == len(content)


@pytest.mark.parametrize(
    "url", ["s3://host/bucket", "s3://key:secret@host/", "s3://key:secret@host/a/b"]
)
def test_an_address_without_all_its_pieces_stops_the_start(url):
    with pytest.raises(ImproperlyConfigured, match="PORTAL_FILES_URL"):
        file_store.storage(url)


def test_without_an_address_files_lie_in_the_data_folder():
    assert file_store.storage("")["BACKEND"].endswith("FileSystemStorage")
