"""A line of the log is one JSON object, and cannot be forged by what somebody typed."""

import json
import logging

from contest_portal import logs
from contest_portal.audit.recording import current_request_id


def line(message: str) -> str:
    settings = dict(logs.FORMATTER)
    formatter = settings.pop("()")(**settings)
    return formatter.format(logging.makeLogRecord({"msg": message, "levelname": "INFO"}))


def test_a_line_tells_the_request_it_belongs_to():
    token = current_request_id.set("request-1")

    said = json.loads(line("ผลงานมาถึง"))

    current_request_id.reset(token)
    assert (said["event"], said["request_id"], said["level"]) == ("ผลงานมาถึง", "request-1", "info")


def test_a_typed_line_end_does_not_start_a_new_line():
    assert "\n" not in line('a name\n{"event": "forged"}')
