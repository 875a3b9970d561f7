"""What consents say."""

from server.kernel.audit import named_by
from server.kernel.language import sentences
from server.people.models import ConsentPurpose

named_by("consent_purpose", ConsentPurpose)

sentences(
    {
        "consent_closed": (
            "Hiervoor wordt geen toestemming meer gevraagd.",
            "Consent is no longer asked for this.",
        ),
        "consent_name_taken": (
            "Er is al een toestemming met deze naam. Kies een andere.",
            "There is a consent of this name already. Choose another.",
        ),
        "consent_text_fixed": (
            "Mensen stemden met deze tekst in. Sluit deze toestemming, en maak een nieuwe met de andere tekst.",
            "People agreed to this text. Close this consent, and make a new one with the other text.",
        ),
        "consent_file": ("toestemmingen.csv", "consents.csv"),
        "consent_column_contact_name": ("Naam", "Name"),
        "consent_column_given_at": ("Gegeven op", "Given at"),
        "consent_column_source": ("Door", "By"),
        "consent_column_withdrawn_at": ("Ingetrokken op", "Withdrawn at"),
        "consent_column_withdrawn_source": ("Ingetrokken door", "Withdrawn by"),
        "audit_consent.define": ("Toestemming bepaald", "Consent defined"),
        "audit_consent.give": ("Toestemming genoteerd", "Consent noted"),
        "audit_consent.withdraw": ("Toestemming ingetrokken", "Consent withdrawn"),
    }
)
