"""Program: the sessions of the trial's commune police and provincial lead, as JSON: cookie, place and post of each."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from importlib import import_module

import django

LOGINS = {"police": "binh.nguyenvan", "lead": "quan.maianh"}
BACKEND = "donghanh.web.shell.officials.OfficialBackend"


def main() -> None:
    """Sign them in past the sign-in page."""
    django.setup()
    from django.conf import settings

    from donghanh.base.accounts import queries as accounts
    from donghanh.kernel.workdays import local_day

    made = {}
    on = local_day(datetime.now(UTC))
    for what, login in LOGINS.items():
        user = accounts.user_named(login)
        assert user is not None
        post = accounts.posts_of(user.pk, on=on)[0]
        session = import_module(settings.SESSION_ENGINE).SessionStore()
        session.update({"_auth_user_id": str(user.pk), "_auth_user_backend": BACKEND, "_auth_user_hash": user.get_session_auth_hash()})
        session["post"] = post.pk
        session.create()
        made[what] = {"cookie": session.session_key, "user": user.pk, "body": post.body_id, "unit": post.body.unit_id, "role": post.role}
    print(json.dumps(made))


if __name__ == "__main__":
    main()
