"""Where files of people are kept: the machine's own disk, or a bucket of an S3-compatible store."""

from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

SCHEMES = ("s3", "s3+http")
IN_MEMORY = 8 * 1024 * 1024  # bytes; what is longer goes through a temporary file
SHAPE = "s3://KEY:SECRET@HOST[:PORT]/BUCKET[?region=NAME], or s3+http:// without TLS"


def storage(url: str) -> dict:
    """The entry of STORAGES for a URL of that shape; for "" the folder MEDIA_ROOT.

    Nothing is ever public there, and no name is written over: files of people keep their bytes.
    """
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    said = urlsplit(url)
    bucket = said.path.strip("/")
    if not (said.hostname and said.username and said.password and bucket) or "/" in bucket:
        raise ImproperlyConfigured(f"PORTAL_FILES_URL must be {SHAPE}.")
    port = f":{said.port}" if said.port else ""
    options = {
        "endpoint_url": f"{'http' if said.scheme == 's3+http' else 'https'}://{said.hostname}{port}",
        "bucket_name": bucket,
        "access_key": unquote(said.username),
        "secret_key": unquote(said.password),
        "region_name": parse_qs(said.query).get("region", ["us-east-1"])[0],
        "addressing_style": "path",
        "signature_version": "s3v4",
        "default_acl": None,
        "file_overwrite": False,
        "max_memory_size": IN_MEMORY,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
