"""What resources say."""

from server.kernel.language import sentences

sentences(
    {
        "resource_exists": (
            "Er is al een ruimte of materiaal met de naam “{name}”. Kies een andere naam.",
            "There is a room or resource called “{name}” already. Choose another name.",
        ),
    }
)
