"""Logs as one JSON object a line, in UTC, each with the id of its request.

JSON escapes control characters, so a typed line end cannot forge a line of the log.
"""

import structlog

from contest_portal.audit.recording import current_request_id


def add_request_id(logger: object, method: str, event: dict) -> dict:
    if request_id := current_request_id.get():
        event["request_id"] = request_id
    return event


FORMATTER = {
    "()": structlog.stdlib.ProcessorFormatter,
    "foreign_pre_chain": [
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        add_request_id,
    ],
    "processors": [
        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
        structlog.processors.JSONRenderer(ensure_ascii=False, sort_keys=True),
    ],
}
