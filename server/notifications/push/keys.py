"""The key of this installation: the one of the settings, or one that is drawn once and kept as a row.

A row, since it must be the same in every process and after a restore: a device that was turned on for one key hears
nothing that is sent with another.
"""

from server.kernel.database import transaction
from server.kernel.database.statements import insert_rows
from server.kernel.site import Site
from server.notifications.push.models import PushKey
from server.notifications.push.sealing import Sender, draw_private_key, private_key_of


async def sender_of(site: Site) -> Sender:
    """Who sends. Not inside a snapshot. Raises `ValueError` when the setting is no key."""
    return Sender(private_key_of(site.push_key or await _kept_key()), _subject(site))


def _subject(site: Site) -> str:
    # Apple refuses a mail address that cannot be one, such as that of a fresh installation.
    return site.push_subject or (site.url if site.url.startswith("https://") else f"mailto:{site.mail_from}")


async def _kept_key() -> str:
    known = await PushKey.get_or_none(id=1)
    if known is None:
        async with transaction():
            await insert_rows("push_key", ("id", "secret"), [(1, draw_private_key())], "ON CONFLICT DO NOTHING")
        known = await PushKey.get(id=1)
    return known.secret
