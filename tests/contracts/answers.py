"""Answers without what must differ from one call to the next: ids, moments, secrets."""

import re
from typing import Any

from tests.contracts.stage import Stage

MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z")
SECRET = re.compile(r"[A-Za-z0-9_-]{32}")
MAIL_TOKEN = re.compile(r"[0-9a-f]{8,13}-[0-9a-f]{40}")
RECOVERY_CODE = re.compile(r"^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$")
QR_PATH = re.compile(r"^M0 0h7v1h-7z[Mhvz0-9 -]+$")
CURSOR = re.compile(r"^[0-9a-f]{8,13}(\.[0-9a-f]+\.[0-9a-f]+(?:\.s)?)$")
PATTERNS = (
    (MOMENT, "moment"),
    (MAIL_TOKEN, "token"),
    (RECOVERY_CODE, "code"),
    (QR_PATH, "qr"),
    (SECRET, "secret"),
)
LARGE = 2**24


def comparable(body: Any, stage: Stage) -> Any:
    """A body with ids numbered in the order in which they appear, and everything else of the moment taken out."""
    return _Plain(stage.tag).of(body)


class _Plain:
    def __init__(self, tag: str) -> None:
        self._tag = tag
        self._ids: dict[int, str] = {}

    def of(self, value: Any) -> Any:
        if isinstance(value, dict):
            return {key: self.of(each) for key, each in value.items()}
        if isinstance(value, list):
            return [self.of(each) for each in value]
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, int) and not isinstance(value, bool) and value > LARGE:
            return self._ids.setdefault(value, f"id {len(self._ids) + 1}")
        return value

    def _text(self, text: str) -> str:
        text = CURSOR.sub(r"organisation\1", text.replace(self._tag, "x"))
        for pattern, name in PATTERNS:
            text = pattern.sub(name, text)
        return re.sub(r"\b\d{12,16}\b|\b[0-9a-f]{11,13}\b", "id", text)
