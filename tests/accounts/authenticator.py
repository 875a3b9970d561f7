"""An authenticator in software: makes ES256 keys and signs challenges, as a phone or a key on a ring would."""

import hashlib
import json
import secrets
from dataclasses import dataclass, field
from typing import Any

import cbor2
from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.hashes import SHA256
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


@dataclass
class Authenticator:
    """One key for one party. What a test changes of it is what an attacker would."""

    origin: str = "http://akkoord.test"
    verifies: bool = True
    count: int = 0
    key: EllipticCurvePrivateKey = field(default_factory=lambda: generate_private_key(SECP256R1()))
    number: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    user: str | None = None

    @property
    def id(self) -> str:
        """The id of its key."""
        return bytes_to_base64url(self.number)

    @property
    def public_key(self) -> str:
        """Its public half, as it is kept."""
        return bytes_to_base64url(cbor2.dumps(self._public_key()))

    def register(self, options: dict[str, Any]) -> dict[str, str]:
        """What `navigator.credentials.create` gives for these options, with attestation `none`."""
        self.user = options["user"]
        size = len(self.number).to_bytes(2, "big")
        attested = bytes(16) + size + self.number + cbor2.dumps(self._public_key())
        statement = {"fmt": "none", "attStmt": {}, "authData": self._about(options["party"], ATTESTED) + attested}
        return {
            "id": self.id,
            "client_data": bytes_to_base64url(self._client_data("webauthn.create", options["challenge"])),
            "attestation": bytes_to_base64url(cbor2.dumps(statement)),
        }

    def sign(self, options: dict[str, Any]) -> dict[str, str | None]:
        """What `navigator.credentials.get` gives for these options."""
        self.count += 1
        client_data = self._client_data("webauthn.get", options["challenge"])
        about = self._about(options["party"], 0)
        signature = self.key.sign(about + hashlib.sha256(client_data).digest(), ECDSA(SHA256()))
        return {
            "id": self.id,
            "client_data": bytes_to_base64url(client_data),
            "authenticator": bytes_to_base64url(about),
            "signature": bytes_to_base64url(signature),
            "user": self.user,
        }

    def _client_data(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _about(self, party: str, more: int) -> bytes:
        flags = PRESENT | more | (VERIFIED if self.verifies else 0)
        return hashlib.sha256(party.encode()).digest() + bytes([flags]) + self.count.to_bytes(4, "big")

    def _public_key(self) -> dict[int, Any]:
        """COSE, RFC 9053 §7.1.1: kty EC2, alg ES256, crv P-256, x, y."""
        point = self.key.public_key().public_numbers()
        return {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}


def corrupted(text: str) -> str:
    """Base64url with one bit turned in the middle."""
    raw = bytearray(base64url_to_bytes(text))
    raw[len(raw) // 2] ^= 1
    return bytes_to_base64url(bytes(raw))
