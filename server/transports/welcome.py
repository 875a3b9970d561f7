"""What a connection is told once it has said who it is."""

from collections.abc import Collection, Sequence

from server.accounts.views import AccountKind, OrganisationView
from server.kernel.access import Actor
from server.kernel.stream import Stream
from server.kernel.wire import LanguageName, View


class WelcomeAccount(View, frozen=True):
    """Who one is."""

    id: int
    name: str
    language: LanguageName
    kind: AccountKind


class WelcomeOrganisation(OrganisationView, frozen=True):
    """An organisation, the cursor at its end, and whether its events come from now on or after catching up."""

    cursor: str
    live: bool


class Welcome(View, frozen=True):
    """The answer to `sync.hello`.

    `reader` is the account's id, or another number while the session acts for somebody else (the `contact` of the one
    organisation): what a client keeps for one reader is not for another.
    """

    account: WelcomeAccount
    reader: int
    session: int | None
    organisations: list[WelcomeOrganisation]


def welcome_for(actor: Actor, stream: Stream, views: Sequence[OrganisationView], behind: Collection[int]) -> Welcome:
    """The welcome of an actor; `behind` are the organisations in which the client catches up first."""
    organisations = [
        WelcomeOrganisation(
            **{name: getattr(view, name) for name in view.__struct_fields__},
            cursor=stream.cursor(view.id).text(),
            live=view.id not in behind,
        )
        for view in views
    ]
    account = WelcomeAccount(id=actor.account, name=actor.name, language=actor.language, kind=actor.kind)
    return Welcome(account=account, reader=actor.reader, session=actor.session, organisations=organisations)
