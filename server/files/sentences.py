"""What files and pictures say."""

from server.kernel.language import sentences

sentences(
    {
        "files_unfinished": (
            "Er zijn nog {limit} bestanden van jou onderweg. Wacht tot er een klaar is, en probeer dan opnieuw.",
            "{limit} files of yours are still on their way. Wait until one is done, then try again.",
        ),
        "file_too_large": (
            "Dit bestand is te groot: hoogstens {limit} MB. Maak het kleiner en probeer het opnieuw.",
            "This file is too large: at most {limit} MB. Make it smaller and try again.",
        ),
        "file_quota": (
            "De ruimte voor bestanden van je organisatie is vol ({limit} MB). Verwijder eerst bestanden, of vraag je "
            "beheerder om meer ruimte.",
            "The space for your organisation's files is full ({limit} MB). Remove files first, or ask your "
            "administrator for more space.",
        ),
        "file_purpose": (
            "Daarvoor kun je geen bestand versturen. Kies uit: {known}.",
            "You cannot send a file for that. Choose from: {known}.",
        ),
        "file_empty": ("Dit bestand is leeg. Kies een ander.", "This file is empty. Choose another."),
        "file_kind": (
            "Dit soort bestand kan hier niet. Kies een lijst in .xlsx, .ods, .csv of .vcf.",
            "This kind of file does not fit here. Choose a list in .xlsx, .ods, .csv or .vcf.",
        ),
        "file_infected": (
            "In dit bestand zit een virus. Het is niet bewaard. Kijk je toestel na.",
            "This file holds a virus. It was not kept. Check your device.",
        ),
        "scanner_away": (
            "Bestanden kunnen nu niet op virussen nagekeken worden. Probeer het zo dadelijk opnieuw.",
            "Files cannot be checked for viruses at this moment. Try again shortly.",
        ),
        "blobs_away": (
            "De opslag van bestanden is even niet bereikbaar. Probeer het zo dadelijk opnieuw.",
            "The store of files cannot be reached at this moment. Try again shortly.",
        ),
        "voice_kind": (
            "Dit is geen opname die we kunnen afspelen. Neem je bericht opnieuw op.",
            "This is not a recording that we can play. Record your message again.",
        ),
        "file_receiving": (
            "De inhoud van dit bestand komt al binnen. Begin een nieuw bestand.",
            "The content of this file is coming in already. Begin a new file.",
        ),
        "file_claimed": (
            "Dit bestand is al ergens voor gebruikt. Verstuur het opnieuw.",
            "This file is in use for something already. Send it again.",
        ),
        "file_in_use": (
            "Dit bestand is in gebruik. Haal het eerst weg waar het gebruikt wordt.",
            "This file is in use. First take it away where it is used.",
        ),
        "picture_kind": (
            "Dit is geen foto die we kunnen tonen. Kies een JPEG, PNG, WebP of GIF.",
            "This is not a picture that we can show. Choose a JPEG, PNG, WebP or GIF.",
        ),
        "picture_heic": (
            "Foto's in HEIC kunnen we niet lezen. Bewaar de foto als JPEG, of kies hem op je telefoon via “Foto’s”.",
            "We cannot read pictures in HEIC. Save the picture as JPEG, or choose it on your phone through “Photos”.",
        ),
        "picture_pixels": (
            "Deze foto is te groot om te openen: hoogstens {limit} megapixels. Maak hem kleiner en probeer opnieuw.",
            "This picture is too large to open: at most {limit} megapixels. Make it smaller and try again.",
        ),
        "picture_broken": (
            "Deze foto is beschadigd en kan niet gelezen worden. Kies een andere.",
            "This picture is damaged and cannot be read. Choose another.",
        ),
        "picture_slow": (
            "Deze foto openen duurde te lang. Bewaar hem als gewone JPEG en probeer het opnieuw.",
            "Opening this picture took too long. Save it as an ordinary JPEG and try again.",
        ),
    }
)
