"""What search says."""

from server.kernel.language import sentences

sentences(
    {
        "search_nothing": (
            "Typ minstens één woord, of kies een persoon, een datum, een soort of een gesprek.",
            "Type at least one word, or choose a person, a date, a kind or a conversation.",
        ),
        "search_period": ("Het einde ligt voor het begin.", "The end is before the beginning."),
    }
)
