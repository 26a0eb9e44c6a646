"""Tests: quick password hash, keys that mean nothing, everything else as it runs."""

from config.settings.base import *  # noqa: F403

SECRET_KEY = "test-only"
FIELD_KEY = b"0" * 32
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["*"]
DEMO = True
SCOPE_CACHE_SECONDS = 0
NINJA_DEFAULT_THROTTLE_RATES = {"anon": "1000000/m"}
