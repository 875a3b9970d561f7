"""Whoever asks without a session learns nothing from how much work an answer was: known and unknown cost the same."""

import re
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from server.accounts import passwords
from server.accounts.models import Organisation
from server.people.importing import import_contacts
from tests.people.test_invitations import LIST, invite
from tests.visitors import let_time_pass, visitor
from tests.world import Answered, World

Ask = Callable[[], Awaitable[Any]]


class CountingThreads(ThreadPoolExecutor):
    """Where argon2 runs, and how often it did."""

    ran = 0

    def submit(self, *work: Any, **more: Any) -> Future[Any]:
        self.ran += 1
        return super().submit(*work, **more)


@pytest.fixture
def hashing(monkeypatch: pytest.MonkeyPatch) -> CountingThreads:
    """The threads of this test."""
    threads = CountingThreads(2)
    monkeypatch.setattr(passwords, "_two_at_once", threads)
    return threads


@pytest.fixture
async def members(choir: World) -> World:
    """The choir with contacts who have no login."""
    organisation = await Organisation.get(id=choir.organisation)
    await import_contacts(choir.house.units, organisation, LIST.encode(), "leden.csv")
    return choir


class Work:
    """What answers cost: the kinds of statements in their order, and calls of argon2."""

    def __init__(self, statements: list[str], hashing: CountingThreads) -> None:
        self._statements = statements
        self._hashing = hashing

    async def of(self, ask: Ask) -> tuple[Any, list[str], int]:
        """The answer of a call, and its cost."""
        self._statements.clear()
        before = self._hashing.ran
        try:
            answer = await ask()
        except Answered as refused:
            answer = refused.error
        kinds = [re.sub(r"\s+", " ", sql) for sql in self._statements]
        return answer, kinds, self._hashing.ran - before


@pytest.fixture
def work(statements: list[str], hashing: CountingThreads) -> Work:
    return Work(statements, hashing)


async def test_a_wrong_password_costs_as_much_as_an_unknown_name(choir: World, work: Work) -> None:
    def guess(login: str) -> Ask:
        return lambda: visitor(choir).call("session.open", login=login, password="een verkeerd wachtwoord")

    known, unknown = await work.of(guess("jonas.peeters")), await work.of(guess("jan.zonderland"))
    assert known == unknown
    assert known[2] == 1
    address, nobody = "jonas.peeters@rietvink.example", "niemand@rietvink.example"
    assert await work.of(guess(address)) == await work.of(guess(nobody))


async def test_a_link_costs_as_much_for_an_address_that_nobody_has(choir: World, work: Work) -> None:
    def request(address: str) -> Ask:
        return lambda: visitor(choir).call("session.request_link", address=address)

    known = await work.of(request("jonas.peeters@rietvink.example"))
    assert known == await work.of(request("niemand@rietvink.example")) == await work.of(request("geen adres"))
    assert any(sql.startswith('INSERT INTO "job"') for sql in known[1])


async def test_a_login_costs_as_much_for_a_name_that_nobody_has(members: World, work: Work) -> None:
    def request(first_name: str, last_name: str, organisation: int) -> Ask:
        given = {"organisation": organisation, "first_name": first_name, "last_name": last_name}
        return lambda: visitor(members).call("login.request", **given)

    invited = await work.of(request("Emily", "Reedmarsh", members.organisation))
    assert invited == await work.of(request("Jonas", "Peeters", members.organisation))
    assert invited == await work.of(request("Niemand", "Hier", members.organisation))
    assert invited == await work.of(request("Emily", "Reedmarsh", 12345))
    assert any(sql.startswith('INSERT INTO "job"') for sql in invited[1])


async def test_a_renewed_invitation_costs_as_much_for_a_secret_that_is_not_ours(members: World, work: Work) -> None:
    secret = await invite(members, "Zoë")
    let_time_pass(timedelta(days=15))

    def renew(given: str) -> Ask:
        return lambda: visitor(members).call("invitation.renew", secret=given)

    ours = await work.of(renew(secret))
    assert ours == await work.of(renew("x" * 32))
    assert any(sql.startswith('INSERT INTO "job"') for sql in ours[1])
