"""The way out that every mail carries: a link that needs no sign-in and stops the mails of one account.

The token is an HMAC of the account's id, so that each later mail can carry the same one though only its key is kept.
The key is a row: it must be the same in every process, and links in old mails must still work after a restore.
"""

import hashlib
import hmac
import re
import secrets

from server.accounts.models import Account
from server.kernel.database import transaction
from server.kernel.database.statements import insert_rows
from server.kernel.errors import not_found
from server.kernel.site import Site
from server.notifications.models import MailKey

TOKEN = re.compile(r"([0-9a-f]{1,13})-([0-9a-f]{40})", re.ASCII)


async def way_out_key() -> bytes:
    """The key of this installation, drawn by whoever needs it first. Not inside a snapshot."""
    known = await MailKey.get_or_none(id=1)
    if known is None:
        async with transaction():
            await insert_rows("mail_key", ("id", "secret"), [(1, secrets.token_hex(32))], "ON CONFLICT DO NOTHING")
        known = await MailKey.get(id=1)
    return bytes.fromhex(known.secret)


def way_out(key: bytes, site: Site, account: int) -> str:
    """The URL for one account: a GET shows a page, a POST stops the mails (RFC 8058 §3.1)."""
    return f"{site.url}/mail/stop/{token_for(key, account)}"


def token_for(key: bytes, account: int) -> str:
    """What proves that a mail to this account was received: its id and 160 bits that only we can make."""
    return f"{account:x}-{hmac.digest(key, b'mail.stop:%x' % account, hashlib.sha256).hex()[:40]}"


async def account_with(token: str) -> Account:
    """The account of a token. Raises `Refusal("not_found")`."""
    shown, known = TOKEN.fullmatch(token), await MailKey.get_or_none(id=1)
    if shown is None or known is None:
        raise not_found()
    account = int(shown[1], 16)
    if not hmac.compare_digest(token, token_for(bytes.fromhex(known.secret), account)):
        raise not_found()
    found = await Account.get_or_none(id=account, kind="person")
    if found is None:
        raise not_found()
    return found
