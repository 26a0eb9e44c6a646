"""What an officer typed into the search, kept for the next page. Sealed in the session: no name and no number in an address or a table."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode

from django.http import HttpRequest

from donghanh.base.privacy import vault

KEY = "people.typed"


def keep(request: HttpRequest, **values: str) -> None:
    """Remember these words until the session ends or others take their place."""
    key = vault.new_person_key()
    sealed = vault.seal(key, json.dumps(values), context=_context(request))
    request.session[KEY] = [b64encode(part).decode() for part in (key, sealed)]


def kept(request: HttpRequest) -> dict[str, str]:
    """What was remembered; empty where there is nothing, or it cannot be opened any more."""
    if KEY not in request.session:
        return {}
    try:
        key, sealed = (b64decode(part) for part in request.session[KEY])
        return json.loads(vault.open_sealed(key, sealed, context=_context(request)))
    except (vault.CannotOpen, ValueError):
        return {}


def forget(request: HttpRequest) -> None:
    """The words have done their work."""
    request.session.pop(KEY, None)


def _context(request: HttpRequest) -> str:
    return f"typed:{request.user.pk}"
