from django.apps import AppConfig
from django.core import checks


class AccountsConfig(AppConfig):
    name = "donghanh.base.accounts"
    label = "accounts"

    def ready(self) -> None:
        """A trial run asks for no second factor: it must never come near real people."""
        from donghanh.base.accounts.trial import check_trial_stays_here

        checks.register(check_trial_stays_here, checks.Tags.security)
