"""What the columns of pictures of previews are to a person: nothing, for a site made them."""

from server.kernel.personal import TECHNICAL, personal, reference, tenant

personal(
    "preview_picture",
    tenant(
        {"message_id": reference("message"), "conversation_id": reference("conversation"), "seq": TECHNICAL}
        | {"file_id": reference("file")}
    ),
)
