"""Each organisation's rows carry a word of its own; whatever is asked, no other organisation's word ever leaves.

`python -m tests.contracts.canary --operations 100000` asks as often as one likes; the test asks less.
"""

import argparse
import asyncio
import random
import secrets
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import structlog
from msgspec import inspect
from tortoise import fields
from tortoise.models import Model

from server.accounts.models import Account
from server.kernel.database import execute, rows, transaction
from server.kernel.dispatch import Request
from server.kernel.models import OrganisationStream
from server.kernel.operations import Operation, operations
from server.kernel.wire import encode
from server.main import House, opened
from server.settings import Settings
from tests.contracts.attempts import forget_attempts
from tests.contracts.examples import examples
from tests.contracts.stage import CAST, Stage
from tests.contracts.test_tenants import models_of_tenants
from tests.schema import make_schema
from tests.world import DOOR, Person, serving

WORDS = ("zwaluwstaart", "klaproosveld", "moerasvaren")
"""Of the choir, the band and the federation: nothing else on the server is called so."""

MARKED = frozenset(
    "name title first_name last_name text place remarks label street town purpose abbreviation composition type "
    "description subject answer search_name inviter number client".split()
)
"""Columns in which somebody's words stand."""

REST = frozenset({"session.close", "session.end_others", "account.set_password"})
"""Only ends what the others need."""


@dataclass
class Findings:
    """What was asked and what was seen."""

    asked: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    bytes_seen: int = 0
    own_words: int = 0
    leaks: list[str] = field(default_factory=list)

    def look(self, where: str, told: bytes, allowed: Sequence[str]) -> None:
        """Look at something that leaves: to whom `allowed` words are no secret."""
        self.bytes_seen += len(told)
        lower = told.lower()
        for word in WORDS:
            many = lower.count(word.encode())
            if word in allowed:
                self.own_words += many
            elif many:
                self.leaks.append(f"{where}: {word} in {told[:400]!r}")


