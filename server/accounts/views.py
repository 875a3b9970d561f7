"""What accounts show."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.accounts.models import Account, Session
from server.kernel.access import Actor
from server.kernel.wire import LanguageName, View

AccountKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["person", "bot"]})]


class OrganisationView(View, frozen=True):
    """An organisation as an account stands in it: its own contact there, if any, and its capabilities."""

    id: int
    name: str
    contact: int | None
    capabilities: list[str]
    zone: str
    language: LanguageName


class AccountView(View, frozen=True):
    """One's own login."""

    id: int
    kind: AccountKind
    name: str
    login: str
    language: LanguageName
    mail_messages: bool
    address: str | None

    @classmethod
    def of(cls, account: Account) -> "AccountView":
        """The view of a row."""
        return cls(
            id=account.id,
            kind=account.kind,
            name=account.name,
            login=account.login,
            language=account.language,
            mail_messages=account.mail_messages,
            address=account.address,
        )


class SignedIn(View, frozen=True):
    """A new session: its token, to be shown as `Authorization: Bearer`, and who one is."""

    token: str
    account: AccountView
    organisations: list[OrganisationView]


class SessionView(View, frozen=True):
    """A signed-in device; `current` is the one that asks."""

    id: int
    client: str
    created_at: datetime
    used_at: datetime
    current: bool

    @classmethod
    def of(cls, session: Session, actor: Actor) -> "SessionView":
        """The view of a row, for its owner."""
        return cls(
            id=session.id,
            client=session.client,
            created_at=session.created_at,
            used_at=session.used_at,
            current=session.id == actor.session,
        )
