"""Settings: one frozen object, read once from `akkoord.toml` and the environment."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec

from server.kernel.errors import StartRefused
from server.kernel.language import sentences

PREFIX = "AKKOORD_"

Port = Annotated[int, msgspec.Meta(ge=0, le=65535)]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Each can be set in `akkoord.toml` by its name, or in the environment as `AKKOORD_` and its name in capitals.

    The environment wins.
    """

    folder: Annotated[str, msgspec.Meta(description="Where the database, backups and files are kept.")] = "data"
    database: Annotated[
        str, msgspec.Meta(description="`postgres://user:password@host:port/name`; empty for SQLite in the folder.")
    ] = ""
    host: Annotated[str, msgspec.Meta(description="The address to listen on.")] = "127.0.0.1"
    port: Annotated[Port, msgspec.Meta(description="The port to listen on.")] = 8080
    url: Annotated[
        str, msgspec.Meta(description="The address at which members open Akkoord; links in mails begin with it.")
    ] = ""
    process: Annotated[
        int, msgspec.Meta(ge=0, le=63, description="Which of the installation's processes this is, 0 to 63.")
    ] = 0
    smtp_host: Annotated[str, msgspec.Meta(description="The mail relay; empty sends no mail and says so.")] = ""
    smtp_port: Annotated[Port, msgspec.Meta(description="The mail relay's port.")] = 587
    smtp_security: Annotated[
        Literal["starttls", "tls", "none"], msgspec.Meta(description="How the connection to the relay is protected.")
    ] = "starttls"
    smtp_username: Annotated[str, msgspec.Meta(description="The relay's user name, if it wants one.")] = ""
    smtp_password: Annotated[str, msgspec.Meta(description="The relay's password.")] = ""
    mail_from: Annotated[str, msgspec.Meta(description="The address from which mail is sent.")] = "akkoord@localhost"
    mail_after: Annotated[
        float, msgspec.Meta(ge=0, le=86400, description="Seconds that a message stays unread before it is mailed.")
    ] = 60.0
    file_limit: Annotated[int, msgspec.Meta(ge=1, le=5000, description="Megabytes that one file may have.")] = 50
    file_quota: Annotated[
        int, msgspec.Meta(ge=1, le=10_000_000, description="Megabytes that the files of an organisation may have.")
    ] = 5000
    push_key: Annotated[
        str,
        msgspec.Meta(
            description="An own private key for Web Push (VAPID): 32 bytes in base64url; empty for the one that is "
            "drawn at the first start and kept in the database. Devices must be turned on again after a change."
        ),
    ] = ""
    push_subject: Annotated[
        str,
        msgspec.Meta(
            description="Where push services reach whoever runs this server: `mailto:` and an address, or an https "
            "address; empty for the address of the site."
        ),
    ] = ""
    push_private: Annotated[
        bool, msgspec.Meta(description="Push services may stand in the own network, without https: only for tests.")
    ] = False
    previews: Annotated[
        bool,
        msgspec.Meta(
            description="Whether the server may look at links in messages, to show what stands behind them, for "
            "organisations that turn it on."
        ),
    ] = True
    s3_bucket: Annotated[
        str, msgspec.Meta(description="The S3 bucket in which files are kept; empty keeps them in the folder.")
    ] = ""
    s3_endpoint: Annotated[
        str, msgspec.Meta(description="The address of the S3 store; empty for Amazon's in the region.")
    ] = ""
    s3_region: Annotated[str, msgspec.Meta(description="The region of the S3 store.")] = "us-east-1"
    s3_key: Annotated[str, msgspec.Meta(description="The name of the key to the S3 store.")] = ""
    s3_secret: Annotated[str, msgspec.Meta(description="The secret of the key to the S3 store.")] = ""
    clamav: Annotated[
        str,
        msgspec.Meta(
            pattern=r"^(|/.+|[^/]+:[0-9]{1,5})$",
            description="Where clamd looks at files that come in: `host:port`, or its socket's path; empty for no.",
        ),
    ] = ""
    clamav_away: Annotated[
        Literal["refuse", "accept"], msgspec.Meta(description="What becomes of files while clamd does not answer.")
    ] = "refuse"
    log: Annotated[Literal["text", "json"], msgspec.Meta(description="How log lines are written.")] = "text"
    log_level: Annotated[
        Literal["debug", "info", "warning", "error"], msgspec.Meta(description="The least that is logged.")
    ] = "info"
    demo: Annotated[bool, msgspec.Meta(description="Set by `akkoord demo`: opens /demo/outbox.")] = False

    @property
    def database_url(self) -> str:
        """The database's address."""
        return self.database or f"sqlite:///{self.folder}/akkoord.sqlite3"

    @property
    def site_url(self) -> str:
        """The address at which members open Akkoord, without a slash at its end."""
        return (self.url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def secure(self) -> bool:
        """Whether members come by https."""
        return self.site_url.startswith("https://")


def read_settings(environ: Mapping[str, str] | None = None, file: Path | None = None) -> Settings:
    """Read the settings. Raises `StartRefused` naming the setting that is wrong."""
    environ = os.environ if environ is None else environ
    file = file or Path(environ.get("AKKOORD_CONFIG", "akkoord.toml"))
    values: dict[str, Any] = {**_from_file(file), **_from_environment(environ)}
    try:
        return msgspec.convert(values, Settings, strict=False)
    except msgspec.ValidationError as problem:
        raise StartRefused("setting_wrong", problem=str(problem)) from None


def _from_file(file: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as problem:
        raise StartRefused("setting_wrong", problem=f"{file}: {problem}") from None


def _from_environment(environ: Mapping[str, str]) -> dict[str, str]:
    known = {f"{PREFIX}{name.upper()}": name for name in Settings.__struct_fields__}
    unknown = [name for name in environ if name.startswith(PREFIX) and name not in {*known, *NOT_SETTINGS}]
    if unknown:
        raise StartRefused("setting_wrong", problem=f"unknown: {', '.join(sorted(unknown))}")
    return {known[name]: value for name, value in environ.items() if name in known}


NOT_SETTINGS = {"AKKOORD_CONFIG", "AKKOORD_WEB", "AKKOORD_NODE", "AKKOORD_TOKEN", "AKKOORD_SERVER"}
"""Other words of ours in the environment: of the build and of the shell."""

sentences(
    {
        "setting_wrong": (
            "Een instelling klopt niet: {problem}. Zie docs/reference/settings.md.",
            "A setting is not right: {problem}. See docs/reference/settings.md.",
        ),
        "web_missing": (
            "De webclient is niet gebouwd ({file} ontbreekt). Installeer opnieuw zonder AKKOORD_WEB=skip.",
            "The web client is not built ({file} is missing). Install again without AKKOORD_WEB=skip.",
        ),
        "port_taken": (
            "Poort {port} op {host} is al in gebruik. Stop wat er draait, of kies een andere met AKKOORD_PORT.",
            "Port {port} on {host} is taken. Stop what runs there, or choose another with AKKOORD_PORT.",
        ),
        "migrations_pending": (
            "De gegevensbank is nog niet bijgewerkt ({names}). Voer eerst uit: akkoord migrate",
            "The database is not up to date ({names}). First run: akkoord migrate",
        ),
        "demo_loopback": (
            "De demo luistert alleen op deze machine zelf (127.0.0.1), niet op {host}: haar wachtwoord is bekend.",
            "The demo listens only on this machine itself (127.0.0.1), not on {host}: its password is public.",
        ),
    }
)
