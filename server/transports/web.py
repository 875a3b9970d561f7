"""The web client's files, with the headers that keep a page from running anything else."""

import mimetypes
from functools import cached_property
from pathlib import Path

import msgspec
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response

from server.transports.requests import COOKIE

SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "media-src 'self' blob:; connect-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'; object-src 'none'; worker-src 'self'; "
    "manifest-src 'self'"
)

HEADERS = {
    "Content-Security-Policy": SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "geolocation=(), camera=(self), microphone=(self)",
}

OF_ASSETS = {"X-Content-Type-Options": HEADERS["X-Content-Type-Options"]}
"""A policy governs a page: half a kilobyte beside each of its scripts and styles would be in vain."""

NOT_PAGES = {"api", "assets", "calendar", "demo", "files", "mail", "poll", "ws"}
"""What an address of the client never begins with: a program that asks there wants no page."""

SCREENS = "screens.json"
"""Written by the client's build: the files of each screen, by the beginning of its address (`*` for a number)."""

FOR_ANYBODY = {"link", "invitation", "request-login"}
"""Screens that are the same for who is signed in and who is not."""

YEAR = "public, max-age=31536000, immutable"

mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")


class WebClient:
    """Serves the built client: hashed assets for a year, its page for every address of the client."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    @property
    def built(self) -> bool:
        """Whether there is a client to serve."""
        return (self._folder / "index.html").is_file()

    async def serve(self, request: Request) -> Response:
        """A file, or the page. A missing asset is 404, never the page: an old tab would take it for its script."""
        path = request.path_params.get("path", "").lstrip("/")
        file = (self._folder / path).resolve()
        if path and file.is_relative_to(self._folder) and file.is_file() and file.suffix != ".gz":
            return self._file(request, file, YEAR if path.startswith("assets/") else "no-cache")
        if "." in path.rsplit("/", 1)[-1] or path.split("/", 1)[0] in NOT_PAGES:
            return PlainTextResponse("404", 404, headers=HEADERS)
        page = self._file(request, self._folder / "index.html", "no-cache")
        if files := self._files_of(path, signed_in=COOKIE in request.cookies):
            page.headers["Link"] = ", ".join(_fetched_early(file) for file in files)
        return page

    @cached_property
    def _screens(self) -> dict[str, list[str]]:
        listed = self._folder / SCREENS
        return msgspec.json.decode(listed.read_bytes(), type=dict[str, list[str]]) if listed.is_file() else {}

    def _files_of(self, path: str, *, signed_in: bool) -> list[str]:
        """What the screen of an address needs besides the page; a stranger is asked to sign in first."""
        parts = ["*" if part.isdigit() else part for part in path.split("/")]
        if not signed_in and parts[0] not in FOR_ANYBODY:
            parts = ["sign-in"]
        return self._screens.get("/".join(parts[:2]), self._screens.get(parts[0], []))

    def _file(self, request: Request, file: Path, caching: str) -> Response:
        own = OF_ASSETS if caching == YEAR and file.suffix in {".js", ".css"} else HEADERS
        headers = {**own, "Cache-Control": caching, "Vary": "Accept-Encoding"}
        media_type = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
        packed = file.with_name(file.name + ".gz")
        if "gzip" in request.headers.get("accept-encoding", "") and packed.is_file():
            return FileResponse(packed, headers={**headers, "Content-Encoding": "gzip"}, media_type=media_type)
        return FileResponse(file, headers=headers, media_type=media_type)


def _fetched_early(file: str) -> str:
    how = "rel=preload; as=style; crossorigin" if file.endswith(".css") else "rel=modulepreload"
    return f"</{file}>; {how}"
