"""Who has no session yet: they call what is public, and read the mail that is on its way to them."""

from datetime import timedelta
from typing import Any

import msgspec

from server.accounts.models import Account
from server.kernel.clock import clock
from server.kernel.database import transaction
from server.kernel.jobs import Work, jobs
from server.kernel.letters import SEND_LETTER
from server.kernel.models import JobRow
from server.kernel.units import Site, Units
from tests.world import Person, World

ANSWERS = ("accounts.answer_link_request", "people.answer_login_request", "people.renew_invitation")

CHOSEN = "negen sopranen en een bas"
"""The password of who accepts an invitation."""


def visitor(world: World) -> Person:
    """Somebody without a session."""
    return Person(world, world.organisation, Account(id=0, login="", name="", created_at=clock.now()), None, "")


def signed_in(world: World, opened: dict[str, Any]) -> Person:
    """The person of an answer that signs in."""
    account = Account(id=opened["account"]["id"], login=opened["account"]["login"], name="", created_at=clock.now())
    first = opened["organisations"][0]
    return Person(world, first["id"], account, first["contact"], opened["token"])


def let_time_pass(span: timedelta) -> None:
    """Stand the clock still, that much later."""
    moment = clock.now() + span
    clock.set(lambda: moment)


async def rewrite(person: Person, **values: Any) -> None:
    """Change somebody's account behind the operations' back."""
    async with transaction():
        await Account.filter(id=person.account.id).update(**values)


async def answer_requests() -> None:
    """Look up what was asked by who has no session: jobs that are the same whoever it was about."""
    site = Site(url="http://akkoord.test")
    work = Work(site, Units(lambda _events: None, site, None, None))  # type: ignore[arg-type] - they touch no file
    for row in await JobRow.filter(kind__in=ANSWERS).order_by("id"):
        await jobs[row.kind].run(work, **msgspec.json.decode(row.arguments))
        async with transaction():
            await JobRow.filter(id=row.id).delete()


async def letters(kind: str) -> list[dict[str, Any]]:
    """The letters of a kind that wait to be sent, oldest first, once all requests are answered."""
    await answer_requests()
    waiting = await JobRow.filter(kind=SEND_LETTER).order_by("id")
    found = [msgspec.json.decode(row.arguments)["letter"] for row in waiting]
    return [letter for letter in found if letter["kind"] == kind]


async def secret_of_last(kind: str) -> str:
    """The secret in the link of the last letter of a kind."""
    url = (await letters(kind))[-1]["params"]["url"]
    return str(url).rsplit("/", 1)[1]


async def accept(world: World, secret: str, user_name: str = "zoe") -> Person:
    """Accept as somebody without a session, and be signed in."""
    answer = await visitor(world).call("invitation.accept", secret=secret, user_name=user_name, password=CHOSEN)
    return signed_in(world, answer)
