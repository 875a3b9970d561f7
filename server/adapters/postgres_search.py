"""The index of messages in PostgreSQL, in a schema of its own: `tsvector` with a GIN index.

The tokens are made by us and are written as they are, so that no dictionary of the server has a say. Words begin with
`w`, forms and marks with a sign of their own, for a `tsvector` has no columns.
"""

from collections.abc import Sequence
from typing import Any

from server.kernel.database import execute, rows, transaction
from server.kernel.database.statements import marks as question_marks
from server.kernel.finding import Entry, Place, Question, Term

FURTHEST = 16_383
"""The last position that a `tsvector` knows; a message has fewer words."""
TABLES = (
    "CREATE SCHEMA IF NOT EXISTS search",
    "CREATE TABLE IF NOT EXISTS search.place (organisation bigint PRIMARY KEY, epoch bigint NOT NULL, "
    "rev bigint NOT NULL, version integer NOT NULL)",
    "CREATE TABLE IF NOT EXISTS search.entry (id bigint PRIMARY KEY, conversation bigint NOT NULL, "
    "seq bigint NOT NULL, sent_at bigint NOT NULL, tokens tsvector NOT NULL)",
    "CREATE INDEX IF NOT EXISTS entry_tokens ON search.entry USING gin (tokens) WITH (fastupdate = off)",
)
WALKED = 50_000
"""The newest messages that are looked at one by one: a page of what is said once in two thousand is among them."""
FIRST = 2**63 - 1
"""Higher than any id."""
KEEP = """
    INSERT INTO search.entry SELECT e.id, e.conversation, e.seq, e.sent_at, e.tokens::tsvector
    FROM unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[])
    AS e (id, conversation, seq, sent_at, tokens) ON CONFLICT (id) DO NOTHING
"""


class PostgresSearch:
    """The index in the schema `search` of the database."""

    def __init__(self, version: int) -> None:
        self._version = version

    async def open(self) -> None:
        """Make the tables; one process at a time, for two cannot make the same."""
        async with transaction():
            await rows("SELECT pg_advisory_xact_lock(7304)")
            for statement in TABLES:
                await execute(statement)
            older = await rows("SELECT 1 FROM search.place WHERE version <> ? LIMIT 1", [self._version])
            if older:
                await execute("TRUNCATE search.entry, search.place")

    async def close(self) -> None:
        """Nothing to close."""

    async def place(self, organisation: int) -> Place:
        """How far it has come."""
        found = await rows("SELECT epoch, rev FROM search.place WHERE organisation = ?", [organisation])
        return Place(found[0]["epoch"], found[0]["rev"]) if found else Place()

    async def write(self, organisation: int, place: Place, ids: Sequence[int], entries: Sequence[Entry]) -> None:
        """Forget ids, keep entries, note the place; of two processes the later writes the same again."""
        async with transaction():
            await rows("SELECT pg_advisory_xact_lock(7305, ?::int)", [organisation % 2**31])
            before = await self.place(organisation)
            if before.epoch == place.epoch and before.rev >= place.rev:
                return
            if ids:
                await execute(f"DELETE FROM search.entry WHERE id IN ({question_marks(ids)})", ids)
            kept = [(each.id, each.conversation, each.seq, each.sent_at, tokens_of(each)) for each in entries]
            await execute(KEEP, [list(column) for column in zip(*kept, strict=True)] if kept else [[]] * 5)
            sql = (
                "INSERT INTO search.place VALUES (?, ?, ?, ?) "
                "ON CONFLICT (organisation) DO UPDATE SET epoch = excluded.epoch, rev = excluded.rev"
            )
            await execute(sql, [organisation, place.epoch, place.rev, self._version])

    async def forget(self) -> None:
        """Empty it."""
        await execute("TRUNCATE search.entry, search.place")

    async def find(self, question: Question) -> list[int]:
        """Ids, the newest first: by a look at the newest, and where those do not suffice, by the index of tokens.

        Left to itself PostgreSQL walks all messages back for a rare word, or sorts half of them for a common one.
        """
        found = await _ids(among_newest(question))
        return found if len(found) >= question.limit else await _ids(among_all(question))

    async def cleanse(self) -> None:
        """Write the table and its index anew: a GIN index never gives up a word by itself."""
        await execute("VACUUM (FULL) search.entry")


def tokens_of(entry: Entry) -> str:
    """An entry as the text of a `tsvector`."""
    words = [f"'w{word}':{min(at, FURTHEST)}" for at, word in enumerate(entry.words, 1)]
    return " ".join([*words, *(f"'f{form}'" for form in entry.forms), *(f"'m{mark}'" for mark in entry.marks)])


Query = tuple[str, list[Any]]


async def _ids(query: Query) -> list[int]:
    return [row["id"] for row in await rows(*query)]


def among_newest(question: Question) -> Query:
    """Those of the newest `WALKED` messages of the installation that answer a question."""
    narrowed, values = question.conditions("id")
    walk = f"SELECT * FROM search.entry WHERE id < ? ORDER BY id DESC LIMIT {WALKED}"
    places = ", ".join(map(str, question.conversations))
    conditions = [f"conversation IN ({places})", *narrowed]
    asked = _match(question)
    if asked:
        conditions.append("tokens @@ ?::text::tsquery")
    sql = f"SELECT id FROM ({walk}) AS newest WHERE {' AND '.join(conditions)} ORDER BY id DESC LIMIT ?"
    before = FIRST if question.before is None else question.before
    return sql, [before, *values, *([" & ".join(asked)] if asked else []), question.limit]


def among_all(question: Question) -> Query:
    """All that answer a question, by the index of tokens; then the newest of them."""
    places = " | ".join(f"'mc{conversation}'" for conversation in question.conversations)
    narrowed, values = question.conditions("id")
    conditions = " AND ".join(["tokens @@ ?::text::tsquery", *narrowed])
    # Materialized, or PostgreSQL thinks of the limit and walks again.
    sql = (
        f"WITH found AS MATERIALIZED (SELECT id FROM search.entry WHERE {conditions}) "
        "SELECT id FROM found ORDER BY id DESC LIMIT ?"
    )
    return sql, [" & ".join([f"({places})", *_match(question)]), *values, question.limit]


def _match(question: Question) -> list[str]:
    return [*(f"'m{mark}'" for mark in question.marks), *map(_asked, question.terms)]


def _asked(term: Term) -> str:
    words = " <-> ".join(f"'w{word}'" for word in term.words) + (":*" if term.prefix else "")
    forms = "".join(f" | 'f{form}'" for form in term.forms)
    return f"({words}{forms})"
