"""One JSON line per event; control characters cannot break a line or forge one."""

import json
import logging
from datetime import UTC, datetime


class LineFormatter(logging.Formatter):
    """Formats a record as one JSON object: at, level, logger, message and, if any, the error."""

    def format(self, record: logging.LogRecord) -> str:
        event = {
            "at": datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_info:
            event["error"] = self.formatException(record.exc_info)
        return json.dumps(event, ensure_ascii=True)
