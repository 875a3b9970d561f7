"""Passkeys: adding, naming and removing one's own, and signing in with one."""

from datetime import datetime
from typing import Annotated, Any

import msgspec
from webauthn.helpers import bytes_to_base64url
from webauthn.registration.verify_registration_response import VerifiedRegistration

from server.accounts.models import Account, Passkey
from server.accounts.notices import tell_of_change
from server.accounts.operations import door_attempts, signed_in
from server.accounts.passkeys import (
    REGISTER,
    SIGN_IN,
    party_of,
    refused,
    registered,
    registration_options,
    signed_by,
    use_challenge,
    write_challenge,
)
from server.accounts.proof import WithProof, demand_proof
from server.accounts.queries import own_account
from server.accounts.sessions import draw_session
from server.accounts.views import SignedIn
from server.kernel.access import may_anyone, may_when_signed_in
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal, not_found
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.paging import page_of
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, RowView, Title, View, invalid

MOST = 20
"""Passkeys of one account."""

CredentialId = Annotated[str, msgspec.Meta(min_length=16, max_length=1400, description="In base64url.")]
Signed = Annotated[str, msgspec.Meta(min_length=1, max_length=16_384, description="Bytes in base64url.")]


class BeginRegistration(WithProof, frozen=True):
    """It is for one's own login: one's password or a code, unless one just signed in."""


class RegistrationOptions(View, frozen=True):
    """What `navigator.credentials.create` is to be told; bytes are in base64url. `exclude` are the keys one has."""

    challenge: str
    party: str
    party_name: str
    user: str
    user_name: str
    display_name: str
    algorithms: list[int]
    exclude: list[str]


@operation("passkey.begin_registration", scope="accounts:write", unit="own")
async def begin_registration(ctx: Context, given: BeginRegistration) -> RegistrationOptions:
    """Begin to add a passkey: a challenge for the browser, to be used within ten minutes.

    Refused: conflict (one has twenty already), invalid (a password or a code is wanted, or wrong), rate_limited.
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    account = await own_account(ctx.actor)
    await demand_proof(ctx, account, given)
    known = await Passkey.filter(account_id=account.id).order_by("id")
    if len(known) >= MOST:
        raise Refusal("conflict", "passkeys_full", limit=MOST)
    async with ctx.write() as unit:
        challenge = write_challenge(unit, REGISTER, ctx.now, account.id)
    options = registration_options(party_of(ctx.site), account, challenge)
    return RegistrationOptions(
        challenge=challenge,
        party=options.rp.id or "",
        party_name=options.rp.name,
        user=bytes_to_base64url(options.user.id),
        user_name=options.user.name,
        display_name=options.user.display_name,
        algorithms=[int(each.alg) for each in options.pub_key_cred_params],
        exclude=[each.credential_id for each in known],
    )


class RegisterPasskey(Input, frozen=True):
    """What the browser made, and a name by which one will know it."""

    name: Title
    id: CredentialId
    client_data: Signed
    attestation: Signed


class PasskeyView(RowView, frozen=True):
    """One of one's own passkeys."""

    id: int
    name: str
    created_at: datetime
    used_at: datetime | None


@operation("passkey.register", scope="accounts:write", unit="own")
async def register_passkey(ctx: Context, given: RegisterPasskey) -> PasskeyView:
    """Add the passkey that the browser made; from now on it signs one in by itself, without password or code.

    Refused: invalid (it was not made for us, or not for this challenge), conflict (it is known already).
    """
    ctx.allow(may_when_signed_in(ctx.actor))
    account = await own_account(ctx.actor)
    key = await _registered(ctx, given, account)
    if await Passkey.exists(credential_id=bytes_to_base64url(key.credential_id)):
        raise Refusal("conflict")
    passkey = Passkey(
        id=new_id(),
        account_id=account.id,
        credential_id=bytes_to_base64url(key.credential_id),
        public_key=bytes_to_base64url(key.credential_public_key),
        sign_count=key.sign_count,
        name=given.name.strip(),
        created_at=ctx.now,
    )
    async with ctx.write() as unit:
        unit.add(passkey)
        tell_of_change(ctx, account, "passkey_added")
    return PasskeyView.of(passkey)


async def _registered(ctx: Context, given: RegisterPasskey, account: Account) -> VerifiedRegistration:
    response = {"clientDataJSON": given.client_data, "attestationObject": given.attestation}
    try:
        challenge = await use_challenge(REGISTER, given.client_data, ctx.now, account.id)
        return registered(_credential(given.id, response), challenge, party_of(ctx.site))
    except Refusal:
        # Not `unauthenticated`: this somebody is signed in, and stays so.
        raise invalid(attestation=Reason("passkey_not_added")) from None


