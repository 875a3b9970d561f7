"""What an erasure would do, before anybody does it."""

from server.kernel.database import rows
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.kernel.personal import Person, Table, tables
from server.people.models import Contact
from server.privacy.people import person_of, rows_of
from server.privacy.views import ErasureLine
from server.privacy.words import table_name

STAYS = {
    "message": "privacy_messages_stay",
    "poll": "privacy_polls_stay",
    "audit": "privacy_audit_stays",
    "participant": "privacy_seats_stay",
}
UNSEEN = ("contact", "idempotency")
"""What needs no line of its own."""


async def lines_for(contact: Contact, language: Language) -> list[ErasureLine]:
    """So many rows of each kind, and what becomes of them."""
    person = await person_of(contact)
    lines = [await _line(table, person, language) for table in tables.values() if table.name not in UNSEEN]
    found = [line for line in lines if line is not None and line.count]
    return sorted(found, key=lambda line: (line.fate, -line.count, line.kind))


async def _line(table: Table, person: Person, language: Language) -> ErasureLine | None:
    owned = rows_of(table, person)
    if owned is None:
        return None
    found = await rows(f'SELECT COUNT(*) AS "count" FROM "{table.name}" WHERE {owned[0]}', owned[1])
    reason = say(Reason(STAYS[table.name]), language) if table.name in STAYS else ""
    return ErasureLine(
        kind=table.name,
        name=table_name(table.name, language),
        count=found[0]["count"],
        fate="stay" if table.name in STAYS else "go",
        reason=reason,
    )
