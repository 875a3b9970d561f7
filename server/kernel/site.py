"""What the whole house must know of this installation."""

from datetime import timedelta

import msgspec


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """What links and mails must know of this installation, and its limits.

    `mail_after`: how long a message may stay unread. `previews`: whether links are looked at. `file_limit` and
    `file_quota`: bytes of one file, and of all files of an organisation. `push_key`: an own key for Web Push in place
    of the one drawn at the first start; `push_subject`: where push services reach whoever runs the server;
    `push_private`: they may stand in the own network.
    """

    url: str
    mail_from: str = "akkoord@localhost"
    mail_after: timedelta = timedelta(seconds=60)
    demo: bool = False
    previews: bool = True
    file_limit: int = 50_000_000
    file_quota: int = 5_000_000_000
    push_key: str = ""
    push_subject: str = ""
    push_private: bool = False
