"""SHA-256 digests of what a paper says."""

import hashlib
import json


def canonical(content: dict) -> bytes:
    """One byte form for equal content: keys sorted, no spaces, UTF-8 (compare RFC 8785)."""
    return json.dumps(
        content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    ).encode()


def digest(content: dict) -> str:
    """SHA-256 of the canonical form, 64 hexadecimal digits."""
    return hashlib.sha256(canonical(content)).hexdigest()


def digest_bytes(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def in_groups(hexdigest: str, *, size: int = 8) -> str:
    """A digest a person can compare: groups of eight with spaces."""
    return " ".join(hexdigest[start : start + size] for start in range(0, len(hexdigest), size))
