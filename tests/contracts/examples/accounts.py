"""Examples of signing in and of one's own account."""

from server.accounts.capabilities import BOT_SCOPES
from server.accounts.links import LINK_LASTS
from server.accounts.models import Session, Ticket
from server.accounts.secrets import draw_secret, hash_secret
from server.kernel.clock import clock
from server.kernel.ids import new_id
from tests.contracts.examples.registry import Arguments, everywhere, example
from tests.contracts.stage import Stage
from tests.world import PASSWORD, Person

#                    anonymous expired member admin band_member band_admin removed bot
SIGNED_IN = everywhere("who who ok ok ok ok ok ok")
PEOPLE_ONLY = everywhere("who who ok ok ok ok ok no")
DOOR = everywhere("ok who ok ok ok ok ok ok")
"""The door itself; a dead token is refused also there."""


@example(
    "session.open",
    own="ok who ok ok ok ok ok who",
    neighbour="ok who ok ok ok ok ok ok",
    foreign="ok who ok ok ok ok ok ok",
)
async def open_session(stage: Stage, owner: Person) -> Arguments:
    return {"login": owner.account.login, "password": PASSWORD}


@example("session.open_by_link", **DOOR)
async def open_by_link(stage: Stage, owner: Person) -> Arguments:
    secret = draw_secret()
    ticket = Ticket(
        id=new_id(), kind="link", secret_hash=hash_secret(secret), account_id=owner.account.id,
        address=owner.account.address, created_at=clock.now(), expires_at=clock.now() + LINK_LASTS,
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(ticket)
    return {"secret": secret}


@example("session.request_link", **DOOR)
async def request_link(stage: Stage, owner: Person) -> Arguments:
    return {"address": owner.account.address}


@example("session.close", **PEOPLE_ONLY, shell_differs="there is no session to close")
async def close_session(stage: Stage, owner: Person) -> Arguments:
    return {}


@example(
    "session.end",
    own="who who ok ok ok ok ok no",
    neighbour="who who nf nf nf nf nf no",
    foreign="who who nf nf nf nf nf no",
    also={"acting": "nf nf nf"},
)
async def end_session(stage: Stage, owner: Person) -> Arguments:
    await stage.another_session(owner)
    latest = await Session.filter(account_id=owner.account.id).order_by("-id").first()
    assert latest is not None
    return {"session": latest.id}


@example("session.end_others", **PEOPLE_ONLY)
async def end_other_sessions(stage: Stage, owner: Person) -> Arguments:
    return {}


@example("session.list", **SIGNED_IN, shell_differs="none of the sessions is the current one")
async def list_sessions(stage: Stage, owner: Person) -> Arguments:
    return {"limit": 10}


@example("account.get", **SIGNED_IN)
async def get_account(stage: Stage, owner: Person) -> Arguments:
    return {}


@example("account.change", **PEOPLE_ONLY)
async def change_account(stage: Stage, owner: Person) -> Arguments:
    return {"language": "en", "mail_messages": False}


@example("account.set_password", **PEOPLE_ONLY)
async def set_password(stage: Stage, owner: Person) -> Arguments:
    return {"current": PASSWORD, "password": PASSWORD}


@example("organisation.list", **SIGNED_IN)
async def list_organisations(stage: Stage, owner: Person) -> Arguments:
    return {}


@example("organisation.find", **DOOR)
async def find_organisations(stage: Stage, owner: Person) -> Arguments:
    return {"search": stage.tag}


SETTERS = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}


@example(
    "organisation.get",
    own="who who ok ok ok ok nf ok",
    neighbour="who who ok ok ok ok nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def get_organisation(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("organisation.change", **SETTERS)
async def change_organisation(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "abbreviation": "KDR", "zone": "Europe/Amsterdam"}


@example("bot.create", **SETTERS)
async def create_bot(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "name": "Kookploeg", "scopes": sorted(BOT_SCOPES)}


@example("bot.remove", **SETTERS)
async def remove_bot(stage: Stage, owner: Person) -> Arguments:
    made = await stage.leader(owner).call("bot.create", **await create_bot(stage, owner))
    return {"organisation": owner.organisation, "bot": made["bot"]}
