"""Countries by their two letters (ISO 3166-1) and by name in Dutch, French, German and English."""

from server.people.sheets.cells import unescaped
from server.people.sheets.columns import plain
from server.people.sheets.values import WrongValue

_CODES = frozenset(
    """
    AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC
    CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD
    GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH
    KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW
    MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC
    SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY
    UZ VA VC VE VG VI VN VU WF WS XK YE YT ZA ZM ZW
    """.split()
)
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
    told = unescaped(text).strip()
    if told.upper() in _CODES:
        return told.upper()
    if (code := _BY_NAME.get(plain(told))) is None:
        raise WrongValue("unknown_country", value=told[:80])
    return code
