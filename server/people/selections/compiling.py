"""From a tree of conditions to one WHERE on contacts."""

from collections.abc import Mapping
from datetime import date

import msgspec

from server.kernel.errors import Reason, not_found
from server.kernel.wire import invalid
from server.people.custom_fields.policies import may_read_value
from server.people.models import CustomChoice, CustomField, Selection
from server.people.selections.conditions import (
    Condition,
    Every,
    Fact,
    InSelection,
    Member,
    Not,
    Placed,
    Related,
    Some,
    Value,
    check_size,
    read_conditions,
    wrong_value,
)
from server.people.selections.facts import COMPARED, OPS, KnownFact, compare, compile_fact, facts
from server.people.where import EVERYBODY, NOBODY, Where, among, both, joined, standing_in

FIELD = "field:"
DEEPEST_SELECTION = 5
"""Selections that look into each other."""
MOST_TOGETHER = 1000
"""Conditions, with those of the selections that they ask for."""


class Fields(msgspec.Struct, frozen=True):
    """An organisation's own fields and what can be chosen in them, as conditions name them."""

    kinds: Mapping[int, str]
    choices: Mapping[int, frozenset[int]]
    guarded: frozenset[int] = frozenset()
    """Those of which only administrators know."""

    @classmethod
    async def load(cls, organisation: int) -> "Fields":
        """Those of one organisation, in two queries."""
        fields = await CustomField.filter(organisation_id=organisation)
        choices: dict[int, set[int]] = {}
        for choice in await CustomChoice.filter(organisation_id=organisation):
            choices.setdefault(choice.field_id, set()).add(choice.id)
        return cls(
            {field.id: field.kind for field in fields},
            {key: frozenset(v) for key, v in choices.items()},
            frozenset(field.id for field in fields if not may_read_value(field, manages=False)),
        )


