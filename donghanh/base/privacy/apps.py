from django.apps import AppConfig
from django.conf import settings


class PrivacyConfig(AppConfig):
    name = "donghanh.base.privacy"
    label = "privacy"

    def ready(self) -> None:
        """A server without its key file must not start: it would seal under a key that nobody backs up."""
        from donghanh.base.privacy import keys

        if not settings.MAKE_MISSING_KEYS:
            keys.ring()
