"""Facts about logins. Clients do not hear of them; caches and open sockets do."""

from server.accounts.models import Account, Session
from server.kernel.events import Event, ObjectKind

SESSION = ObjectKind("session", Session)
ACCOUNT = ObjectKind("account", Account)


class SessionEnded(Event, of=SESSION):
    """A session was ended: its sockets close, its token works no longer."""


class SessionChanged(Event, of=SESSION):
    """A session acts for somebody else from now on, or for oneself again: its sockets come back as that."""


class AccountChanged(Event, of=ACCOUNT):
    """An account's name, language, contacts or capabilities changed: what is known of it is looked up again."""
