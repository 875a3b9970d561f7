"""What the whole house must know of this installation."""

from datetime import timedelta

import msgspec


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What links and mails must know of this installation. `mail_after`: how long a message may stay unread;
    `audit_kept`: how long administrative acts are kept."""

    url: str
    mail_from: str = "akkoord@localhost"
    mail_after: timedelta = timedelta(seconds=60)
    audit_kept: timedelta = timedelta(days=3 * 365)
    demo: bool = False
