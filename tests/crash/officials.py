"""Program: make the tables and the officials of the crash tests; prints them as JSON."""

from __future__ import annotations

import json

import django


def main() -> None:
    """Four officials with a session each, in one made-up commune."""
    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from donghanh.base.privacy import roles
    from tests.factories import accounts

    roles.prepare()
    call_command("migrate", verbosity=0, interactive=False)
    cookies = []
    for _ in range(4):
        post = accounts.post(role="commune_police")
        client = accounts.sign_in(Client(), post)
        cookies.append(client.cookies["sessionid"].value)
    print(json.dumps({"body": post.body_id, "user": post.user_id, "unit": post.body.unit_id, "cookies": cookies}))


if __name__ == "__main__":
    main()
