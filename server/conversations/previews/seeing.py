"""Who sees the picture of a preview: who sees the message."""

from server.conversations.previews.pictures import PURPOSE, SIZE
from server.conversations.shared.attaching import files_seen
from server.conversations.shared.policies import may_see_attached
from server.files.models import File
from server.files.policies import may_send_none
from server.files.purposes import held_in, seen_by
from server.kernel.access import Actor, Verdict

HOLDER = "preview_picture"


@seen_by(PURPOSE, sent_by=may_send_none, picture=True, sizes=(SIZE,))
async def see_in_preview(actor: Actor, file: File) -> Verdict:
    """Pictures of previews: those who may see the message."""
    return may_see_attached(actor, file, len(await files_seen(actor, file.organisation_id, [file.id], HOLDER)))


held_in(PURPOSE, HOLDER, "file_id")
