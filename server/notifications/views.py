"""What the way out shows."""

from server.kernel.language import Language
from server.kernel.wire import View


class MailChoiceView(View, frozen=True):
    """Whether unread messages are mailed, and in which language to say so; nothing that tells whose it is."""

    mail_messages: bool
    language: Language
