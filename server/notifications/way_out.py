"""The way out that every mail carries: a link that needs no sign-in and stops the mails that come where it was read.

That is one address of a contact who has several, as a child and the parents who read along; else one account. The
token is an HMAC of these, so that each later mail can carry the same one though only its key is kept.
The key is a row: it must be the same in every process, and links in old mails must still work after a restore.
"""

import hashlib
import hmac
import re
import secrets

import msgspec

from server.accounts.models import Account
from server.kernel.database import transaction
from server.kernel.database.statements import insert_rows
from server.kernel.errors import not_found
from server.kernel.site import Site
from server.notifications.models import MailKey
from server.people.address_purposes import AddressPurposesView, purposes_of
from server.people.models import Contact
from server.people.queries import find_contact

TOKEN = re.compile(r"(?:([0-9a-f]{1,13})\.)?([0-9a-f]{1,13})-[0-9a-f]{40}", re.ASCII)


class AtAddress(msgspec.Struct, frozen=True):
    """A contact who has several addresses, and those of them that one token is for: the same, written twice."""

    contact: Contact
    found: list[AddressPurposesView]


async def way_out_key() -> bytes:
    """The key of this installation, drawn by whoever needs it first. Not inside a snapshot."""
    known = await MailKey.get_or_none(id=1)
    if known is None:
        async with transaction():
            await insert_rows("mail_key", ("id", "secret"), [(1, secrets.token_hex(32))], "ON CONFLICT DO NOTHING")
        known = await MailKey.get(id=1)
    return bytes.fromhex(known.secret)


def way_out(site: Site, token: str) -> str:
    """The URL for a token: a GET shows a page, a POST stops the mails (RFC 8058 §3.1)."""
    return f"{site.url}/mail/stop/{token}"


def token_for(key: bytes, account: int) -> str:
    """What proves that a mail to this account was received: its id and 160 bits that only we can make."""
    return f"{account:x}-{_proof(key, f'mail.stop:{account:x}')}"


def token_at(key: bytes, organisation: int, contact: int, address: str) -> str:
    """What proves that a mail to a contact was received at this address, and at no other put in its place."""
    proof = _proof(key, f"mail.stop:{organisation:x}.{contact:x}:{address.lower()}")
    return f"{organisation:x}.{contact:x}-{proof}"


def _proof(key: bytes, told: str) -> str:
    return hmac.digest(key, told.encode(), hashlib.sha256).hex()[:40]


async def holder_of(token: str, *, lock: bool = False) -> Account | AtAddress:
    """Whose mails a token stops. Raises `Refusal("not_found")`."""
    shown, known = TOKEN.fullmatch(token), await MailKey.get_or_none(id=1)
    if shown is None or known is None:
        raise not_found()
    key, number = bytes.fromhex(known.secret), int(shown[2], 16)
    if shown[1] is None:
        return await _account_with(token, key, number)
    return await _address_with(token, key, await find_contact(int(shown[1], 16), number, lock=lock))


async def _account_with(token: str, key: bytes, account: int) -> Account:
    if not hmac.compare_digest(token, token_for(key, account)):
        raise not_found()
    found = await Account.get_or_none(id=account, kind="person")
    if found is None:
        raise not_found()
    return found


async def _address_with(token: str, key: bytes, contact: Contact | None) -> AtAddress:
    if contact is None:
        raise not_found()
    place = (contact.organisation_id, contact.id)
    shown = await purposes_of(contact)
    found = [each for each in shown if hmac.compare_digest(token, token_at(key, *place, each.address))]
    if not found:
        raise not_found()
    return AtAddress(contact, found)
