"""Letters: what a feature asks to be mailed. It says what; the notifications feature composes and sends it."""

from datetime import timedelta
from typing import Any

import msgspec

from server.kernel.clock import clock
from server.kernel.jobs import Pending
from server.kernel.language import Language

SEND_LETTER = "notifications.send_letter"


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """One mail to one address. The same `cause` never mails an address twice."""

    kind: str
    cause: str
    address: str
    language: Language
    params: dict[str, Any]
    organisation: int = 0
    account: int | None = None
    expires_in: float = timedelta(days=1).total_seconds()

    def pending(self) -> Pending:
        """The job that takes it to the outbox."""
        return Pending(SEND_LETTER, {"letter": msgspec.to_builtins(self), "asked_at": clock.now()})
