"""What the shell says."""

from server.kernel.language import sentences

sentences(
    {
        "shell_ready": ("Akkoord draait op {url}", "Akkoord runs at {url}"),
        "shell_no_mail": (
            "Let op: er is geen mailserver ingesteld (AKKOORD_SMTP_HOST); mails wachten tot die er is.",
            "Note: no mail relay is set (AKKOORD_SMTP_HOST); mails wait until there is one.",
        ),
        "shell_indexed": ("{many} berichten geïndexeerd.", "{many} messages indexed."),
        "shell_stopped": ("Gestopt.", "Stopped."),
        "shell_written": ("Geschreven: {file}", "Written: {file}"),
        "shell_no_change": (
            "De modellen en de migraties komen overeen; er is niets te schrijven.",
            "Models and migrations agree; there is nothing to write.",
        ),
        "shell_backup": (
            "Reservekopie: {file} ({size} kB), en {files} bestanden in de map ernaast",
            "Backup: {file} ({size} kB), and {files} files in the folder beside it",
        ),
        "shell_restored": (
            "Teruggezet uit {file}. Wat er stond, staat nu in {aside}. Elke app haalt alles opnieuw op.",
            "Restored from {file}. What was there is now in {aside}. Every client fetches everything anew.",
        ),
        "shell_not_a_backup": (
            "{file} is geen reservekopie van Akkoord, of is beschadigd: {problem}",
            "{file} is not a backup of Akkoord, or is damaged: {problem}",
        ),
        "shell_backup_postgres": (
            "Deze gegevensbank is PostgreSQL. Maak een kopie met pg_dump; zie docs/how-to/back-up.md.",
            "This database is PostgreSQL. Back it up with pg_dump; see docs/how-to/back-up.md.",
        ),
        "shell_file_missing": ("Bestand {file} kan niet gelezen worden.", "File {file} cannot be read."),
        "shell_file_exists": (
            "Bestand {file} bestaat al. Kies een andere naam.",
            "File {file} exists already. Choose another name.",
        ),
        "shell_column_missing": (
            "Het bestand heeft geen kolom “{column}”. Schrijf de kop zoals hij er staat.",
            "The file has no column “{column}”. Write its header as it stands there.",
        ),
        "shell_export_form": (
            "Geef het bestand een van deze uitgangen: {known}.",
            "Give the file one of these endings: {known}.",
        ),
        "shell_organisation_missing": (
            "Er is geen organisatie {slug}. Er is wel: {slugs}",
            "There is no organisation {slug}. There is: {slugs}",
        ),
        "shell_account_missing": ("Er is geen account {login}.", "There is no account {login}."),
        "shell_founded": (
            "{name} is aangemaakt ({slug}); {admin} krijgt een uitnodiging op {address}.",
            "{name} was created ({slug}); {admin} gets an invitation at {address}.",
        ),
        "shell_appointed": (
            "{name} is nu beheerder van {organisation}.",
            "{name} is now an administrator of {organisation}.",
        ),
        "shell_unreachable": (
            "Geen antwoord van {url}: {problem}",
            "No answer from {url}: {problem}",
        ),
        "demo_database": ("Gegevensbank klaarmaken …", "Preparing the database …"),
        "demo_seeding": ("Het demokoor inlezen …", "Importing the demo choir …"),
        "demo_bot": ("De beheerbot starten …", "Starting the admin bot …"),
        "demo_sign_in": (
            "Meld je aan als een van deze leden; het wachtwoord is {password}",
            "Sign in as one of these members; the password is {password}",
        ),
        "demo_more": ("… en {count} anderen, telkens met de voornaam.", "… and {count} others, each by first name."),
        "demo_outbox": ("Elke mail die vertrekt staat op {url}", "Every mail that leaves is at {url}"),
        "doctor_ok": ("{part}: in orde", "{part}: fine"),
        "doctor_problem": ("{part}: {problem}", "{part}: {problem}"),
        "doctor_migrations": (
            "{names} is nog niet uitgevoerd. Doe: akkoord migrate",
            "{names} was not run yet. Do: akkoord migrate",
        ),
        "doctor_no_mail": (
            "geen mailserver ingesteld. Zet AKKOORD_SMTP_HOST",
            "no mail relay set. Set AKKOORD_SMTP_HOST",
        ),
        "doctor_mail_down": (
            "{host}:{port} antwoordt niet ({problem}). Kijk AKKOORD_SMTP_HOST, _PORT en _SECURITY na",
            "{host}:{port} does not answer ({problem}). Check AKKOORD_SMTP_HOST, _PORT and _SECURITY",
        ),
        "doctor_dead_jobs": (
            "{count} taken zijn definitief mislukt. De laatste: {kind}: {problem}",
            "{count} jobs failed for good. The latest: {kind}: {problem}",
        ),
        "doctor_reports": (
            "gemelde berichten waarover niemand mag beslissen, want wie dat mag schreef ze zelf: {count}, bij {names}. "
            "Spreek met de vereniging een tweede beheerder af en doe: akkoord admin appoint",
            "reported messages that nobody may decide on, as who may wrote them: {count}, of {names}. Agree "
            "on a second administrator with the organisation and do: akkoord admin appoint",
        ),
        "doctor_disk": (
            "nog {free} MB vrij in {folder}. Maak plaats",
            "{free} MB free left in {folder}. Make room",
        ),
        "doctor_url": (
            "AKKOORD_URL is niet gezet: links in mails wijzen naar {url}",
            "AKKOORD_URL is not set: links in mails point to {url}",
        ),
    }
)
