"""What memberships say."""

from server.kernel.language import sentences

sentences(
    {
        "audit_membershiptype.create": ("Soort lidmaatschap gemaakt", "Type of membership made"),
        "audit_membershiptype.change": ("Soort lidmaatschap gewijzigd", "Type of membership changed"),
        "audit_membershiptype.close": ("Soort lidmaatschap afgesloten", "Type of membership closed"),
        "audit_membershiptype.reopen": ("Soort lidmaatschap heropend", "Type of membership reopened"),
        "audit_membershiptype.remove": ("Soort lidmaatschap verwijderd", "Type of membership removed"),
        "audit_membership.start": ("Lidmaatschap begonnen", "Membership started"),
        "audit_membership.start_many": ("Lidmaatschappen begonnen", "Memberships started"),
        "audit_membership.take_back": ("Begonnen lidmaatschappen teruggenomen", "Started memberships taken back"),
        "audit_membership.change": ("Lidmaatschap gewijzigd", "Membership changed"),
        "audit_membership.end": ("Lidmaatschap beëindigd", "Membership ended"),
        "audit_membership.remove": ("Lidmaatschap verwijderd", "Membership removed"),
        "audit_member.join": ("Nieuw lid ingeschreven", "Newcomer enrolled"),
        "audit_member.leave": ("Lid uitgeschreven", "Leaver taken out"),
        "membership_type_exists": (
            "Er is al een soort lidmaatschap met de naam {name}. Kies een andere naam.",
            "There is a type of membership named {name} already. Choose another name.",
        ),
        "membership_type_used": (
            "{name} is al gebruikt. Sluit deze soort af in plaats van ze te verwijderen.",
            "{name} has been used. Close this type instead of removing it.",
        ),
        "membership_type_closed": (
            "{name} is afgesloten. Kies een andere soort lidmaatschap.",
            "{name} is closed. Choose another type of membership.",
        ),
        "membership_option_twice": (
            "Twee opties heten hetzelfde. Geef elke optie een eigen naam.",
            "Two options have the same name. Give each option a name of its own.",
        ),
        "membership_option_foreign": (
            "Deze optie hoort niet bij deze soort lidmaatschap. Kies er een uit de lijst.",
            "This option does not come with this type of membership. Choose one from the list.",
        ),
        "membership_days": (
            "De laatste dag mag niet voor de eerste komen.",
            "The last day may not come before the first.",
        ),
        "membership_twice": (
            "{contact} heeft in die periode al een lidmaatschap {type}. Beëindig dat eerst, of kies andere dagen.",
            "{contact} has a membership {type} in that period already. End that first, or choose other days.",
        ),
        "company_no_member": (
            "Een bedrijf is geen lid. Kies een persoon.",
            "A company is no member. Choose a person.",
        ),
        "person_exists": (
            "{name} staat al in de ledenlijst. Kies die persoon, of geef aan dat dit iemand anders is.",
            "{name} is known already. Choose that person, or say that this is somebody else.",
        ),
        "person_or_contact": (
            "Vul een nieuwe persoon in, of kies iemand die al bekend is.",
            "Fill in a new person, or choose somebody who is known.",
        ),
        "leave_nothing": (
            "{contact} heeft op die dag geen functie en geen lidmaatschap. Er valt niets te beëindigen.",
            "{contact} has no function and no membership on that day. There is nothing to end.",
        ),
        "access_ends_today": (
            "De toegang eindigt meteen. Kies vandaag of een vroegere dag, of laat de toegang nu nog staan.",
            "Access ends at once. Choose today or an earlier day, or leave the access as it is for now.",
        ),
    }
)
