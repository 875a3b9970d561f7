"""A choir of invented people to ask questions about, random questions, and an evaluator that knows no SQL."""

import random
import unicodedata
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from server.accounts.events import AccountChanged
from server.accounts.role_models import Role
from server.accounts.roles import grant_role
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.people.models import (
    Address,
    Contact,
    CustomChoice,
    CustomField,
    CustomValue,
    Family,
    FamilyFunction,
    FamilyMember,
    Group,
    GroupFunction,
    GroupSeason,
    Membership,
    MembershipChoice,
    MembershipOption,
    MembershipType,
    Phone,
    Placement,
    PostalAddress,
    Season,
)
from tests.world import Person, World

FIRST = ("Zoë", "Anaïs", "René", "Żaneta", "Elif", "Jörg", "Noor", "Wout", "An", "Herman", "İnci", "Straße")
LAST = ("Van Wulpenberg", "Bécassinet", "Rietvoorn", "Oeverlant", "Sazlıkova", "D'hondt", "Vinkenrode", "")
TOWNS = ("Mechelen", "Sint-Katelijne-Waver", "MUIZEN", "Leest", "Liège", None)
Tree = dict[str, Any]


@dataclass
class Known:
    """All that was written of one person, as plain values."""

    row: Contact
    login: bool = False
    addresses: list[Address] = field(default_factory=list)
    phones: list[Phone] = field(default_factory=list)
    postal: list[PostalAddress] = field(default_factory=list)
    places: list[tuple[int, int, int, Placement]] = field(default_factory=list)
    memberships: list[tuple[Membership, set[int]]] = field(default_factory=list)
    families: list[int] = field(default_factory=list)
    values: dict[int, Any] = field(default_factory=dict)


