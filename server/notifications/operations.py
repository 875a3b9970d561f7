"""The way out of mails, for whoever holds one: no sign-in, only the token of the mail."""

from server.accounts.events import AccountChanged
from server.accounts.models import Account, Link
from server.kernel.access import may_anyone
from server.kernel.context import Context
from server.kernel.language import Language
from server.kernel.operations import operation
from server.kernel.wire import Input, Secret
from server.notifications.views import MailChoiceView
from server.notifications.way_out import AtAddress, holder_of
from server.people.address_purposes import choose_purposes
from server.people.models import Address
from server.people.purposes import ABOUT_MESSAGES


class GetMailChoice(Input, frozen=True):
    """The token of the link in a mail."""

    token: Secret


@operation("mail.get", scope="public:read")
async def get_mail_choice(ctx: Context, given: GetMailChoice) -> MailChoiceView:
    """Show whether mails about messages go where a mail went. Refused: not_found."""
    ctx.allow(may_anyone(ctx.actor))
    holder = await holder_of(given.token)
    if isinstance(holder, AtAddress):
        mailed = any("messages" in each.purposes for each in holder.found)
    else:
        mailed = holder.mail_messages
    return MailChoiceView(mail_messages=mailed, language=await _spoken_by(holder))


class StopMail(Input, frozen=True):
    """The token of the link in a mail."""

    token: Secret


@operation("mail.stop", scope="public:write")
async def stop_mail(ctx: Context, given: StopMail) -> MailChoiceView:
    """Send no more mails about messages to where a mail went. Refused: not_found.

    Of somebody with several addresses, such as a child whose parents read along, that is the one address; else all
    mails of the account.
    """
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
    holder = await holder_of(token, lock=True)
    if isinstance(holder, AtAddress):
        await _choose_at(ctx, holder, mail_messages=mail_messages)
    elif holder.mail_messages != mail_messages:
        ctx.change(holder, mail_messages=mail_messages)
        ctx.emit(AccountChanged(holder))
    return MailChoiceView(mail_messages=mail_messages, language=await _spoken_by(holder))


async def _choose_at(ctx: Context, holder: AtAddress, *, mail_messages: bool) -> None:
    """Only where it differs: mails about messages come to an address, or no longer."""
    own = {"organisation_id": holder.contact.organisation_id, "contact_id": holder.contact.id}
    for shown in holder.found:
        if ("messages" in shown.purposes) != mail_messages:
            others = set(shown.purposes) - ABOUT_MESSAGES
            address = await Address.get(**own, place=shown.place)
            await choose_purposes(ctx, address, others | ABOUT_MESSAGES if mail_messages else others)


async def _spoken_by(holder: Account | AtAddress) -> Language:
    account: Account | None
    if isinstance(holder, Account):
        account = holder
    else:
        own = {"organisation_id": holder.contact.organisation_id, "contact_id": holder.contact.id}
        link = await Link.get_or_none(**own, kind="self", until_at=None).select_related("account")
        account = link.account if link is not None else None
    return "en" if account is not None and account.language == "en" else "nl"