def _credential(number: str, response: dict[str, Any]) -> dict[str, Any]:
    return {"id": number, "rawId": number, "type": "public-key", "response": response}


class ListPasskeys(PageInput, frozen=True):
    """One's own."""


@operation("passkey.list", scope="accounts:read")
async def list_passkeys(ctx: Context, given: ListPasskeys) -> ListView[PasskeyView]:
    """List one's own passkeys, the oldest first."""
    ctx.allow(may_when_signed_in(ctx.actor))
    return await page_of(Passkey.filter(account_id=ctx.actor.account).order_by("id"), given, PasskeyView.of)


class RenamePasskey(Input, frozen=True):
    """Which one, and its new name."""

    passkey: Id
    name: Title


@operation("passkey.rename", scope="accounts:write")
async def rename_passkey(ctx: Context, given: RenamePasskey) -> PasskeyView:
    """Give one of one's passkeys another name. Refused: not_found."""
    ctx.allow(may_when_signed_in(ctx.actor))
    passkey = await _own_passkey(ctx, given.passkey)
    ctx.change(passkey, name=given.name.strip())
    return PasskeyView.of(passkey)


class RemovePasskey(Input, frozen=True):
    """Which one."""

    passkey: Id


@operation("passkey.remove", scope="accounts:write")
async def remove_passkey(ctx: Context, given: RemovePasskey) -> Nothing:
    """Remove one of one's passkeys, such as a lost phone's; it signs nobody in any more. Refused: not_found."""
    ctx.allow(may_when_signed_in(ctx.actor))
    passkey = await _own_passkey(ctx, given.passkey)
    await Passkey.filter(id=passkey.id).delete()
    tell_of_change(ctx, await own_account(ctx.actor), "passkey_removed")
    return Nothing()


async def _own_passkey(ctx: Context, passkey: int) -> Passkey:
    found = await Passkey.get_or_none(id=passkey, account_id=ctx.actor.account)
    if found is None:
        raise not_found()
    return found


class BeginSignIn(Input, frozen=True):
    """Nothing: the browser knows which passkeys it has."""


class SignInOptions(View, frozen=True):
    """What `navigator.credentials.get` is to be told; the challenge is in base64url."""

    challenge: str
    party: str


@operation("passkey.begin_sign_in", scope="public:write", unit="own")
async def begin_sign_in(ctx: Context, given: BeginSignIn) -> SignInOptions:
    """Begin to sign in with a passkey: a challenge that works once, within ten minutes. Refused: rate_limited."""
    ctx.allow(may_anyone(ctx.actor))
    door_attempts.attempt(ctx.door.address)
    async with ctx.write() as unit:
        challenge = write_challenge(unit, SIGN_IN, ctx.now)
    return SignInOptions(challenge=challenge, party=party_of(ctx.site).id)


class OpenByPasskey(Input, frozen=True):
    """What the passkey signed, as the browser gives it; bytes are in base64url."""

    id: CredentialId
    client_data: Signed
    authenticator: Signed
    signature: Signed
    user: Annotated[str, msgspec.Meta(max_length=200)] | None = None


@operation("session.open_by_passkey", scope="public:write", unit="own")
async def open_by_passkey(ctx: Context, given: OpenByPasskey) -> SignedIn:
    """Sign in with a passkey. It stands for both factors: a device that one has, which knows who holds it.

    Refused: unauthenticated (the same for an unknown key, a wrong signature and a spent challenge), rate_limited.
    """
    ctx.allow(may_anyone(ctx.actor))
    door_attempts.attempt(ctx.door.address)
    challenge = await use_challenge(SIGN_IN, given.client_data, ctx.now)
    passkey = await Passkey.get_or_none(credential_id=given.id)
    account = await Account.get_or_none(id=passkey.account_id, kind="person") if passkey is not None else None
    if passkey is None or account is None:
        raise refused()
    response = {
        "clientDataJSON": given.client_data,
        "authenticatorData": given.authenticator,
        "signature": given.signature,
        "userHandle": given.user,
    }
    done = signed_by(passkey, _credential(given.id, response), challenge, party_of(ctx.site))
    session, token = draw_session(account, ctx.door.client, ctx.now)
    async with ctx.write() as unit:
        unit.change(passkey, sign_count=done.new_sign_count, used_at=ctx.now)
        unit.add(session)
    return await signed_in(account, session, token)