class Crowd:
    """People with everything that can be asked, the same for the same seed."""

    def __init__(self, choir: World, today: date, seed: int, size: int = 150) -> None:
        self.random = random.Random(seed)
        self.choir = choir
        self.own = {"organisation_id": choir.organisation}
        self.today = today
        self.size = size
        self.rows: list[Any] = []
        self.people: list[Known] = []

    async def write(self) -> None:
        """Write them."""
        self._furniture()
        functions = await FamilyFunction.filter(**self.own).order_by("position")
        self.family_functions = [function.id for function in functions]
        for _ in range(self.size):
            self._person()
        async with self.choir.house.units.write() as unit:
            unit.add(*self.rows)

    async def admit(self, person: Person) -> None:
        """Somebody who was there already."""
        row = await Contact.get(**self.own, id=person.contact)
        self.people.append(Known(row, login=True))

    async def lead(self, person: Person, group: int) -> None:
        """Let somebody see the members of one group."""
        role = await Role.get(**self.own, key="leader")
        async with self.choir.house.units.write() as unit:
            unit.add(grant_role(role, person.account.id, group=group))
            unit.emit(AccountChanged(person.account))
        await self.choir.quiet()

    def _add(self, row: Any) -> Any:
        self.rows.append(row)
        return row

    def _furniture(self) -> None:
        year = timedelta(days=365)
        days = [(self.today - 2 * year, self.today - year - timedelta(1)), (self.today - year, self.today + year)]
        self.seasons = [
            self._add(Season(id=new_id(), name=f"Seizoen {n}", first_day=first, last_day=last, **self.own))
            for n, (first, last) in enumerate(days)
        ]
        self.groups = [self._add(Group(id=new_id(), name=name, **self.own)) for name in ("Sopranen", "Alten", "Mannen")]
        self.places = [
            self._add(GroupSeason(id=new_id(), group_id=group.id, season_id=season.id, **self.own))
            for group in self.groups
            for season in self.seasons
        ]
        self.functions = [
            self._add(GroupFunction(id=new_id(), name=name, **self.own)) for name in ("Zanger", "Dirigent", "Pianist")
        ]
        self.types = [self._add(MembershipType(id=new_id(), name=name, **self.own)) for name in ("Zingend", "Steunend")]
        self.options = [
            self._add(MembershipOption(id=new_id(), type_id=self.types[0].id, name=name, **self.own))
            for name in ("Verzekering", "Partituren")
        ]
        kinds = ("text", "number", "date", "choice", "yes_no")
        self.fields = [
            self._add(CustomField(id=new_id(), name=f"Veld {kind}", kind=kind, purpose="Repetities", **self.own))
            for kind in kinds
        ]
        self.choices = [
            self._add(CustomChoice(id=new_id(), field_id=self.fields[3].id, name=name, **self.own))
            for name in ("S", "M", "L")
        ]
        self.families = [self._add(Family(id=new_id(), name=f"Gezin {n}", **self.own)) for n in range(20)]

    def _person(self) -> None:
        draw = self.random
        born = draw.choice([None, date(2008, 2, 29), self.today - timedelta(days=draw.randrange(36_000))])
        contact = Contact(
            id=new_id(), first_name=draw.choice(FIRST), last_name=draw.choice(LAST), birth_date=born,
            kind=draw.choice(["person"] * 5 + ["company"]), sex=draw.choice(["f", "m", "x", None]),
            language=draw.choice(["nl", "en", "fr"]), picture_id=draw.choice([None, 7]),
            remarks=draw.choice([None, "", "Zingt ook tenor", "Énorm  STERK"]), created_at=clock.now(), **self.own,
        )  # fmt: skip
        contact.search_name = plain(contact.name)
        known = Known(self._add(contact))
        self._reach(known)
        self._standing(known)
        self._own_fields(known)
        self.people.append(known)

    def _reach(self, known: Known) -> None:
        draw = self.random
        own = {"contact_id": known.row.id, **self.own}
        for place in range(1, draw.randrange(4) + 1):
            moments = {"bounced_at": draw.choice([None, clock.now()]), "confirmed_at": draw.choice([None, clock.now()])}
            text = draw.choice(["Zoe@Rietvink.example", "rene@rietvink.example", "an@koor.example"])
            known.addresses.append(self._add(Address(id=new_id(), place=place, address=text, **moments, **own)))
        for place in range(1, draw.randrange(3) + 1):
            number = draw.choice(["0470 00 00 02", "+32 15 11 22 33"])
            known.phones.append(self._add(Phone(id=new_id(), place=place, number=number, **own)))
        if draw.random() < 0.7:
            where = {
                "street": draw.choice(["Lisdoddelaan 4", "ÉCOLE 2", None]),
                "postcode": draw.choice(["2800", None]),
            }
            town, country = draw.choice(TOWNS), draw.choice(["BE", "NL", None])
            row = PostalAddress(id=new_id(), place=1, town=town, country=country, **where, **own)
            known.postal.append(self._add(row))

    def _standing(self, known: Known) -> None:
        draw = self.random
        own = {"contact_id": known.row.id, **self.own}
        for here in draw.sample(self.places, draw.randrange(3)):
            row = Placement(
                id=new_id(), group_season_id=here.id, function_id=draw.choice(self.functions).id,
                active=draw.random() < 0.8, from_day=self._near(), until_day=self._near(), **own,
            )  # fmt: skip
            known.places.append((here.group_id, here.season_id, row.function_id, self._add(row)))
        for _ in range(draw.randrange(3)):
            row = Membership(
                id=new_id(), type_id=draw.choice(self.types).id, from_day=self._near() or self.today,
                until_day=self._near(), **own,
            )  # fmt: skip
            chosen = draw.sample(self.options, draw.randrange(3))
            known.memberships.append((self._add(row), {option.id for option in chosen}))
            for option in chosen:
                self._add(MembershipChoice(id=new_id(), membership_id=row.id, option_id=option.id, **self.own))
        if draw.random() < 0.5:
            function = draw.choice(self.family_functions)
            family = draw.choice(self.families)
            known.families.append(function)
            self._add(FamilyMember(id=new_id(), family_id=family.id, function_id=function, **own))

    def _near(self) -> date | None:
        return self.random.choice([None, self.today, self.today + timedelta(days=self.random.randrange(-400, 400))])

    def _own_fields(self, known: Known) -> None:
        draw = self.random
        drawn: list[tuple[str, Any]] = [
            ("text", draw.choice(["Alt in Ré", "tenor", "Straße 5"])),
            ("number", draw.choice([0.0, 1.5, 42.0, -3.0])),
            ("day", draw.choice([self.today, date(2000, 2, 29)])),
            ("choice_id", draw.choice(self.choices).id),
            ("yes", draw.random() < 0.5),
        ]
        for own_field, (column, value) in zip(self.fields, drawn, strict=True):
            if draw.random() < 0.6:
                known.values[own_field.id] = value
                place = {"contact_id": known.row.id, "field_id": own_field.id, column: value}
                self._add(CustomValue(id=new_id(), **place, **self.own))

    def tree(self, depth: int = 4) -> Tree:
        """A random question."""
        draw = self.random
        if depth and draw.random() < 0.55:
            kind = draw.choice(["all", "any", "not"])
            if kind == "not":
                return {"kind": "not", "of": self.tree(depth - 1)}
            return {"kind": kind, "of": [self.tree(depth - 1) for _ in range(draw.randrange(4))]}
        return draw.choice([self._text, self._day, self._number, self._choice, self._yes, self._own, self._row])()

    def _text(self) -> Tree:
        draw = self.random
        name = draw.choice(["name", "remarks", "address", "phone", "street", "postcode", "town", "country"])
        op = draw.choice(["contains", "begins", "is", "known"])
        texts = ["ZOË", "re", "an o", "rietvink.example", "0470", "mechelen", "École", "2800", "be", "straße", "i", "'"]
        return _fact(name, op, draw.choice(texts))

    def _day(self) -> Tree:
        op = self.random.choice(["is", "before", "after", "known"])
        day = self.random.choice([date(2008, 2, 29), self.today - timedelta(days=self.random.randrange(30_000))])
        return _fact("birth_date", op, day.isoformat())

    def _number(self) -> Tree:
        name = self.random.choice(["age", "birth_month", "birth_day"])
        op = self.random.choice(["is", "at_least", "at_most", "known"])
        return _fact(name, op, self.random.randrange(100 if name == "age" else 13))

    def _choice(self) -> Tree:
        name, values = self.random.choice(
            [("kind", ["person", "company"]), ("sex", ["f", "m", "x"]), ("language", ["nl", "en", "fr", "tr"])]
        )
        return _fact(name, self.random.choice(["is", "known"]), self.random.choice(values))

    def _yes(self) -> Tree:
        name = self.random.choice(["picture", "address_bounced", "address_confirmed", "login"])
        return _fact(name, "is", self.random.random() < 0.5)

    def _own(self) -> Tree:
        draw = self.random
        text, number, day, choice, yes = (f"field:{own.id}" for own in self.fields)
        return draw.choice(
            [
                _fact(text, draw.choice(["contains", "begins", "is", "known"]), draw.choice(["ré", "TENOR", "ß"])),
                _fact(number, draw.choice(["is", "at_least", "at_most", "known"]), draw.choice([0, 1.5, 40])),
                _fact(day, draw.choice(["is", "before", "after", "known"]), "2000-02-29"),
                _fact(choice, draw.choice(["is", "known"]), draw.choice(self.choices).id),
                _fact(yes, draw.choice(["is", "known"]), draw.random() < 0.5),
            ]
        )

    def _row(self) -> Tree:
        draw = self.random
        placed: Tree = {"kind": "placed"}
        if draw.random() < 0.6:
            placed["groups"] = [each.id for each in draw.sample(self.groups, draw.randrange(1, 3))]
        if draw.random() < 0.4:
            placed["functions"] = [draw.choice(self.functions).id]
        if draw.random() < 0.3:
            placed["active"] = draw.random() < 0.5
        if draw.random() < 0.3:
            placed["season"] = draw.choice(self.seasons).id
        member: Tree = {"kind": "member", "ever": draw.random() < 0.3}
        if draw.random() < 0.5:
            member["types"] = [draw.choice(self.types).id]
        if draw.random() < 0.4:
            member["options"] = [draw.choice(self.options).id]
        family: Tree = {"kind": "family"}
        if draw.random() < 0.7:
            family["functions"] = draw.sample(self.family_functions, 2)
        return draw.choice([placed, member, family])

    def answer(self, tree: Tree) -> set[int]:
        """Who meets a question."""
        return {known.row.id for known in self.people if self.holds(tree, known)}

    def holds(self, tree: Tree, known: Known) -> bool:
        """Whether somebody meets a question."""
        kind = tree["kind"]
        if kind == "all":
            return all(self.holds(each, known) for each in tree["of"])
        if kind == "any":
            return any(self.holds(each, known) for each in tree["of"])
        if kind == "not":
            return not self.holds(tree["of"], known)
        judge = {"fact": self._fact_holds, "placed": self._placed_holds, "member": self._member_holds}
        return judge.get(kind, self._family_holds)(tree, known)

    def _placed_holds(self, tree: Tree, known: Known) -> bool:
        return any(
            (tree.get("groups") is None or group in tree["groups"])
            and (tree.get("functions") is None or function in tree["functions"])
            and (tree.get("active") is None or row.active == tree["active"])
            and (season == tree["season"] if "season" in tree else self._now(season, row))
            for group, season, function, row in known.places
        )

    def _now(self, season: int, row: Placement) -> bool:
        running = next(each for each in self.seasons if each.id == season)
        inside = running.first_day <= self.today <= running.last_day
        return inside and self._covers(row.from_day, row.until_day)

    def _covers(self, first: date | None, last: date | None) -> bool:
        return (first is None or first <= self.today) and (last is None or self.today <= last)

    def _member_holds(self, tree: Tree, known: Known) -> bool:
        return any(
            ("types" not in tree or row.type_id in tree["types"])
            and ("options" not in tree or chosen & set(tree["options"]))
            and (tree["ever"] or self._covers(row.from_day, row.until_day))
            for row, chosen in known.memberships
        )

    def _family_holds(self, tree: Tree, known: Known) -> bool:
        return any("functions" not in tree or function in tree["functions"] for function in known.families)

    def _fact_holds(self, tree: Tree, known: Known) -> bool:
        values = self._values(tree["fact"], known)
        return any(_meets(tree["op"], value, tree["value"]) for value in values if value not in (None, ""))

    def _values(self, name: str, known: Known) -> list[Any]:
        row = known.row
        if name.startswith("field:"):
            found = known.values.get(int(name.removeprefix("field:")))
            return [plain(found) if isinstance(found, str) else found]
        of: dict[str, Any] = {
            "name": [plain(row.name)],
            "remarks": [plain(row.remarks or "")],
            "address": [each.address.lower() for each in known.addresses],
            "address_bounced": [each.bounced_at is not None for each in known.addresses],
            "address_confirmed": [each.confirmed_at is not None for each in known.addresses],
            "phone": [each.number for each in known.phones],
            "street": [plain(each.street or "") for each in known.postal],
            "postcode": [plain(each.postcode or "") for each in known.postal],
            "town": [plain(each.town or "") for each in known.postal],
            "country": [(each.country or "").lower() for each in known.postal],
            "picture": [row.picture_id is not None],
            "login": [known.login],
            "age": [self._age(row.birth_date)],
            "birth_month": [row.birth_date and row.birth_date.month],
            "birth_day": [row.birth_date and row.birth_date.day],
        }
        return list(of[name]) if name in of else [getattr(row, name)]

    def _age(self, born: date | None) -> int | None:
        if born is None:
            return None
        return self.today.year - born.year - ((self.today.month, self.today.day) < (born.month, born.day))


def plain(text: str) -> str:
    """Lower case, no accents, single spaces."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(each for each in apart if not unicodedata.combining(each)).split())


def _fact(name: str, op: str, value: Any) -> Tree:
    return {"kind": "fact", "fact": name, "op": op, "value": value}


def _meets(op: str, value: Any, wanted: Any) -> bool:
    if op == "known":
        return True
    if isinstance(value, str):
        wanted = plain(wanted) if isinstance(wanted, str) else wanted
        return {"contains": wanted in value, "begins": value.startswith(wanted), "is": value == wanted}[op]
    if isinstance(value, date):
        wanted = date.fromisoformat(wanted)
    return bool(
        {"is": value == wanted, "before": value < wanted, "at_most": value <= wanted}.get(
            op, value > wanted if op == "after" else value >= wanted
        )
    )
