"""Whether the mail relay answers."""

import aiosmtplib

from server.kernel.errors import Reason
from server.settings import Settings


async def mail_problem(settings: Settings) -> Reason | None:
    """Connect to the relay and greet it; what is wrong, if anything."""
    if not settings.smtp_host:
        return Reason("doctor_no_mail")
    client = aiosmtplib.SMTP(
        hostname=settings.smtp_host,
        port=settings.smtp_port,
        use_tls=settings.smtp_security == "tls",
        start_tls=settings.smtp_security == "starttls",
        timeout=10,
    )
    try:
        async with client:
            await client.noop()
    except (aiosmtplib.SMTPException, OSError) as problem:
        return Reason("doctor_mail_down", host=settings.smtp_host, port=settings.smtp_port, problem=str(problem))
    return None
