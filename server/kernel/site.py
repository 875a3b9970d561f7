"""What the whole house must know of this installation."""

from datetime import timedelta

import msgspec


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What links and mails must know of this installation, and its limits.

    `mail_after`: how long a message may stay unread; `audit_kept`: how long administrative acts are kept; `previews`:
    whether links are looked at. `file_limit` and `file_quota`: bytes of one file, and of all files of an organisation.
    """

    url: str
    mail_from: str = "akkoord@localhost"
    mail_after: timedelta = timedelta(seconds=60)
    audit_kept: timedelta = timedelta(days=3 * 365)
    demo: bool = False
    previews: bool = True
    file_limit: int = 50_000_000
    file_quota: int = 5_000_000_000
