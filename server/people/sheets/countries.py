"""Countries by their two letters (ISO 3166-1) and by name in Dutch, French, German and English."""

import re

from server.people.sheets.columns import plain
from server.people.sheets.values import WrongValue

_NAMES = {
    "BE": "belgie belgique belgien belgium",
    "NL": "nederland paysbas niederlande netherlands thenetherlands holland",
    "FR": "frankrijk france frankreich",
    "DE": "duitsland allemagne deutschland germany",
    "LU": "luxemburg luxembourg",
    "GB": "verenigdkoninkrijk grootbrittannie engeland royaumeuni unitedkingdom greatbritain england uk",
    "IE": "ierland irlande irland ireland",
    "ES": "spanje espagne spanien spain espana",
    "PT": "portugal",
    "IT": "italie italien italy italia",
    "CH": "zwitserland suisse schweiz switzerland",
    "AT": "oostenrijk autriche osterreich austria",
    "PL": "polen pologne poland polska",
    "CZ": "tsjechie tchequie tschechien czechia",
    "HU": "hongarije hongrie ungarn hungary",
    "RO": "roemenie roumanie rumanien romania",
    "GR": "griekenland grece griechenland greece",
    "DK": "denemarken danemark danemark denmark",
    "SE": "zweden suede schweden sweden",
    "NO": "noorwegen norvege norwegen norway",
    "FI": "finland finlande finnland",
    "TR": "turkije turquie turkei turkey turkiye",
    "MA": "marokko maroc morocco",
    "UA": "oekraine ukraine",
    "SR": "suriname",
    "US": "verenigdestaten etatsunis vereinigtestaaten unitedstates usa",
    "CA": "canada kanada",
}
_BY_NAME = {name: code for code, names in _NAMES.items() for name in names.split()}


def read_country(text: str) -> str:
    """A country's two letters, from those letters or its name."""
    told = text.strip()
    if (code := _BY_NAME.get(plain(told))) is not None:
        return code
    if not re.fullmatch("[A-Za-z]{2}", told):
        raise WrongValue("unknown_country", value=told[:80])
    return told.upper()
