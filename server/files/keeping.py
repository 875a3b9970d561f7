"""The files of contacts: what the floor of people asks when a card refers to one."""

from server.files.claiming import claim, release
from server.files.purposes import held_in
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.people.attachments import file_keepers
from server.people.models import Contact


class Keeper:
    """Claims and releases files for cards."""

    async def claim(self, ctx: Context, contact: Contact, file: int, purpose: str) -> bool:
        """Use a file that the actor sent; False when there is none."""
        try:
            await claim(ctx, contact.organisation_id, file, purpose, contact=contact.id)
        except Refusal:
            return False
        return True

    async def release(self, ctx: Context, contact: Contact, file: int) -> None:
        """It goes away with its content."""
        await release(ctx, contact.organisation_id, file)


file_keepers.append(Keeper())

held_in("picture", "contact", "picture_id")
held_in("field", "custom_value", "file_id")
