"""What the agenda says."""

from server.kernel.language import sentences

sentences(
    {
        "agenda_until": ("Het einde moet na het begin komen.", "The end must come after the beginning."),
        "agenda_span": ("Vraag hoogstens twee jaar tegelijk.", "Ask for two years at most."),
        "local_form": (
            "Geef een dag en een uur zonder zone (2026-11-26T20:00:00); wat hele dagen duurt een dag (2026-11-28).",
            "Give a day and a time without a zone (2026-11-26T20:00:00); for whole days a day (2026-11-28).",
        ),
        "all_day_midnight": (
            "Wat hele dagen duurt, begint en eindigt om middernacht.",
            "What takes whole days begins and ends at midnight.",
        ),
        "all_day_minutes": (
            "Wat hele dagen duurt, duurt een veelvoud van 1440 minuten.",
            "What takes whole days takes a multiple of 1440 minutes.",
        ),
        "occurrence_end": ("Het einde moet na het begin komen.", "The end must come after the beginning."),
        "occurrence_cancelled": ("Deze activiteit gaat niet door.", "This activity does not go on."),
        "occurrence_over": ("Deze activiteit is voorbij.", "This activity is over."),
        "answers_closed": (
            "Antwoorden kan niet meer. Laat het de organisator weten.",
            "It is too late to answer. Tell who organises it.",
        ),
        "audit_attendance.set": ("Voor iemand geantwoord", "Answered for somebody"),
        "occurrence_long": ("Hoogstens {limit} dagen.", "At most {limit} days."),
        "clock_gap": (
            "Op {day} bestaat {time} niet in {zone}: de klok wordt dan vooruitgezet. Kies een ander uur.",
            "On {day} there is no {time} in {zone}: the clocks go forward. Choose another time.",
        ),
        "clock_overlap": (
            "Op {day} komt {time} twee keer voor in {zone}: de klok wordt dan teruggezet. Kies een ander uur.",
            "On {day} {time} comes twice in {zone}: the clocks go back. Choose another time.",
        ),
        "zone_unknown": (
            "De tijdzone {zone} is niet bekend. Schrijf ze als Europe/Brussels.",
            "The time zone {zone} is not known. Write it like Europe/Brussels.",
        ),
        "rule_frequency": (
            "Een herhaling is dagelijks, wekelijks, maandelijks of jaarlijks (FREQ=WEEKLY), niet {part}.",
            "It repeats daily, weekly, monthly or yearly (FREQ=WEEKLY), not {part}.",
        ),
        "rule_syntax": (
            "Deze herhaling is niet te lezen: {part}. Schrijf ze als FREQ=WEEKLY;BYDAY=TH.",
            "This repetition cannot be read: {part}. Write it like FREQ=WEEKLY;BYDAY=TH.",
        ),
        "rule_part": ("Dit deel van een herhaling kan hier niet: {part}.", "This part of a rule is not taken: {part}."),
        "rule_value": ("Deze waarde past niet in een herhaling: {part}.", "This value does not fit a rule: {part}."),
        "rule_too_often": ("Een reeks telt hoogstens 1000 keer: {part}.", "A series has at most 1000 times: {part}."),
        "rule_too_slow": (
            "Deze herhaling is te ingewikkeld om uit te rekenen. Kies een eenvoudigere.",
            "This repetition is too complicated to work out. Choose a simpler one.",
        ),
        "rule_no_dates": (
            "Deze herhaling heeft geen enkele datum meer in het laatste jaar of later.",
            "This repetition has no date left in the last year or later.",
        ),
        "calendar_links_full": (
            "Je hebt al {limit} agenda-adressen. Trek ze eerst in, en maak dan een nieuw.",
            "You have {limit} calendar addresses already. Withdraw them first, then make a new one.",
        ),
    }
)

sentences(
    {
        "untitled": ("Zonder titel", "Untitled"),
        "calendar_not_a_calendar": (
            "Dit is geen agendabestand. Exporteer de agenda als .ics en probeer opnieuw.",
            "This is not a calendar file. Export the calendar as .ics and try again.",
        ),
        "calendar_too_many_lines": (
            "Het bestand heeft te veel regels: hoogstens {limit}. Splits het.",
            "The file has too many lines: at most {limit}. Split it.",
        ),
        "calendar_too_many_events": (
            "Het bestand heeft te veel activiteiten: hoogstens {limit}. Splits het.",
            "The file has too many activities: at most {limit}. Split it.",
        ),
        "calendar_too_many_occurrences": (
            "Samen zijn dat meer dan {limit} data. Splits het bestand.",
            "Together that is more than {limit} dates. Split the file.",
        ),
        "calendar_too_deep": (
            "Dit agendabestand is te diep genest en is niet gelezen.",
            "This calendar file is nested too deeply and was not read.",
        ),
        "item_start_missing": ("Er staat geen begin bij (DTSTART).", "It has no beginning (DTSTART)."),
        "item_end_before_start": ("Het einde komt voor het begin.", "The end comes before the beginning."),
        "item_too_long": ("Ze duurt langer dan {limit} dagen.", "It takes longer than {limit} days."),
        "item_zone_unknown": ("De tijdzone {zone} is niet bekend.", "The time zone {zone} is not known."),
        "item_value_broken": ("{property} is niet te lezen: {value}.", "{property} cannot be read: {value}."),
        "item_several_rules": (
            "Ze heeft meer dan één herhaling (RRULE); dat kunnen agenda's niet eenduidig lezen.",
            "It has more than one rule (RRULE), which calendars do not read alike.",
        ),
        "item_exception_rule": (
            "Een herhaling van uitzonderingen (EXRULE) bestaat niet meer. Zet de data in EXDATE.",
            "A rule of exceptions (EXRULE) no longer exists. Put the dates in EXDATE.",
        ),
        "item_range_unsupported": (
            "Een wijziging van deze en alle latere keren (RANGE) wordt niet gelezen.",
            "A change of this and all later times (RANGE) is not read.",
        ),
        "item_too_many_dates": ("Ze heeft meer dan {limit} losse data.", "It has more than {limit} single dates."),
        "item_unfinished": ("Het bestand houdt hier te vroeg op.", "The file ends too early here."),
        "item_duplicate": (
            "Dezelfde activiteit staat er nog eens; de nieuwste is genomen.",
            "The same activity is there again; the newest was taken.",
        ),
        "item_own_calendar": (
            "Dit komt uit Akkoord zelf en staat al in de agenda.",
            "This comes from Akkoord itself and is in the agenda already.",
        ),
        "calendar_too_large": (
            "Het bestand is te groot: hoogstens {limit} bytes. Splits het.",
            "The file is too large: at most {limit} bytes. Split it.",
        ),
        "calendar_refused": ("{file} is niet ingelezen. {sentence}", "{file} was not imported. {sentence}"),
        "calendar_taken": (
            "{file}: {added} activiteiten nieuw, {changed} gewijzigd, {unchanged} ongewijzigd, {refused} geweigerd; "
            "{dates_added} data nieuw, {dates_changed} gewijzigd, {dates_cancelled} afgelast.",
            "{file}: {added} activities new, {changed} changed, {unchanged} unchanged, {refused} refused; "
            "{dates_added} dates new, {dates_changed} changed, {dates_cancelled} cancelled.",
        ),
        "audit_series.create": ("Activiteit gepland", "Activity planned"),
        "audit_occurrence.change": ("Activiteit gewijzigd", "Activity changed"),
        "audit_occurrence.cancel": ("Activiteit afgelast", "Activity cancelled"),
        "calendar_line": ("Regel {line}: {sentence}", "Line {line}: {sentence}"),
    }
)
