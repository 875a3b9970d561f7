"""The way out of mails, for whoever holds one: no sign-in, only the token of the mail."""

from server.accounts.events import AccountChanged
from server.kernel.access import may_anyone
from server.kernel.context import Context
from server.kernel.operations import operation
from server.kernel.wire import Input, Secret
from server.notifications.views import MailChoiceView
from server.notifications.way_out import account_with


class GetMailChoice(Input, frozen=True):
    """The token of the link in a mail."""

    token: Secret


@operation("mail.get", scope="public:read")
async def get_mail_choice(ctx: Context, given: GetMailChoice) -> MailChoiceView:
    """Show whether the person to whom a mail went gets mails about messages. Refused: not_found."""
    ctx.allow(may_anyone(ctx.actor))
    return MailChoiceView.of(await account_with(given.token))


class StopMail(Input, frozen=True):
    """The token of the link in a mail."""

    token: Secret


@operation("mail.stop", scope="public:write")
async def stop_mail(ctx: Context, given: StopMail) -> MailChoiceView:
    """Send the person to whom a mail went no more mails about messages. Refused: not_found."""
    return await _choose(ctx, given.token, mail_messages=False)


class ResumeMail(Input, frozen=True):
    """The token of the link in a mail."""

    token: Secret


@operation("mail.resume", scope="public:write")
async def resume_mail(ctx: Context, given: ResumeMail) -> MailChoiceView:
    """Mail messages again after all. Refused: not_found."""
    return await _choose(ctx, given.token, mail_messages=True)


async def _choose(ctx: Context, token: str, *, mail_messages: bool) -> MailChoiceView:
    ctx.allow(may_anyone(ctx.actor))
    account = await account_with(token)
    if account.mail_messages != mail_messages:
        ctx.change(account, mail_messages=mail_messages)
        ctx.emit(AccountChanged(account))
    return MailChoiceView.of(account)
