"""Copies of what is known of somebody on their way through jobs, mails and kept answers; and bytes that were freed."""

import re
from collections.abc import Sequence
from typing import Any

import msgspec

from server.kernel.database import execute, rows
from server.kernel.database.statements import marks
from server.kernel.personal import Person


async def clear_copies(person: Person, instead: str) -> None:
    """Take a person out of waiting jobs, mails to others and kept answers; `instead` stands for their name."""
    await _clear_jobs(person, instead)
    await _clear_mails(person, instead)
    await _clear_answers(person)


def words_of(person: Person) -> list[str]:
    """What gives them away in a text: names, addresses, and ids, as they stand in JSON."""
    texts = [msgspec.json.encode(word).decode()[1:-1] for word in (*person.names, *person.addresses)]
    return [*texts, *map(str, (person.contact, *person.whole))]


async def _clear_jobs(person: Person, instead: str) -> None:
    # A job that names another organisation, and no letter, is about somebody else.
    sql = (
        'SELECT "id", "arguments", "problem" FROM "job" WHERE "arguments" LIKE ? '
        'OR "arguments" LIKE \'%"letter":%\' OR "arguments" NOT LIKE \'%"organisation":%\''
    )
    for job in await rows(sql, [f'%"organisation":{person.organisation}%']):
        if not _mentions(job["arguments"] + (job["problem"] or ""), person):
            continue
        arguments = msgspec.json.decode(job["arguments"])
        if _is_elsewhere(arguments, person):
            continue
        if _is_for(arguments.get("letter") or {}, person):
            await execute('DELETE FROM "job" WHERE "id" = ?', [job["id"]])
            continue
        kept = msgspec.json.encode(_without(arguments, person, instead)).decode()
        await execute('UPDATE "job" SET "arguments" = ?, "problem" = NULL WHERE "id" = ?', [kept, job["id"]])


async def _clear_mails(person: Person, instead: str) -> None:
    sql = 'SELECT "id", "content", "reply" FROM "outbox" WHERE "organisation_id" = ? AND '
    about, values = _like(["content", "reply"], person)
    for mail in await rows(f"{sql} ({about})", [person.organisation, *values]):
        content = msgspec.json.encode(_without(msgspec.json.decode(mail["content"]), person, instead)).decode()
        change = 'UPDATE "outbox" SET "content" = ?, "reply" = NULL WHERE "organisation_id" = ? AND "id" = ?'
        await execute(change, [content, person.organisation, mail["id"]])


async def _clear_answers(person: Person) -> None:
    """Answers to writes that are kept to be said again: a key of these that comes back is done anew."""
    about, values = _like(["result"], person)
    own = f' OR "account_id" IN ({marks(person.whole)})' if person.whole else ""
    # Only of who could be told of them: in another organisation somebody may have the same name.
    here = (
        '"account_id" IN (SELECT "account_id" FROM "link" WHERE "organisation_id" = ? '
        'UNION SELECT "account_id" FROM "bot" WHERE "organisation_id" = ?)'
    )
    sql = f'DELETE FROM "idempotency" WHERE ({here} AND ({about})){own}'
    await execute(sql, [person.organisation, person.organisation, *values, *person.whole])


def _mentions(text: str, person: Person) -> bool:
    low = text.lower()
    return any(word.lower() in low for word in words_of(person))


def _is_elsewhere(arguments: dict[str, Any], person: Person) -> bool:
    """Whether a job is another organisation's, or about somebody else's login: a name in it is that of a namesake."""
    letter = arguments.get("letter") or {}
    organisation = arguments.get("organisation") or letter.get("organisation")
    if organisation == person.organisation or letter.get("account") in person.whole:
        return False
    return bool(organisation) or letter.get("account") is not None


def _is_for(letter: dict[str, Any], person: Person) -> bool:
    return str(letter.get("address", "")).lower() in person.addresses or letter.get("account") in person.whole


def _without(value: Any, person: Person, instead: str) -> Any:
    """The same, with their names and addresses taken out of every text."""
    if isinstance(value, dict):
        return {key: _without(each, person, instead) for key, each in value.items()}
    if isinstance(value, list):
        return [_without(each, person, instead) for each in value]
    if isinstance(value, str):
        for word in (*person.names, *person.addresses):
            # Whole words only: an@rietvink.be is not in stefan@rietvink.be.
            value = re.sub(rf"(?<![\w.@+-]){re.escape(word)}(?![\w@+-])", lambda _found: instead, value)
    return value


def _like(columns: Sequence[str], person: Person) -> tuple[str, list[str]]:
    words = [f"%{_plain(word)}%" for word in words_of(person)]
    parts = [f"\"{column}\" LIKE ? ESCAPE '!'" for column in columns for _ in words]
    return " OR ".join(parts), words * len(columns)


def _plain(word: str) -> str:
    return word.replace("!", "!!").replace("%", "!%").replace("_", "!_")
