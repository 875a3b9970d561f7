"""P10: whoever and whatever is known, what goes out comes in as unchanged, and goes out again alike, byte by byte."""

import random
import unicodedata
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.models import TenantRow
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
    MembershipType,
    Phone,
    Placement,
    PostalAddress,
    Season,
)
from server.people.queries import search_name
from tests.exchange.lists import exported, figures, take_in
from tests.world import World

LETTERS = "abcdeZYX éëçñøßαЖ中'\"`;,|:=+-@/\\<>&%#()[]{}!?~^*_.0123456789’“–"
BEGINNINGS = ("", "", "", "=", "+", "-", "@", "'", "'=", "''-", '"', ";")
STARTS = date(1950, 1, 1)


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


class Invented:
    """Rows of people that nobody would think of, the same for the same seed."""

    def __init__(self, organisation: int, seed: int) -> None:
        self.chance = random.Random(seed)
        self.own: dict[str, Any] = {"organisation_id": organisation}

    def text(self, longest: int = 12) -> str:
        """One line, as one may type it anywhere."""
        written = "".join(self.chance.choices(LETTERS, k=self.chance.randint(1, longest)))
        told = " ".join(unicodedata.normalize("NFC", self.chance.choice(BEGINNINGS) + "a" + written).split())
        return told[:longest].strip()

    def perhaps(self, value: Any) -> Any:
        return value if self.chance.random() < 0.6 else None

    def day(self) -> date:
        return STARTS + timedelta(days=self.chance.randint(0, 25_000))

    def some(self, names: int, **make: Any) -> Iterator[str]:
        """Different names, also when accents and signs are left out."""
        for number in range(names):
            yield f"{self.text(8)} {number}"

    def catalogue(self) -> dict[str, list[Any]]:
        """What an organisation has besides people."""
        season = Season(
            id=new_id(), name="Dit jaar", first_day=date(2026, 9, 1), last_day=date(2027, 8, 31), **self.own
        )
        groups = [Group(id=new_id(), name=name, **self.own) for name in self.some(4)]
        fields = [
            CustomField(id=new_id(), name=f"{self.text(10)} {kind}", kind=kind, purpose="Optredens", **self.own)
            for kind in ("text", "number", "date", "choice", "yes_no")
        ]
        return {
            "season": [season],
            "group": groups,
            "here": [GroupSeason(id=new_id(), group_id=each.id, season_id=season.id, **self.own) for each in groups],
            "function": [GroupFunction(id=new_id(), name=name, **self.own) for name in self.some(3)],
            "type": [MembershipType(id=new_id(), name=name, **self.own) for name in self.some(2)],
            "family": [Family(id=new_id(), name=name, **self.own) for name in self.some(5)],
            "field": fields,
            "choice": [CustomChoice(id=new_id(), field_id=fields[3].id, name=n, **self.own) for n in self.some(3)],
        }

    def person(self, has: dict[str, list[Any]]) -> Iterator[TenantRow | Contact]:
        """A contact, and all rows about them."""
        company = self.chance.random() < 0.1
        last_name = self.text(20) if company or self.chance.random() < 0.9 else ""
        contact = Contact(
            id=new_id(), kind="company" if company else "person", first_name="" if company else self.text(),
            last_name=last_name, birth_date=self.perhaps(self.day()), sex=self.perhaps(self.chance.choice("fmx")),
            language=self.chance.choice(["nl", "en", "de"]), created_at=clock.now(),
            remarks=self.perhaps(f"{self.text(30)}\n{self.text()}"), **self.own,
        )  # fmt: skip
        contact.search_name = search_name(contact.name)
        yield contact
        about = {**self.own, "contact_id": contact.id}
        yield from self.reached(about)
        yield from self.standing(about, has)
        yield from self.told(about, has)

    def reached(self, about: dict[str, Any]) -> Iterator[TenantRow]:
        for place in range(1, self.chance.randint(1, 4)):
            address = f"a{self.chance.randint(0, 10**6)}@riet.example"
            label = self.perhaps(self.text())
            yield Address(id=new_id(), place=place, address=address, label=label, **about)
        for place in self.chance.sample([1, 2, 3], self.chance.randint(0, 3)):
            number = self.chance.choice(["+32 470 00 00 01", "015/22.33.44", "(015) 22-33-44", "-0470 000001"])
            yield Phone(id=new_id(), place=place, number=number, label=self.perhaps(self.text()), **about)
        for place in self.chance.sample([1, 2, 3], self.chance.randint(0, 3)):
            parts = {"street": self.text(), "postcode": self.text(8), "town": self.text(), "country": "BE"}
            told = {name: self.perhaps(part) for name, part in parts.items()}
            yield PostalAddress(id=new_id(), place=place, **told, **about)

    def standing(self, about: dict[str, Any], has: dict[str, list[Any]]) -> Iterator[TenantRow]:
        pairs = [(here, function) for here in has["here"] for function in has["function"]]
        for here, function in self.chance.sample(pairs, self.chance.randint(0, 4)):
            place = {"group_season_id": here.id, "function_id": function.id, "active": self.chance.random() < 0.8}
            start = self.perhaps(self.day())
            until = self.perhaps((start or self.day()) + timedelta(days=90))
            yield Placement(id=new_id(), from_day=start, until_day=until, **place, **about)
            if until is not None and self.chance.random() < 0.5:
                yield Placement(id=new_id(), from_day=until + timedelta(days=9), **place, **about)
        for kind in self.chance.sample(has["type"], self.chance.randint(0, 2)):
            start = self.day()
            until = start + timedelta(days=365)
            yield Membership(id=new_id(), type_id=kind.id, from_day=start, until_day=until, **about)
            if self.chance.random() < 0.5:
                yield Membership(id=new_id(), type_id=kind.id, from_day=until + timedelta(days=1), **about)
        for family in self.chance.sample(has["family"], self.chance.randint(0, 2)):
            function = self.chance.choice(has["part"]).id
            yield FamilyMember(id=new_id(), family_id=family.id, function_id=function, **about)

    def told(self, about: dict[str, Any], has: dict[str, list[Any]]) -> Iterator[TenantRow]:
        text, number, day, choice, yes = has["field"]
        values = {
            text.id: {"text": f"{self.text(40)}\n- {self.text()}"},
            number.id: {"number": self.chance.choice([0.0, 1.72, -3.5, 12.0, 1e6])},
            day.id: {"day": self.day()},
            choice.id: {"choice_id": self.chance.choice(has["choice"]).id},
            yes.id: {"yes": self.chance.random() < 0.5},
        }
        for field, value in values.items():
            if self.chance.random() < 0.5:
                yield CustomValue(id=new_id(), field_id=field, **value, **about)


@pytest.mark.parametrize("seed", [1, 2])
async def test_people_go_out_and_come_in_unchanged(choir: World, seed: int) -> None:
    invented = Invented(choir.organisation, seed)
    has = invented.catalogue()
    async with choir.house.units.write() as unit:
        for rows in has.values():
            unit.add(*rows)
    has["part"] = await FamilyFunction.filter(organisation_id=choir.organisation)
    async with choir.house.units.write() as unit:
        for _ in range(100):
            unit.add(*invented.person(has))
    before = await exported(choir.clara)
    for form, delimiter in (("csv", "tab"), ("csv", "comma"), ("xlsx", "tab")):
        content = await exported(choir.clara, form=form, delimiter=delimiter)
        done = await take_in(choir.clara, content, f"leden.{form}", mode="whole")
        assert (figures(done), done["report"]["refused"]) == ((0, 0, 104, 0), [])
    assert await exported(choir.clara) == before
