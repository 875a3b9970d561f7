"""Examples of two-step verification and of passkeys."""

from server.accounts.models import Passkey, Totp
from server.accounts.passkeys import REGISTER, SIGN_IN, party_of, user_handle, write_challenge
from server.accounts.totp import code_at, draw_totp_secret, step_at
from server.kernel.clock import clock
from server.kernel.ids import new_id
from tests.accounts.authenticator import Authenticator, bytes_to_base64url
from tests.contracts.examples.accounts import DOOR, PEOPLE_ONLY, SIGNED_IN
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.visitors import rewrite
from tests.world import Person

WITH_OWN_CODE = {
    "own": "who who ok ok ok ok ok no",
    "neighbour": "who who invalid invalid invalid invalid invalid no",
    "foreign": "who who invalid invalid invalid invalid invalid no",
}
"""It always concerns one's own login; what another's app or key made does not fit."""

OWN_ONLY = {
    "own": "who who ok ok ok ok ok no",
    "neighbour": "who who nf nf nf nf nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": {"acting": "nf nf nf"},
}

# A mother who acts for her child changes how she signs in herself, not how her child does. She was asked as guardian
# before, and turned two-step verification on or off then.
ACTING_CONFLICTS = {"also": {"acting": "conflict conflict conflict"}}
ACTING_UNFIT = {"also": {"acting": "invalid invalid invalid"}}


async def code_of_app(stage: Stage, owner: Person, *, on: bool) -> Arguments:
    """Somebody has set an app up, or is about to; what it shows."""
    secret = draw_totp_secret()
    await rewrite(owner, second_factor_at=clock.now() if on else None)
    async with stage.house.units.write() as unit:
        await Totp.filter(account_id=owner.account.id).delete()
        unit.add(Totp(id=new_id(), account_id=owner.account.id, secret=secret, created_at=clock.now()))
    return {"code": code_at(secret, step_at(clock.now()))}


@example("totp.begin", **PEOPLE_ONLY)
async def begin_totp(stage: Stage, owner: Person) -> Arguments:
    return {}


@example("totp.confirm", **WITH_OWN_CODE, **ACTING_CONFLICTS)
async def confirm_totp(stage: Stage, owner: Person) -> Arguments:
    return await code_of_app(stage, owner, on=False)


@example("totp.renew_codes", **WITH_OWN_CODE, **ACTING_UNFIT)
async def renew_codes(stage: Stage, owner: Person) -> Arguments:
    return await code_of_app(stage, owner, on=True)


@example("totp.remove", **WITH_OWN_CODE, **ACTING_CONFLICTS)
async def remove_totp(stage: Stage, owner: Person) -> Arguments:
    return await code_of_app(stage, owner, on=True)


@example("passkey.begin_registration", **PEOPLE_ONLY)
async def begin_registration(stage: Stage, owner: Person) -> Arguments:
    return {}


@example("passkey.register", **WITH_OWN_CODE, **ACTING_UNFIT)
async def register_passkey(stage: Stage, owner: Person) -> Arguments:
    options = await options_for(stage, owner, REGISTER, owner.account.id)
    return {"name": "Mijn telefoon", **Authenticator().register(options)}


@example("passkey.list", **SIGNED_IN)
async def list_passkeys(stage: Stage, owner: Person) -> Arguments:
    await passkey_of(stage, owner)
    return {"limit": 10}


@example("passkey.rename", **OWN_ONLY)
async def rename_passkey(stage: Stage, owner: Person) -> Arguments:
    passkey, _ = await passkey_of(stage, owner)
    return {"passkey": passkey.id, "name": "Sleutelhanger"}


@example("passkey.remove", **OWN_ONLY)
async def remove_passkey(stage: Stage, owner: Person) -> Arguments:
    passkey, _ = await passkey_of(stage, owner)
    return {"passkey": passkey.id}


@example("passkey.begin_sign_in", **DOOR)
async def begin_sign_in(stage: Stage, owner: Person) -> Arguments:
    return {}


@example(
    "session.open_by_passkey",
    own="ok who ok ok ok ok ok who",
    neighbour="ok who ok ok ok ok ok ok",
    foreign="ok who ok ok ok ok ok ok",
)
async def open_by_passkey(stage: Stage, owner: Person) -> Arguments:
    _, key = await passkey_of(stage, owner)
    options = await options_for(stage, owner, SIGN_IN, 0)
    key.user = options["user"]
    return dict(key.sign(options))


async def options_for(stage: Stage, owner: Person, kind: str, account: int) -> dict[str, str]:
    """What a browser is told, with a challenge that was just drawn."""
    async with stage.house.units.write() as unit:
        challenge = write_challenge(unit, kind, clock.now(), account)
    user = bytes_to_base64url(user_handle(owner.account.id))
    return {"challenge": challenge, "party": party_of(stage.house.site).id, "user": user}


async def passkey_of(stage: Stage, owner: Person) -> tuple[Passkey, Authenticator]:
    """Somebody's passkey, and the device that holds it."""
    key = Authenticator()
    passkey = Passkey(
        id=new_id(), account_id=owner.account.id, credential_id=key.id, public_key=key.public_key,
        name="Mijn telefoon", created_at=clock.now(),
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        unit.add(passkey)
    return passkey, key
