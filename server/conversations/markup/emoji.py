"""Whether a text is one emoji: what one may react with."""

import re

PICTURES = (
    "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u2199\u21a9\u21aa\u231a\u231b\u2328\u2388\u23cf\u23e9-\u23f3"
    "\u23f8-\u23fa\u24c2\u25aa\u25ab\u25b6\u25c0\u25fb-\u25fe\u2600-\u2605\u2607-\u2612\u2614-\u2685\u2690-\u2705"
    "\u2708-\u2712\u2714\u2716\u271d\u2721\u2728\u2733\u2734\u2744\u2747\u274c\u274e\u2753-\u2755\u2757\u2763-\u2767"
    "\u2795-\u2797\u27a1\u27b0\u27bf\u2934\u2935\u2b05-\u2b07\u2b1b\u2b1c\u2b50\u2b55\u3030\u303d\u3297\u3299"
    "\U0001f004\U0001f0cf\U0001f170\U0001f171\U0001f17e\U0001f17f\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f202"
    "\U0001f21a\U0001f22f\U0001f232-\U0001f23a\U0001f250\U0001f251\U0001f300-\U0001f3fa\U0001f400-\U0001f64f"
    "\U0001f680-\U0001f6ff\U0001f774-\U0001f77f\U0001f7d5-\U0001f7ff\U0001f90c-\U0001f9ff\U0001fa00-\U0001faff"
)
"""What Unicode calls Extended_Pictographic (UTS 51), as far as it is or may become an emoji."""
ONE = f"[{PICTURES}](?:\ufe0f|[\U0001f3fb-\U0001f3ff])?\u20e3?(?:[\U000e0020-\U000e007e]{{1,16}}\U000e007f)?"
EMOJI = re.compile(
    f"(?:[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|{ONE}(?:\u200d{ONE}|\u200d[\u2640\u2642\u2695]\ufe0f?){{0,8}})"
)


def is_emoji(text: str) -> bool:
    """Whether a text is exactly one emoji, also one joined of several or with a tint of skin."""
    return EMOJI.fullmatch(text) is not None
