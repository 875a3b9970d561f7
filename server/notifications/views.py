"""What the way out shows."""

from server.accounts.models import Account
from server.kernel.language import Language
from server.kernel.wire import View


class MailChoiceView(View, frozen=True):
    """Whether unread messages are mailed, and in which language to say so; nothing that tells whose it is."""

    mail_messages: bool
    language: Language

    @classmethod
    def of(cls, account: Account) -> "MailChoiceView":
        """The view of an account."""
        return cls(mail_messages=account.mail_messages, language="en" if account.language == "en" else "nl")
