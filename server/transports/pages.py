"""Small pages of the server itself: plain HTML that works without the client and without a script."""

from html import escape

from starlette.responses import Response

from server.kernel.errors import Reason
from server.kernel.language import Language, say

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    # The address of such a page may hold a secret, which must not reach whoever it links to.
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Robots-Tag": "noindex",
    "Cache-Control": "no-store",
}

STYLE = """\
:root {
  color-scheme: light dark;
  --ground: #f4f6f5; --card: #fff; --ink: #17201b; --soft: #55625b; --deep: #1f6b4f; --on: #fff
}
@media (prefers-color-scheme: dark) {
  :root { --ground: #111714; --card: #1b231f; --ink: #eef3f0; --soft: #a9b7b0; --deep: #7fd0ae; --on: #0c1f17 }
}
* { box-sizing: border-box }
body { margin: 0; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif }
main { max-width: 40rem; margin: 0 auto }
h1 { font-size: 1.5rem; line-height: 1.25 }
h2 { font-size: 1.125rem; line-height: 1.3; margin: 0 0 .5rem }
a { color: var(--deep) }
a:focus-visible, button:focus-visible { outline: 3px solid var(--deep); outline-offset: 2px }
.card { margin: 0 0 1rem; padding: 1.25rem; border-radius: .75rem; background: var(--card); overflow-wrap: anywhere }
.card > :last-child { margin-bottom: 0 }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; margin: 0 0 1rem; color: var(--soft) }
dd { margin: 0; min-width: 0 }
.text { margin: 0 0 1rem; white-space: pre-wrap }
button { min-height: 2.75rem; padding: .5rem 1.5rem; border: 0; border-radius: .5rem; background: var(--deep);
  color: var(--on); font: inherit; font-weight: 600; cursor: pointer }
"""
STYLE_PATH = "/mail/page.css"


def page(language: Language, title: str, body: str, status: int = 200) -> Response:
    """A whole page; `title` is text, `body` is HTML that stands below it."""
    html = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<title>{escape(title)} – Akkoord</title>\n<link rel="stylesheet" href="{STYLE_PATH}">\n</head>\n<body>\n'
        f"<main>\n<h1>{escape(title)}</h1>\n{body}\n</main>\n</body>\n</html>\n"
    )
    return Response(html, status, HEADERS, "text/html; charset=utf-8")


def style() -> Response:
    """The style sheet of these pages."""
    return Response(STYLE, 200, {**HEADERS, "Cache-Control": "public, max-age=3600"}, "text/css; charset=utf-8")


def words(key: str, language: Language) -> str:
    """A sentence of the catalogue, fit to stand in HTML."""
    return escape(say(Reason(key), language))
