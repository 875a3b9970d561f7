"""Messages sealed for one device (RFC 8291 over RFC 8188), and the tokens that say who sends them (RFC 8292). Pure."""

import base64
import json
import os
from dataclasses import dataclass
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

RECORD = 4096
"""Bytes of the one record that a message is: push services must take as many (RFC 8030 §7.2)."""
LARGEST = RECORD - 86 - 17
"""Bytes of a message: the rest is the header (21 and the key's 65), the delimiter and the tag."""
STEP = 512
"""Messages are padded to multiples of this, so that their length says little."""


def draw_private_key() -> str:
    """A new private key of P-256: 32 bytes in base64url."""
    drawn = ec.generate_private_key(ec.SECP256R1())
    return to_text(drawn.private_numbers().private_value.to_bytes(32))


def private_key_of(secret: str) -> ec.EllipticCurvePrivateKey:
    """The key of 32 bytes in base64url. Raises `ValueError`."""
    return ec.derive_private_key(int.from_bytes(_of_length(secret, 32)), ec.SECP256R1())


def public_text(key: ec.EllipticCurvePrivateKey) -> str:
    """The public half, as browsers want it (`applicationServerKey`): an uncompressed point in base64url."""
    return to_text(_point(key.public_key()))


def check_device_keys(p256dh: str, auth: str) -> None:
    """Raises `ValueError` for what is no point of the curve (RFC 8291 §7) or no secret of 16 bytes."""
    _public_key(p256dh)
    _of_length(auth, 16)


def seal(message: bytes, p256dh: str, auth: str) -> bytes:
    """A message that only the device reads whose keys these are. Raises `ValueError` when it is too long."""
    own, salt = ec.generate_private_key(ec.SECP256R1()), os.urandom(16)
    return seal_with(own, salt, message, p256dh, auth)


def seal_with(own: ec.EllipticCurvePrivateKey, salt: bytes, message: bytes, p256dh: str, auth: str) -> bytes:
    """The same with a key and a salt that were drawn for this one message."""
    if len(message) > LARGEST:
        raise ValueError("a push holds no more than one record")
    device = _public_key(p256dh)
    told, point = _point(device), _point(own.public_key())
    shared = own.exchange(ec.ECDH(), device)
    secret = _derive(shared, _of_length(auth, 16), b"WebPush: info\0" + told + point, 32)
    key = _derive(secret, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derive(secret, salt, b"Content-Encoding: nonce\0", 12)
    padding = b"\0" * min(-len(message) % STEP, LARGEST - len(message))
    sealed = AESGCM(key).encrypt(nonce, message + b"\2" + padding, None)
    return salt + RECORD.to_bytes(4) + bytes([len(point)]) + point + sealed


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sends: the key of the installation, and where push services reach whoever runs it."""

    key: ec.EllipticCurvePrivateKey
    subject: str

    def authorization(self, endpoint: str, until: int) -> str:
        """The header for one push service (RFC 8292 §3), good until a moment in seconds, at most a day from now."""
        parts = urlsplit(endpoint)
        claims = {"aud": f"{parts.scheme}://{parts.netloc}", "exp": until, "sub": self.subject}
        signed = f"{_json({'typ': 'JWT', 'alg': 'ES256'})}.{_json(claims)}"
        r, s = decode_dss_signature(self.key.sign(signed.encode(), ec.ECDSA(hashes.SHA256())))
        return f"vapid t={signed}.{to_text(r.to_bytes(32) + s.to_bytes(32))}, k={public_text(self.key)}"


def to_text(content: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _of_length(text: str, length: int) -> bytes:
    content = base64.b64decode(text.rstrip("=") + "=" * (-len(text.rstrip("=")) % 4), b"-_", validate=True)
    if len(content) != length:
        raise ValueError("not of the length that it must have")
    return content


def _public_key(p256dh: str) -> ec.EllipticCurvePublicKey:
    return ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _of_length(p256dh, 65))


def _point(key: ec.EllipticCurvePublicKey) -> bytes:
    return key.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def _derive(secret: bytes, salt: bytes, use: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length, salt, use).derive(secret)


def _json(content: dict[str, object]) -> str:
    return to_text(json.dumps(content, separators=(",", ":")).encode())
