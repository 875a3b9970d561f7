"""What refusals about notifications say."""

from server.kernel.language import sentences

sentences(
    {
        "push_endpoint": (
            "Dit is geen adres van een meldingendienst waar deze server naartoe mag. Zet meldingen in je browser uit "
            "en weer aan.",
            "This is no address of a push service that this server may call. Turn notifications in your browser off "
            "and on again.",
        ),
        "push_keys": (
            "De sleutels van dit toestel kloppen niet. Zet meldingen in je browser uit en weer aan.",
            "The keys of this device are not right. Turn notifications in your browser off and on again.",
        ),
        "push_devices_full": (
            "Je krijgt al meldingen op {limit} toestellen. Haal er eerst een weg bij je instellingen.",
            "You already get notifications on {limit} devices. First remove one in your settings.",
        ),
        "quiet_both": (
            "Kies een begin en een einde voor de stille uren, en niet hetzelfde uur.",
            "Choose a beginning and an end for the quiet hours, and not the same time.",
        ),
    }
)
