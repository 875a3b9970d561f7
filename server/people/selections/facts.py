"""What is known of a contact and can be asked: by name, with the operators that fit and the SQL that answers."""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

from server.kernel.database.searching import search_form
from server.kernel.database.statements import dialect
from server.people.selections.conditions import Fact, Op, Value, day_of, wrong_value
from server.people.where import Where

FactKind = Literal["text", "day", "number", "choice", "yes_no"]

OPS: Mapping[FactKind, tuple[Op, ...]] = {
    "text": ("contains", "begins", "is", "known"),
    "day": ("is", "before", "after", "known"),
    "number": ("is", "at_least", "at_most", "known"),
    "choice": ("is", "known"),
    "yes_no": ("is",),
}
"""Which operators each kind of fact takes."""

COMPARED = {"is": "=", "before": "<", "after": ">", "at_least": ">=", "at_most": "<="}


class KnownFact(msgspec.Struct, frozen=True):
    """A fact: a column of the contact `c`, or, with `rows` (a table), of that table's rows `r` of theirs. A `guarded`
    one only administrators know."""

    name: str
    kind: FactKind
    column: str
    rows: str = ""
    choices: tuple[str, ...] = ()
    guarded: bool = False

    def around(self, organisation: int, test: Where) -> Where:
        """The test of the column, as a piece on the contact."""
        if not self.rows:
            return test
        sql = f'c."id" IN (SELECT r."contact_id" FROM "{self.rows}" r WHERE r."organisation_id" = ? AND {test.sql})'
        return Where(sql, (organisation, *test.values))


facts: dict[str, KnownFact] = {}

COMPUTED = (KnownFact("age", "number", ""), KnownFact("login", "yes_no", "", guarded=True))
"""Facts that are no column; the compiler answers them itself."""


def fact(name: str, kind: FactKind, column: str, *, rows: str = "", choices: tuple[str, ...] = ()) -> None:
    """Register a fact. Features above may add theirs, from tables of theirs with a `contact_id`."""
    facts[name] = KnownFact(name, kind, column, rows, choices)


def compile_fact(organisation: int, given: Fact) -> Where:
    """The piece that answers a condition on a fact. Raises `Refusal("invalid")` for an operator or value that it does
    not take."""
    found = facts.get(given.fact) or wrong_fact()
    if given.op not in OPS[found.kind]:
        raise wrong_value("selection_op")
    return compare(found, organisation, given.op, given.value)


def compare(known: KnownFact, organisation: int, op: Op, value: Value) -> Where:
    """One comparison with a column, two-valued."""
    present = f"{known.column} IS NOT NULL" + (f" AND {known.column} <> ''" if known.kind in ("text", "choice") else "")
    if op == "known":
        return known.around(organisation, Where(f"({present})"))
    test, values = _test(known, op, value)
    return known.around(organisation, Where(f"({present} AND {test})", values))


def _test(known: KnownFact, op: Op, value: Value) -> tuple[str, tuple[Any, ...]]:
    if known.kind == "text":
        return _text_test(known.column, op, value)
    if known.kind == "day":
        return f"{known.column} {COMPARED[op]} ?", (day_of(value),)
    if known.kind == "number":
        return f"{known.column} {COMPARED[op]} ?", (_number(value),)
    if known.kind == "yes_no":
        return (known.column if _yes(value) else f"NOT {known.column}"), ()
    if not isinstance(value, str) or value not in known.choices:
        raise wrong_value("field_choice")
    return f"{known.column} = ?", (value,)


def _text_test(column: str, op: Op, value: Value) -> tuple[str, tuple[Any, ...]]:
    text = search_form(value) if isinstance(value, str) else ""
    if not text:
        raise wrong_value("field_blank")
    if op == "is":
        return f"{column} = ?", (text,)
    if op == "begins":
        return f"SUBSTR({column}, 1, ?) = ?", (len(text), text)
    place = "STRPOS" if dialect() == "postgres" else "INSTR"
    return f"{place}({column}, ?) > 0", (text,)


def _number(value: Value) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) >= 1e15:
        raise wrong_value("field_type_number")
    return float(value)


def _yes(value: Value) -> bool:
    if not isinstance(value, bool):
        raise wrong_value("field_type_yes_no")
    return value


def wrong_fact() -> KnownFact:
    """Refuse a fact that does not exist."""
    raise wrong_value("selection_fact")


fact("name", "text", 'c."search_name"')
fact("kind", "choice", 'c."kind"', choices=("person", "company"))
fact("sex", "choice", 'c."sex"', choices=("f", "m", "x"))
LANGUAGES = ("nl", "en", "fr", "de", "es", "it", "pt", "pl", "ro", "tr", "ar", "uk", "ru")
fact("language", "choice", 'c."language"', choices=LANGUAGES)
fact("birth_date", "day", 'c."birth_date"')
fact("birth_month", "number", 'CAST(SUBSTR(CAST(c."birth_date" AS TEXT), 6, 2) AS DOUBLE PRECISION)')
fact("birth_day", "number", 'CAST(SUBSTR(CAST(c."birth_date" AS TEXT), 9, 2) AS DOUBLE PRECISION)')
facts["remarks"] = KnownFact("remarks", "text", 'c."search_remarks"', guarded=True)
fact("picture", "yes_no", '(c."picture_id" IS NOT NULL)')
fact("address", "text", 'LOWER(r."address")', rows="address")
fact("address_bounced", "yes_no", '(r."bounced_at" IS NOT NULL)', rows="address")
fact("address_confirmed", "yes_no", '(r."confirmed_at" IS NOT NULL)', rows="address")
fact("phone", "text", 'r."number"', rows="phone")
fact("street", "text", 'r."search_street"', rows="postal_address")
fact("postcode", "text", 'r."search_postcode"', rows="postal_address")
fact("town", "text", 'r."search_town"', rows="postal_address")
fact("country", "text", 'LOWER(r."country")', rows="postal_address")