class Compiler:
    """Turns trees of one organisation into pieces of SQL. `managed`: of whom who asks knows all."""

    def __init__(
        self, organisation: int, today: date, managed: Where, fields: Fields, selections: Mapping[int, Selection]
    ) -> None:
        self._organisation = organisation
        self._today = today
        self._managed = managed
        self._fields = fields
        self._selections = selections
        self._inside: list[int] = []
        self._left = MOST_TOGETHER

    @classmethod
    async def load(cls, organisation: int, today: date, tree: Condition, managed: Where) -> "Compiler":
        """What a tree may need to be compiled: looked up only if it names it."""
        names = msgspec.json.encode(tree).decode()
        wanted = '"kind":"selection"' in names
        rows = await Selection.filter(organisation_id=organisation) if wanted else []
        own = any(FIELD in each for each in (names, *(row.conditions or "" for row in rows)))
        fields = await Fields.load(organisation) if own else Fields({}, {})
        return cls(organisation, today, managed, fields, {row.id: row for row in rows})

    def compile(self, tree: Condition) -> Where:
        """The piece for a tree. Raises `Refusal`: invalid (a condition makes no sense), not_found (a selection)."""
        check_size(tree)
        self._left = MOST_TOGETHER
        return self._of(tree)

    def _of(self, node: Condition) -> Where:
        # Selections that ask for each other many times would multiply.
        self._left -= 1
        if self._left < 0:
            raise invalid(conditions=Reason("selection_many", limit=MOST_TOGETHER))
        match node:
            case Every(of=parts):
                return joined("AND", map(self._of, parts), EVERYBODY)
            case Some(of=parts):
                return joined("OR", map(self._of, parts), NOBODY)
            case Not(of=part):
                return self._of(part).negated()
            case Fact():
                return self._fact(node)
            case InSelection(selection=wanted):
                return self._selection(wanted)
        return self._row(node)

    def _row(self, node: Condition) -> Where:
        match node:
            case Placed():
                return self._placed(node)
            case Member():
                return self._member(node)
        return self._related(node) if isinstance(node, Related) else NOBODY

    def _fact(self, given: Fact) -> Where:
        if given.fact.startswith(FIELD):
            return self._field(given)
        if given.fact == "age":
            return _age(given, self._today)
        if given.fact == "login":
            return self._login(given)
        piece = compile_fact(self._organisation, given)
        return self._guarded(piece) if facts[given.fact].guarded else piece

    def _guarded(self, piece: Where) -> Where:
        """What only administrators know: also its contrary tells nothing of who is not managed."""
        return piece if self._managed == EVERYBODY else both(self._managed, piece)

    def _login(self, given: Fact) -> Where:
        if given.op != "is" or not isinstance(given.value, bool):
            raise wrong_value("field_type_yes_no")
        sql = (
            'c."id" IN (SELECT l."contact_id" FROM "link" l WHERE l."organisation_id" = ? '
            'AND l."kind" = \'self\' AND l."until_at" IS NULL)'
        )
        found = Where(sql, (self._organisation,))
        return self._guarded(found if given.value else found.negated())

    def _field(self, given: Fact) -> Where:
        number = given.fact.removeprefix(FIELD)
        field = int(number) if number.isdecimal() and len(number) < 17 else 0
        kind = self._fields.kinds.get(field)
        if kind is None:
            raise wrong_value("selection_fact")
        chosen = kind == "choice" and given.op == "is"
        piece = self._choice(field, given.value) if chosen else _field_test(kind, given)
        found = self._with_rows("custom_value", both(Where('r."field_id" = ?', (field,)), piece))
        return self._guarded(found) if field in self._fields.guarded else found

    def _choice(self, field: int, value: Value) -> Where:
        if isinstance(value, bool) or value not in self._fields.choices.get(field, ()):
            raise wrong_value("field_choice")
        return Where('r."choice_id" = ?', (value,))

    def _placed(self, node: Placed) -> Where:
        parts = [among('g."group_id"', node.groups)] if node.groups is not None else []
        parts += [among('p."function_id"', node.functions)] if node.functions is not None else []
        parts += [Where('p."active"' if node.active else 'NOT p."active"')] if node.active is not None else []
        which = both(*parts)
        if node.season is None:
            return standing_in(self._organisation, which, self._today)
        sql = (
            'c."id" IN (SELECT p."contact_id" FROM "placement" p '
            'JOIN "group_season" g ON g."id" = p."group_season_id" AND g."organisation_id" = p."organisation_id" '
            f'WHERE p."organisation_id" = ? AND g."season_id" = ? AND {which.sql})'
        )
        return Where(sql, (self._organisation, node.season, *which.values))

    def _member(self, node: Member) -> Where:
        parts = [among('r."type_id"', node.types)] if node.types is not None else []
        if node.options is not None:
            parts.append(self._with_option(among('i."option_id"', node.options)))
        if not node.ever:
            sql = 'r."from_day" <= ? AND (r."until_day" IS NULL OR r."until_day" >= ?)'
            parts.append(Where(sql, (self._today, self._today)))
        return self._with_rows("membership", both(*parts))

    def _related(self, node: Related) -> Where:
        which = among('r."function_id"', node.functions) if node.functions is not None else EVERYBODY
        return self._with_rows("family_member", which)

    def _with_rows(self, table: str, which: Where) -> Where:
        """Who has a row of their own (`r`) of which this holds."""
        sql = f'c."id" IN (SELECT r."contact_id" FROM "{table}" r WHERE r."organisation_id" = ? AND {which.sql})'
        return Where(sql, (self._organisation, *which.values))

    def _with_option(self, which: Where) -> Where:
        """A membership `r` with an option of which this holds."""
        sql = (
            'r."id" IN (SELECT i."membership_id" FROM "membership_choice" i '
            f'WHERE i."organisation_id" = ? AND {which.sql})'
        )
        return Where(sql, (self._organisation, *which.values))

    def _selection(self, wanted: int) -> Where:
        found = self._selections.get(wanted)
        if found is None:
            raise not_found()
        if found.conditions is None:
            return self._with_rows("selection_member", Where('r."selection_id" = ?', (wanted,)))
        if wanted in self._inside or len(self._inside) >= DEEPEST_SELECTION:
            raise wrong_value("selection_circle")
        self._inside.append(wanted)
        compiled = self._of(read_conditions(found.conditions))
        self._inside.pop()
        return compiled


OWN = {
    "text": KnownFact("", "text", 'r."search_text"'),
    "number": KnownFact("", "number", 'r."number"'),
    "date": KnownFact("", "day", 'r."day"'),
    "yes_no": KnownFact("", "yes_no", 'r."yes"'),
}
"""How the value `r` of a field of one's own is compared, by the field's kind."""


def _field_test(kind: str, given: Fact) -> Where:
    """A condition on a field of one's own; a file or a choice can only be there."""
    if given.op == "known":
        return EVERYBODY
    known = OWN.get(kind)
    if known is None or given.op not in OPS[known.kind]:
        raise wrong_value("selection_op")
    return compare(known, 0, given.op, given.value)


def _age(given: Fact, today: date) -> Where:
    """An age in years, asked as a day of birth: who is at least n was born n years ago, or before."""
    if given.op == "known":
        return Where('c."birth_date" IS NOT NULL')
    if given.op not in COMPARED or given.op not in OPS["number"]:
        raise wrong_value("selection_op")
    if isinstance(given.value, bool) or not isinstance(given.value, int) or not 0 <= given.value <= 150:
        raise wrong_value("selection_age")
    at_least = Where('(c."birth_date" IS NOT NULL AND c."birth_date" <= ?)', (years_before(today, given.value),))
    younger = Where('(c."birth_date" IS NOT NULL AND c."birth_date" > ?)', (years_before(today, given.value + 1),))
    return {"at_least": at_least, "at_most": younger, "is": both(at_least, younger)}[given.op]


def years_before(day: date, years: int) -> date:
    """The same day some years earlier; of 29 February the day before 1 March. Who was born then is a year older."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)
