"""Where the server may post to, and what becomes of it."""

import ssl
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import trustme

from server.adapters.web_push import Refused, WebPush
from server.kernel.outside import is_public_address, may_be_called, trusted_tls
from tests.notifications.push.service import PushService


@pytest.mark.parametrize(
    "url",
    [
        "http://push.example/a",
        "https://127.0.0.1/a",
        "https://[::1]/a",
        "https://[::ffff:10.0.0.1]/a",
        "https://10.1.2.3/a",
        "https://169.254.169.254/latest",
        "https://224.0.0.1/a",
        "https://router.local/a",
        "https://localhost/a",
        "https://printer/a",
        "https://user@push.example/a",
        "https://push.example/a b",
        "https://push.example:99999/a",
        "https:///a",
        "ftp://push.example/a",
    ],
)
def test_only_public_https_addresses_may_be_called(url: str) -> None:
    assert may_be_called("https://fcm.googleapis.com/fcm/send/abc")
    assert may_be_called("https://8.8.8.8/a")
    assert not may_be_called(url)


def test_the_own_network_may_be_called_where_that_was_allowed() -> None:
    assert may_be_called("http://127.0.0.1:8/a", private=True)
    assert not may_be_called("ftp://127.0.0.1/a", private=True)


@pytest.mark.parametrize(("address", "public"), [("8.8.8.8", True), ("fe80::1%eth0", False), ("100.64.0.1", False)])
def test_addresses_of_the_own_network_are_known(address: str, public: bool) -> None:
    assert is_public_address(address) is public


async def test_a_name_that_leads_to_the_own_network_is_not_called() -> None:
    async with PushService() as service, WebPush(private=True) as free:
        assert (await free.post(f"http://localhost:{service.port}/a", {}, b"")).status == 201
        with pytest.raises(Refused):
            await WebPush()._dial(urlsplit(f"https://localhost:{service.port}/a"))
        assert (await WebPush().post(f"https://localhost:{service.port}/a", {}, b"")).status == 0
        assert service.lines == 1


async def test_only_a_service_that_the_system_trusts_is_posted_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority, tls = trustme.CA(), ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("localhost").configure_cert(tls)
    authority.cert_pem.write_to_path(str(tmp_path / "authority.pem"))
    async with PushService(tls) as service, WebPush(private=True) as push:
        url = f"https://localhost:{service.port}/a"
        assert (await push.post(url, {}, b"")).status == 0
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "authority.pem"))
        trusted_tls.cache_clear()
        try:
            assert (await push.post(url, {}, b"")).status == 201
        finally:
            trusted_tls.cache_clear()


async def test_one_line_serves_many_and_a_dead_one_is_replaced() -> None:
    async with PushService() as service, WebPush(private=True) as push:
        for _ in range(3):
            assert (await push.post(f"http://127.0.0.1:{service.port}/a", {"TTL": "1"}, b"x")).status == 201
        assert service.lines == 1
        for line in push._idle[f"127.0.0.1:{service.port}"]:
            line.close()
        assert (await push.post(f"http://127.0.0.1:{service.port}/a", {}, b"x")).status == 201


async def test_who_is_not_there_is_unreachable() -> None:
    async with PushService() as service:
        port = service.port
    assert (await WebPush(private=True).post(f"http://127.0.0.1:{port}/a", {}, b"")).status == 0