class Canary:
    """Three organisations in one house, and people who ask anything of it."""

    def __init__(self, house: House, seed: int) -> None:
        self.house = house
        self.random = random.Random(seed)
        self.found = Findings()
        self.ids: dict[str, list[int]] = {}
        self.people: list[tuple[Person, str]] = []
        self.logged: list[str] = []
        self._mails = 0

    async def furnish(self) -> None:
        """Let every example be prepared in each organisation, and mark what was written."""
        async with self.house.units.write() as unit:
            unit.add(OrganisationStream(organisation_id=0))
        self.stage = stage = await Stage.set(self.house)
        self.words = dict(zip((stage.organisation, stage.other, stage.bond), WORDS, strict=True))
        for name in sorted(operations.keys() & examples.keys()):
            for owner in (stage.an, stage.lies, stage.ward):
                forget_attempts()
                await examples[name].prepare(stage, owner)
        await self._mark()
        for who, casting in CAST.items():
            person: Person = getattr(stage, who)
            again = await stage.another_session(person)
            self.people.append((again, self.words[again.organisation]))
            if not casting.bot:
                await again.listen()
        acting = await stage.another_session(stage.margot, link=stage.guardianship)
        self.people.append((acting, self.words[stage.organisation]))
        structlog.configure(processors=[self._log])
        await self._look_for_ids()

    def _log(self, _logger: Any, _method: str, event: Any) -> Any:
        self.logged.append(repr(dict(event)))
        raise structlog.DropEvent

    async def _mark(self) -> None:
        """Write each organisation's word into its rows. Accounts are the platform's, and get that of their people."""
        async with transaction():
            for model in models_of_tenants():
                for column, longest in _marked_columns(model).items():
                    for organisation, word in self.words.items():
                        sql = (
                            f'UPDATE "{model._meta.db_table}" SET "{column}" = SUBSTR("{column}", 1, ?) || ? '
                            f'WHERE "organisation_id" = ? AND "{column}" <> ?'
                        )
                        await execute(sql, [longest - len(word) - 1, f" {word}", organisation, ""])
            for name in CAST:
                person: Person = getattr(self.stage, name)
                word = self.words[person.organisation]
                await execute('UPDATE "account" SET "name" = ? WHERE "id" = ?', [f"{word} {name}", person.account.id])

    async def _look_for_ids(self) -> None:
        for table in [model._meta.db_table for model in models_of_tenants() if "id" in model._meta.fields_map]:
            sql = f'SELECT "id" FROM "{table}" WHERE "organisation_id" >= 0 ORDER BY RANDOM() LIMIT 60'
            self.ids[table] = [row["id"] for row in await rows(sql)]
        self.ids["account"] = [account.id for account in await Account.all().limit(60)]
        self.ids["organisation"] = list(self.words)

    async def ask(self, many: int) -> Findings:
        """Ask so often."""
        known = [each for each in operations.values() if each.name not in REST]
        for number in range(many):
            if number % 500 == 0:
                await self._look_for_ids()
                await self._look_elsewhere()
            await self._ask(self.random.choice(known), *self.random.choice(self.people))
        await self._look_elsewhere()
        self.found.leaks += [f"log: {line[:400]}" for line in self.logged if any(word in line for word in WORDS)]
        return self.found

    async def _ask(self, operation: Operation, person: Person, word: str) -> None:
        forget_attempts()
        arguments = Draw(self, person, word).struct(inspect.type_info(operation.input))
        try:
            actor = await self.house.sessions.actor(person.token)
        except Exception:  # the session was ended by an earlier question
            person.token = (await self.stage.another_session(person)).token
            actor = await self.house.sessions.actor(person.token)
        request = Request(operation=operation.name, arguments=encode(arguments), door=DOOR)
        answer = await self.house.dispatch.call(request, actor)
        code = answer.refusal.code if answer.refusal else "ok"
        self.found.asked += 1
        self.found.outcomes[code] += 1
        if code == "internal":
            self.found.leaks.append(f"{operation.name} broke on {arguments}")
        allowed = [word, *(self.words[each] for each in actor.organisations if each in self.words)]
        asked = b" ".join(encode(each) for each in arguments.values()).lower()
        allowed += [each for each in WORDS if each.encode() in asked]  # what somebody said themselves is no secret
        self.found.look(f"{operation.name} {arguments} by {word}", encode(answer.body("nl")), allowed)

    async def _look_elsewhere(self) -> None:
        """At what was heard, mailed and published since."""
        await self.house.worker.run_due()
        await self.stage.quiet()
        for person, word in self.people:
            if person.ear is not None:
                self.found.look(f"events to {word}", encode(person.ear.events), [word])
                person.ear.events.clear()
        await self._look_at_mails()

    async def _look_at_mails(self) -> None:
        if self.house.sink is None:
            return
        mails = [mail for mail in self.house.sink.mails if mail["id"] > self._mails]
        self._mails = max((mail["id"] for mail in mails), default=self._mails)
        for mail in mails:
            words = [self.words[each] for each in await self._organisations_at(mail["to"][0])]
            self.found.look(f"mail to {mail['to']}", encode(dict(mail)), words)

    async def _organisations_at(self, address: str) -> set[int]:
        own = await rows(
            'SELECT "organisation_id" FROM "address" WHERE "organisation_id" > 0 AND "address" = ?', [address]
        )
        sql = (
            'SELECT l."organisation_id" FROM "link" l JOIN "account" a ON a."id" = l."account_id" '
            'WHERE l."organisation_id" > 0 AND a."address" = ?'
        )
        return {row["organisation_id"] for row in [*own, *await rows(sql, [address])]} & self.words.keys()

    async def look_at_feeds(self, base: str) -> None:
        """At calendars, over HTTP."""
        async with httpx.AsyncClient(base_url=base, trust_env=False) as client:
            for person, word in self.people:
                if person.contact is None:
                    continue
                request = Request(
                    operation="calendar.link", arguments=encode({"organisation": person.organisation}), door=DOOR
                )
                answer = await self.house.dispatch.call(request, await self.house.sessions.actor(person.token))
                if answer.refusal is None:
                    path = "/calendar/" + answer.result.url.rsplit("/", 1)[1]
                    self.found.look(f"calendar of {word}", (await client.get(path)).content, [word])


