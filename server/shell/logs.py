"""Structured logs: one line a fact, without secrets, tokens or message text."""

import logging
import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

from server.settings import Settings

SECRET_WORDS = re.compile(r"token|secret|password|authorization|cookie|text|body|content", re.IGNORECASE)
SECRET_PATHS = re.compile(r"(/calendar/|/link/|/invitation/|/mail/stop/)[^\s\"?]+")


def set_up_logs(settings: Settings) -> None:
    """Log to standard error, as text or JSON."""
    level = logging.getLevelName(settings.log_level.upper())
    logging.basicConfig(level=level, format="%(message)s", force=True)
    for noisy in ("uvicorn.access", "tortoise", "aiosqlite", "mail.log"):
        logging.getLogger(noisy).setLevel(logging.WARNING)
    last: Any = structlog.processors.JSONRenderer() if settings.log == "json" else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            without_secrets,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )


def without_secrets(_logger: Any, _method: str, entry: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blot out what must never be logged: values under telling names, and secrets in addresses."""
    for name, value in entry.items():
        if name != "event" and SECRET_WORDS.search(name):
            entry[name] = "…"
        elif isinstance(value, str):
            entry[name] = SECRET_PATHS.sub(r"\1…", value)
    return entry
