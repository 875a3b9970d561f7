"""Names of fields as the log of administrative acts tells them. A name without words is told as it stands."""

from server.kernel.language import sentences

sentences(
    {
        "detail_abbreviation": ("afkorting", "abbreviation"),
        "detail_access": ("toegang", "access"),
        "detail_addresses": ("e-mailadressen", "e-mail addresses"),
        "detail_birth_date": ("geboortedatum", "birth date"),
        "detail_capacity": ("capaciteit", "capacity"),
        "detail_closed_at": ("afgesloten", "closed"),
        "detail_composition": ("bezetting", "composition"),
        "detail_field": ("eigen veld", "own field"),
        "detail_first_day": ("eerste dag", "first day"),
        "detail_first_name": ("voornaam", "first name"),
        "detail_kind": ("soort", "kind"),
        "detail_language": ("taal", "language"),
        "detail_last_day": ("laatste dag", "last day"),
        "detail_last_name": ("achternaam", "last name"),
        "detail_meetings": ("wanneer ze samenkomt", "when it meets"),
        "detail_membership": ("lidmaatschap", "membership"),
        "detail_memberships": ("lidmaatschappen", "memberships"),
        "detail_merged": ("samengevoegd met", "merged with"),
        "detail_name": ("naam", "name"),
        "detail_options": ("opties", "options"),
        "detail_people": ("contactpersonen", "contact persons"),
        "detail_phones": ("telefoonnummers", "telephone numbers"),
        "detail_picture": ("foto", "picture"),
        "detail_place": ("plaats", "place"),
        "detail_placement": ("functie in een groep", "function in a group"),
        "detail_placements": ("functies in groepen", "functions in groups"),
        "detail_position": ("volgorde", "order"),
        "detail_postal_addresses": ("postadressen", "postal addresses"),
        "detail_purpose": ("doel", "purpose"),
        "detail_remarks": ("opmerkingen", "remarks"),
        "detail_season": ("seizoen", "season"),
        "detail_sex": ("geslacht", "sex"),
        "detail_times": ("tijden", "times"),
        "detail_title": ("titel", "title"),
        "detail_type": ("type", "type"),
        "detail_zone": ("tijdzone", "time zone"),
    }
)
