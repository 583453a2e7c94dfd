"""How often one address may try: numbers and check codes are not to be guessed, and no form is to be flooded."""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_SECONDS = 10 * 60


def too_often(request: HttpRequest, what: str, most: int) -> bool:
    """Count a try; whether it is one too many within ten minutes. The address itself is not kept."""
    address = get_adapter().get_client_ip(request)
    key = f"tries-{what}-{salted_hmac('junheng-tries', address).hexdigest()[:32]}"
    cache.add(key, 0, _SECONDS)
    try:
        return cache.incr(key) > most
    except ValueError:  # its time ran out in between
        return False
