"""The purposes of files in messages: who sees a message sees what it holds."""

from server.conversations.shared.attaching import files_seen
from server.conversations.shared.policies import may_see_attached
from server.files.kinds import VOICES
from server.files.models import File
from server.files.purposes import held_in, seen_by
from server.files.shrinking import MESSAGE_SIZES
from server.files.voices import LIMIT
from server.kernel.access import Actor, Verdict, may_as_member


@seen_by("message", sent_by=may_as_member, sizes=MESSAGE_SIZES)
async def see_in_message(actor: Actor, file: File) -> Verdict:
    """Files and pictures in messages: those who may see the message."""
    return may_see_attached(actor, file, len(await files_seen(actor, file.organisation_id, [file.id])))


@seen_by("voice", sent_by=may_as_member, voice=True, kinds=frozenset(VOICES), limit=LIMIT)
async def see_voice(actor: Actor, file: File) -> Verdict:
    """Voice messages: those who may see the message."""
    return may_see_attached(actor, file, len(await files_seen(actor, file.organisation_id, [file.id])))


held_in("message", "attachment", "file_id")
held_in("voice", "attachment", "file_id")
