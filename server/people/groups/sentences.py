"""What seasons and groups say."""

from server.kernel.language import sentences

sentences(
    {
        "audit_season.create": ("Seizoen gemaakt", "Season made"),
        "audit_season.change": ("Seizoen gewijzigd", "Season changed"),
        "audit_season.close": ("Seizoen afgesloten", "Season closed"),
        "audit_season.reopen": ("Seizoen heropend", "Season reopened"),
        "audit_season.remove": ("Seizoen verwijderd", "Season removed"),
        "audit_group.create": ("Groep gemaakt", "Group made"),
        "audit_group.change": ("Groep gewijzigd", "Group changed"),
        "audit_group.remove": ("Groep verwijderd", "Group removed"),
        "audit_group.copy": ("Groepen meegenomen naar een seizoen", "Groups taken along to a season"),
        "audit_function.create": ("Functie gemaakt", "Function made"),
        "audit_function.change": ("Functie gewijzigd", "Function changed"),
        "audit_function.reorder": ("Volgorde van functies gewijzigd", "Order of functions changed"),
        "audit_function.close": ("Functie afgesloten", "Function closed"),
        "audit_function.reopen": ("Functie heropend", "Function reopened"),
        "audit_function.remove": ("Functie verwijderd", "Function removed"),
        "audit_placement.put": ("Iemand in een groep geplaatst", "Somebody placed in a group"),
        "audit_placement.put_many": ("Mensen in een groep geplaatst", "People placed in a group"),
        "audit_placement.take_back": ("Plaatsen in een groep teruggenomen", "Places in a group taken back"),
        "audit_placement.change": ("Plaats in een groep gewijzigd", "Place in a group changed"),
        "audit_placement.end": ("Plaats in een groep beëindigd", "Place in a group ended"),
        "audit_placement.remove": ("Plaats in een groep verwijderd", "Place in a group removed"),
        "season_days": (
            "De laatste dag moet na de eerste komen.",
            "The last day must come after the first.",
        ),
        "season_long": (
            "Een seizoen duurt hoogstens drie jaar. Kies een vroegere laatste dag.",
            "A season lasts three years at most. Choose an earlier last day.",
        ),
        "day_far": (
            "Kies een dag tussen 1900 en 2199.",
            "Choose a day between 1900 and 2199.",
        ),
        "seasons_overlap": (
            "Deze dagen vallen samen met het seizoen {season}. Twee seizoenen lopen nooit tegelijk: kies andere dagen.",
            "These days overlap with the season {season}. Two seasons never run at once: choose other days.",
        ),
        "season_exists": (
            "Er is al een seizoen met de naam {name}. Kies een andere naam.",
            "There is a season named {name} already. Choose another name.",
        ),
        "season_has_groups": (
            "In het seizoen {season} staan nog groepen. Verwijder die eerst, of sluit het seizoen af.",
            "There are groups in the season {season}. Remove those first, or close the season.",
        ),
        "season_closed": (
            "Het seizoen {season} is afgesloten: je kunt er alleen in kijken. Heropen het eerst.",
            "The season {season} is closed: it can only be looked at. Reopen it first.",
        ),
        "no_season": (
            "Er is nog geen seizoen. Maak er eerst een.",
            "There is no season yet. Make one first.",
        ),
        "group_exists": (
            "In dit seizoen is er al een groep met de naam {name}. Kies een andere naam.",
            "There is a group named {name} in this season already. Choose another name.",
        ),
        "group_elsewhere": (
            "{name} bestaat al in een ander seizoen. Kopieer die groep naar dit seizoen, of kies een andere naam.",
            "{name} is in another season already. Copy that group to this season, or choose another name.",
        ),
        "group_not_in_season": (
            "{group} bestaat niet in het seizoen {season}. Kopieer de groep eerst naar dat seizoen.",
            "{group} is not in the season {season}. Copy the group to that season first.",
        ),
        "group_has_members": (
            "In {group} staan of stonden dit seizoen mensen. Haal hen er eerst uit.",
            "There are or were people in {group} this season. Take them out first.",
        ),
        "group_led": (
            "Iemand heeft nog een rol in {group}. Neem die rol eerst af.",
            "Somebody still has a role in {group}. Take that role away first.",
        ),
        "meeting_until": (
            "Een repetitie moet later eindigen dan ze begint.",
            "A meeting must end later than it begins.",
        ),
        "function_exists": (
            "Er is al een functie met de naam {name}. Kies een andere naam.",
            "There is a function named {name} already. Choose another name.",
        ),
        "function_used": (
            "Er staan of stonden mensen als {function} in een groep. Sluit ze af in plaats van ze te verwijderen.",
            "People are or were {function} in a group. Close the function instead of removing it.",
        ),
        "function_closed": (
            "De functie {function} is afgesloten. Kies een andere functie.",
            "The function {function} is closed. Choose another function.",
        ),
        "function_order": (
            "Noem elke functie hoogstens één keer.",
            "Name each function once at most.",
        ),
        "no_function": (
            "Er is nog geen functie. Maak er eerst een, zoals Zanger.",
            "There is no function yet. Make one first, such as Singer.",
        ),
        "company_not_placed": (
            "Een bedrijf staat niet in een groep. Kies een persoon.",
            "A company does not stand in a group. Choose a person.",
        ),
        "brings_in_others": (
            "Je beheert alleen wie vandaag in jouw groep staat. Vraag een beheerder om deze persoon toe te voegen.",
            "You manage only those who stand in your group today. Ask an administrator to add this person.",
        ),
        "placed_twice": (
            "{contact} staat in die periode al als {function} in {group}. Wijzig die plaats, of kies andere dagen.",
            "{contact} is {function} in {group} in that period already. Change that place, or choose other days.",
        ),
        "placement_days": (
            "De laatste dag mag niet voor de eerste komen.",
            "The last day may not come before the first.",
        ),
        "placement_outside": (
            "Kies een dag binnen het seizoen {season}: van {first} tot en met {last}.",
            "Choose a day within the season {season}: from {first} to {last}.",
        ),
        "copy_same_season": (
            "Kies een ander seizoen om naar te kopiëren.",
            "Choose another season to copy to.",
        ),
        "copy_functions_alone": (
            "Functies gaan mee met leden. Kies ook de leden.",
            "Functions come along with members. Choose the members too.",
        ),
    }
)
