"""What whoever runs the server looks at: health, readiness, figures."""

import time
from collections.abc import Awaitable, Callable

import msgspec
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from server.kernel.database import rows
from server.kernel.wire import encode
from server.kernel.worker import dead_letters, oldest_waiting
from server.moderation.answering import unanswerable
from server.transports.websocket import Connections


class Problem(msgspec.Struct, frozen=True):
    """Why the server is not ready."""

    part: str
    problem: str


class OperatorDoor:
    """Answers `/healthz`, `/readyz` and `/metrics`."""

    def __init__(self, connections: Connections, problems: Callable[[], Awaitable[list[Problem]]]) -> None:
        self._connections = connections
        self._problems = problems
        self._started = time.time()

    async def healthz(self, _request: Request) -> Response:
        """The process answers."""
        return PlainTextResponse("ok\n")

    async def readyz(self, _request: Request) -> Response:
        """The database answers too, and nothing stands in the way of serving."""
        problems = await self._problems()
        return Response(encode({"ready": not problems, "problems": problems}), 503 if problems else 200, None, JSON)

    async def metrics(self, _request: Request) -> Response:
        """Figures in Prometheus' text format."""
        waiting = await rows('SELECT COUNT(*) AS "n" FROM "job" WHERE "failed_at" IS NULL')
        outbox = await rows(
            'SELECT "state", COUNT(*) AS "n" FROM "outbox" WHERE "organisation_id" >= 0 GROUP BY "state"'
        )
        figures = [
            ("akkoord_connections", "gauge", "Open WebSockets.", [("", len(self._connections))]),
            ("akkoord_jobs_waiting", "gauge", "Jobs that wait.", [("", waiting[0]["n"])]),
            ("akkoord_jobs_late_seconds", "gauge", "How late the oldest due job is.", [("", await oldest_waiting())]),
            ("akkoord_jobs_dead", "gauge", "Jobs that failed for good.", [("", len(await dead_letters()))]),
            (
                "akkoord_reports_unanswerable",
                "gauge",
                "Reports that nobody may answer.",
                [("", await _stuck_reports())],
            ),
            ("akkoord_mails", "gauge", "Mails by state.", [(f'{{state="{r["state"]}"}}', r["n"]) for r in outbox]),
            ("akkoord_start_time_seconds", "gauge", "When the process started.", [("", round(self._started))]),
        ]
        return PlainTextResponse("".join(_figure(*figure) for figure in figures), media_type=PROMETHEUS)


JSON = "application/json"
PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"


async def _stuck_reports() -> int:
    return sum((await unanswerable()).values())


def _figure(name: str, kind: str, meaning: str, values: list[tuple[str, float]]) -> str:
    lines = [
        f"# HELP {name} {meaning}",
        f"# TYPE {name} {kind}",
        *(f"{name}{labels} {value}" for labels, value in values),
    ]
    return "\n".join(lines) + "\n"
