"""Who sees the picture of a preview: who sees the message."""

from server.conversations.previews.pictures import PURPOSE, SIZE
from server.conversations.shared.attaching import SEEN
from server.conversations.shared.policies import may_see_attached
from server.files.models import File
from server.files.policies import may_send_none
from server.files.purposes import held_in, seen_by
from server.kernel.access import Actor, Verdict
from server.kernel.database import rows
from server.kernel.database.statements import marks

SHOWN = SEEN.replace('"attachment"', '"preview_picture"')


@seen_by(PURPOSE, sent_by=may_send_none, picture=True, sizes=(SIZE,))
async def see_in_preview(actor: Actor, file: File) -> Verdict:
    """Pictures of previews: those who may see the message."""
    return may_see_attached(actor, file, await _seats(actor, file))


async def _seats(actor: Actor, file: File) -> int:
    contacts = sorted(actor.contacts)
    if not contacts:
        return 0
    sql = SHOWN.format(organisations="?", files="?", contacts=marks(contacts))
    return len(await rows(sql, [file.organisation_id, file.id, *contacts]))


held_in(PURPOSE, "preview_picture", "file_id")
