"""Secrets of the second factor as the database keeps them: unreadable to whoever holds only a copy of it."""

from __future__ import annotations

import base64

from allauth.mfa.totp.internal.auth import generate_totp_secret
from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings


def seal(secret: str) -> str:
    """Encrypt under a key that comes from the site's secret key (HKDF-SHA-256, RFC 5869; Fernet)."""
    return _cipher(settings.SECRET_KEY).encrypt(secret.encode()).decode()


def unseal(sealed: str) -> str:
    """Decrypt. What was sealed under another key becomes a secret that nobody has, so that no code fits it."""
    for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS):
        try:
            return _cipher(key).decrypt(sealed.encode()).decode()
        except InvalidToken:
            continue
    return generate_totp_secret()


def _cipher(key: str) -> Fernet:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=b"junheng.web.people.sealing").derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
