"""RFC 8291 and RFC 8292: what is sealed opens on that device only."""

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from server.notifications.push.sealing import LARGEST, Sender, check_device_keys, private_key_of, seal, seal_with
from tests.notifications.push.service import Browser, PushService, bytes_of, claims_of, text

DEVICE = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
AUTH = "BTBZMqHH6r4Tts7J_aSIgg"
SEALED = (
    "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl"
    "7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
)


def test_the_header_is_that_of_the_example_in_the_standard() -> None:
    own = private_key_of("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw")
    sealed = seal_with(
        own, bytes_of("DGv6ra1nlYgDCS1FRnbzlw"), b"When I grow up, I want to be a watermelon", DEVICE, AUTH
    )
    # We pad (RFC 8188 §2) and the example does not: in counter mode the letters are the same all the same.
    known = bytes_of(SEALED)
    assert sealed[: 86 + 41] == known[: 86 + 41]
    assert len(sealed) == 86 + 512 + 17


@pytest.mark.parametrize("length", [0, 1, 511, 512, 513, LARGEST])
async def test_a_browser_reads_what_was_sealed_for_it(length: int) -> None:
    async with PushService() as service:
        browser = Browser(service, "Telefoon")
        message = b'"' + b"a" * (length - 2) + b'"' if length > 1 else b"0" * max(length, 1)
        sealed = seal(message, **browser.keys)
        assert browser.read(sealed) is not None
        assert len(sealed) <= 4096
        with pytest.raises(http_ece.ECEException, match="Decryption error"):
            Browser(service, "Laptop").read(sealed)


def test_what_is_too_long_is_not_sealed() -> None:
    with pytest.raises(ValueError, match="record"):
        seal(b"a" * (LARGEST + 1), DEVICE, AUTH)


@pytest.mark.parametrize(
    ("p256dh", "auth"), [(DEVICE, AUTH + "AA"), (DEVICE[:-2], AUTH), (text(b"\4" + b"a" * 64), AUTH)]
)
def test_keys_that_no_browser_has_are_refused(p256dh: str, auth: str) -> None:
    check_device_keys(DEVICE, AUTH)
    with pytest.raises(ValueError, match=r"length|curve|point|EC key|base64"):
        check_device_keys(p256dh, auth)


def test_a_token_says_for_whom_until_when_and_from_whom() -> None:
    sender = Sender(ec.generate_private_key(ec.SECP256R1()), "mailto:beheer@rietvink.example")
    claims = claims_of(sender.authorization("https://push.example:8443/send/abc?d=e", 1_800_000_000))
    expected = {"aud": "https://push.example:8443", "exp": 1_800_000_000, "sub": "mailto:beheer@rietvink.example"}
    assert claims == expected
