"""What families say."""

from server.kernel.language import sentences

sentences(
    {
        "audit_family.create": ("Gezin gemaakt", "Family made"),
        "audit_family.change": ("Gezin gewijzigd", "Family changed"),
        "audit_family.remove": ("Gezin verwijderd", "Family removed"),
        "audit_family.put_member": ("Iemand in een gezin gezet", "Somebody put in a family"),
        "audit_family.take_out": ("Iemand uit een gezin gehaald", "Somebody taken out of a family"),
        "audit_family_function.create": ("Functie in gezinnen gemaakt", "Function in families made"),
        "audit_family_function.change": ("Functie in gezinnen gewijzigd", "Function in families changed"),
        "audit_family_function.remove": ("Functie in gezinnen verwijderd", "Function in families removed"),
        "audit_guardian.block": ("Ouder of voogd geblokkeerd", "Guardian blocked"),
        "audit_guardian.unblock": ("Ouder of voogd weer toegelaten", "Guardian let in again"),
        "family_name_taken": (
            "Er is al een gezin met deze naam. Kies een andere, bijvoorbeeld met de straat erbij.",
            "There is a family of this name already. Choose another, for example with the street.",
        ),
        "family_persons_only": (
            "Een organisatie hoort niet in een gezin. Kies een persoon.",
            "A company does not belong to a family. Choose a person.",
        ),
        "family_cyclic": (
            "{name} zou zo kind en ouder van dezelfde persoon worden. Kijk de functies in de gezinnen na.",
            "{name} would be child and parent of the same person. Check the functions in the families.",
        ),
        "family_younger": (
            "{parent} is jonger dan {child} en kan geen ouder zijn. Kijk de geboortedatums na.",
            "{parent} is younger than {child} and cannot be a parent. Check the dates of birth.",
        ),
        "family_function_taken": (
            "Er is al een functie met deze naam. Kies een andere.",
            "There is a function of this name already. Choose another.",
        ),
        "family_function_used": (
            "Deze functie is nog in gebruik. Geef die personen eerst een andere functie.",
            "This function is in use. Give those people another function first.",
        ),
        "family_function_both": (
            "Een kind handelt niet voor anderen in het gezin. Kies een van beide.",
            "A child does not act for others in the family. Choose one of both.",
        ),
        "guardian_self": ("Kies twee verschillende personen.", "Choose two different people."),
        "delegate_minor": (
            "Tot je 18 bent handelen je ouders voor je; dat kun je hier niet zelf regelen.",
            "Until you are 18 your parents act for you; you cannot arrange that here yourself.",
        ),
        "delegate_family": (
            "Dat kan alleen iemand uit je gezin zijn. Vraag de ledenbeheerder om het gezin aan te vullen.",
            "That can only be somebody of your family. Ask the member administrator to complete the family.",
        ),
        "delegate_login": (
            "Deze persoon heeft nog geen login. Vraag de ledenbeheerder om een uitnodiging te sturen.",
            "This person has no login yet. Ask the member administrator to send an invitation.",
        ),
        "link_of_family": (
            "Dit volgt uit het gezin. Vraag de ledenbeheerder om het te wijzigen.",
            "This follows from the family. Ask the member administrator to change it.",
        ),
    }
)
