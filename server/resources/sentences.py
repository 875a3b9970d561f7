"""What resources say."""

from server.kernel.language import sentences

sentences(
    {
        "audit_resource.create": ("Ruimte of materiaal toegevoegd", "Room or gear added"),
        "audit_resource.change": ("Ruimte of materiaal gewijzigd", "Room or gear changed"),
        "audit_resource.close": ("Ruimte of materiaal afgesloten", "Room or gear closed"),
        "audit_resource.reopen": ("Ruimte of materiaal heropend", "Room or gear reopened"),
        "audit_resource.remove": ("Ruimte of materiaal verwijderd", "Room or gear removed"),
        "audit_resource.set_picture": ("Foto van ruimte of materiaal gewijzigd", "Picture of room or gear changed"),
        "resource_exists": (
            "Er is al een ruimte of materiaal met de naam “{name}”. Kies een andere naam.",
            "There is a room or resource called “{name}” already. Choose another name.",
        ),
    }
)
