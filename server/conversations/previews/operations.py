"""An author does without the preview of their link."""

from server.conversations.events import MessagePreviewed
from server.conversations.previews.pictures import drop_pictures
from server.conversations.seats import open_message
from server.conversations.views import MessageView
from server.kernel.context import Context
from server.kernel.operations import operation
from server.kernel.wire import Id, Input


class RemovePreview(Input, frozen=True):
    """Of which message."""

    message: Id


@operation("message.remove_preview", scope="messages:write")
async def remove_preview(ctx: Context, given: RemovePreview) -> MessageView:
    """Take the previews of links from one's own message, for everyone; an edit does not bring them back.

    Refused: not_found, forbidden (another's), conflict (it was deleted).
    """
    message, _ = await open_message(ctx, given.message)
    if message.previews != []:
        await drop_pictures(ctx.unit, [message])
        ctx.change(message, previews=[])
        ctx.emit(MessagePreviewed(message))
    return ctx.later(message, MessageView.of)
