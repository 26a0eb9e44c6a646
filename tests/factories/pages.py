"""A test browser that fills in the hidden key of each form, as the pages do."""

from __future__ import annotations

import uuid

from django.test import Client


class PageClient(Client):
    """Django's client; a POST of fields gets a fresh `_once` unless the test gives its own (or "" for none)."""

    def post(self, path, data=None, *args, **kwargs):
        """POST like a form of ours; data that is not a mapping goes out as it is."""
        if data is None or isinstance(data, dict):
            data = {"_once": str(uuid.uuid4()), **(data or {})}
        return super().post(path, data, *args, **kwargs)
