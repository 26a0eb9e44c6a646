"""A province's server starts only with its own keys, and speaks only over HTTPS with cookies of this host."""

from __future__ import annotations

import os
import secrets
import subprocess
import sys

import pytest

from tests.support import ROOT


def start(tmp_path, **env) -> subprocess.CompletedProcess:
    """Django with the production settings, as far as its own checks."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DONGHANH_")}
    about = {"DJANGO_SETTINGS_MODULE": "config.settings.prod", "DONGHANH_KEY_FILE": str(tmp_path / "field.key"), **env}
    script = (
        "import django; django.setup()\n"
        "from django.conf import settings as s\n"
        "from django.core.checks import run_checks\n"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG, s.DEMO, s.MAKE_MISSING_KEYS)\n"
        "print(sorted(c.id for c in run_checks(include_deployment_checks=True) if not c.is_silenced()))"
    )
    return subprocess.run([sys.executable, "-c", script], cwd=ROOT, env={**kept, **about}, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_no_start_without_secret_key_or_field_key(tmp_path):
    assert "DONGHANH_SECRET_KEY" in start(tmp_path, DONGHANH_SECRET_KEY="short").stderr
    no_keys = start(tmp_path, DONGHANH_SECRET_KEY=secrets.token_urlsafe(48))
    assert no_keys.returncode != 0
    assert "DONGHANH_KEY_FILE" in no_keys.stderr
    assert not (tmp_path / "field.key").exists(), "it never makes a key that nobody backs up"


@pytest.mark.slow
def test_with_its_keys_it_starts_locked_down(tmp_path):
    (tmp_path / "field.key").write_text("1 " + "A" * 43 + "=\n")
    done = start(tmp_path, DONGHANH_SECRET_KEY=secrets.token_urlsafe(48))
    assert done.stdout.splitlines()[0] == "__Host-session __Host-csrf True True False False False", done.stderr
    assert done.stdout.splitlines()[1] == "['security.W002', 'security.W021']", "frames are refused by CSP; preload is the domain owner's choice"
