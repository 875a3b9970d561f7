"""What polls say."""

from server.kernel.language import sentences

sentences(
    {
        "poll_closed": ("Deze peiling is gesloten.", "This poll is closed."),
        "poll_anonymous": (
            "Deze peiling is anoniem: niemand ziet wie wat koos.",
            "This poll is anonymous: nobody sees who chose what.",
        ),
        "poll_full": (
            "{option} is volzet: er is net niets meer vrij. Kies iets anders.",
            "{option} is full: nothing is left. Choose something else.",
        ),
        "poll_options_few": ("Geef minstens twee antwoorden.", "Give at least two answers."),
        "poll_options_many": (
            "Een peiling heeft hoogstens {limit} antwoorden.",
            "A poll has at most {limit} answers.",
        ),
        "poll_option_twice": ("{option} staat er al.", "{option} is there already."),
        "poll_option_text": ("Geef elk antwoord een tekst.", "Give each answer a text."),
        "poll_option_start": ("Geef elke datum een dag.", "Give each date a day."),
        "poll_option_places": (
            "Geef elk punt van de lijst een aantal plaatsen.",
            "Give each item of the list a number of places.",
        ),
        "poll_option_unknown": ("Dat antwoord hoort niet bij deze peiling.", "That answer is not one of this poll."),
        "poll_one_only": ("Kies één antwoord.", "Choose one answer."),
        "poll_value": ("Dat kan alleen bij een datumpeiling.", "That is for polls about dates only."),
        "poll_count": ("Een aantal kan alleen bij een lijst.", "A number is for lists only."),
        "poll_closes_past": ("Kies een moment dat nog komt.", "Choose a moment that is still to come."),
        "poll_not_dates": ("Alleen een datum wordt een activiteit.", "Only a date becomes an activity."),
        "poll_settled": ("Er is al een datum gekozen.", "A date was chosen already."),
        "poll_administrator": (
            "Wie beheert, moet in het gesprek zitten.",
            "Who administers it must sit in the conversation.",
        ),
        "poll_administrator_listed": (
            "Een peiling in een verzendlijst beheren de beheerders van die lijst.",
            "A poll in a broadcast list is run by the administrators of that list.",
        ),
        "poll_reminded": (
            "Er is vandaag al een herinnering verstuurd. Morgen kan het opnieuw.",
            "A reminder was sent today already. Tomorrow you can send another.",
        ),
        "audit_poll.settle": ("Datum gekozen en in de agenda gezet", "Date chosen and put in the agenda"),
    }
)