class Draw:
    """Arguments of any shape: ids from all organisations, words of one's own."""

    def __init__(self, canary: Canary, person: Person, word: str) -> None:
        self._canary = canary
        self._random = canary.random
        self._person = person
        self._word = word

    def struct(self, kind: Any) -> dict[str, Any]:
        """Fields that are needed, and some of the others."""
        tag = {kind.tag_field: kind.tag} if kind.tag_field else {}
        wanted = [each for each in kind.fields if each.required or self._random.random() < 0.4]
        return {**tag, **{each.encode_name: self.value(each.type, each.name) for each in wanted}}

    def value(self, kind: Any, name: str, deep: int = 0) -> Any:
        """Something of a type."""
        if isinstance(kind, inspect.Metadata):
            return self.value(kind.type, name, deep)
        if isinstance(kind, inspect.UnionType):
            simple = [each for each in kind.types if not isinstance(each, inspect.StructType)] if deep > 3 else []
            return self.value(self._random.choice(simple or kind.types), name, deep + 1)
        if isinstance(kind, inspect.StructType):
            return self.struct(kind) if deep < 6 else {}
        if isinstance(kind, inspect.ListType):
            return [
                self.value(kind.item_type, name.removesuffix("s"), deep + 1) for _ in range(self._random.randrange(3))
            ]
        if isinstance(kind, inspect.LiteralType):
            return self._random.choice(kind.values)
        return self._plain(kind, name)

    def _plain(self, kind: Any, name: str) -> Any:
        draw = self._random
        if isinstance(kind, inspect.IntType):
            return self._id(name) if kind.lt == 2**52 else draw.randint(kind.ge or 0, min(kind.le or 50, 50))
        if isinstance(kind, inspect.StrType):
            return self._text(name)
        drawn: dict[type, Any] = {
            inspect.BoolType: draw.random() < 0.5,
            inspect.DateType: self._day(),
            inspect.DateTimeType: f"2030-11-{draw.randrange(1, 29):02}T20:00:00Z",
            inspect.FloatType: draw.random() * 10,
            inspect.DictType: {},
        }
        return drawn.get(type(kind))

    def _day(self) -> str:
        return (date(2026, 9, 1) + timedelta(days=self._random.randrange(-400, 400))).isoformat()

    def _id(self, name: str) -> int:
        draw, pools = self._random, self._canary.ids
        if name == "organisation":
            return self._person.organisation if draw.random() < 0.85 else draw.choice(pools["organisation"])
        pool = pools.get(name) or draw.choice([each for each in pools.values() if each])
        return draw.choice(pool)

    def _text(self, name: str) -> str:
        draw = self._random
        if name in ("address", "login"):
            return draw.choice([person.account.login for person, _ in self._canary.people]) + "@rietvink.example"
        if name in ("from", "until", "day", "from_day", "until_day", "birth_date", "first_day", "last_day"):
            return self._day()
        if name in ("local_start", "start"):
            return "2030-11-28T20:00:00"
        return draw.choice([f"{self._word} {draw.randrange(1000)}", "a", "", "1", f"/taken {self._word}"])


def _marked_columns(model: type[Model]) -> dict[str, int]:
    """Columns in which somebody's words stand and that have room for one more, with how long they may be."""
    known = model._meta.fields_map
    lengths = {
        name: getattr(column, "max_length", 1000)
        for name, column in known.items()
        if name in MARKED and isinstance(column, fields.CharField | fields.TextField)
    }
    return {name: longest for name, longest in lengths.items() if longest > 24}


async def run(settings: Settings, many: int, seed: int) -> Findings:
    """Furnish a house, ask so often, and say what was found."""
    before = structlog.get_config()
    try:
        async with opened(settings) as house:
            house.stream.poll_every = None
            house.start(work=False)
            canary = Canary(house, seed)
            await canary.furnish()
            async with serving(canary.stage) as served:
                await canary.ask(many)
                await canary.look_at_feeds(served.http)
            return canary.found
    finally:
        structlog.configure(**before)


def main() -> None:
    """Ask as often as the command says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--operations", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=secrets.randbits(32))
    given = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="akkoord-canary-"))
    url = f"sqlite:///{folder / 'akkoord.sqlite3'}"
    asyncio.run(make_schema(url))
    settings = Settings(folder=str(folder), database=url, url="http://akkoord.test", port=0, demo=True)
    began = time.monotonic()
    found = asyncio.run(run(settings, given.operations, given.seed))
    took = time.monotonic() - began
    sys.stdout.write(
        f"seed {given.seed}: {found.asked} operations in {took:.0f} s, {found.bytes_seen} bytes, "
        f"own words seen {found.own_words}, leaks {len(found.leaks)}\n{dict(found.outcomes)}\n"
    )
    for leak in found.leaks[:20]:
        sys.stdout.write(f"{leak}\n")
    sys.exit(bool(found.leaks))


if __name__ == "__main__":
    main()
