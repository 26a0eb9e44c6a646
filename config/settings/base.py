"""Settings common to every run. No logic beyond reading the environment."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from config import postgres

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = postgres.VAR

SECRET_KEY = os.environ.get("DONGHANH_SECRET_KEY", "")
KEY_FILE = Path(os.environ.get("DONGHANH_KEY_FILE", VAR / "keys" / "field.key"))
MAKE_MISSING_KEYS = False
DEBUG = False
DEMO = False
PROVINCE_NAME = os.environ.get("DONGHANH_PROVINCE", "Đồng Nai")
ALLOWED_HOSTS = os.environ.get("DONGHANH_HOSTS", "localhost,127.0.0.1").split(",")


def _database(address: str) -> dict:
    parts = urlsplit(address)
    query = {k: v[0] for k, v in parse_qs(parts.query).items()}
    host = query.pop("host", None) or parts.hostname or ""
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(host),
        "PORT": str(parts.port or ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"options": "-c statement_timeout=30s -c timezone=Asia/Ho_Chi_Minh", **query},
    }


# The owner migrates and seeds; web server and worker come as donghanh_app, which owns nothing (docs/adr/0006).
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": _database(DATABASE_URL or postgres.url(VAR / "pg"))}
if os.environ.get("DONGHANH_DB_AS") == "app":
    DATABASES["default"]["USER"] = "donghanh_app"
    DATABASES["default"]["PASSWORD"] = os.environ.get("DONGHANH_APP_PASSWORD", "")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "donghanh.base.places",
    "donghanh.base.accounts",
    "donghanh.base.audit",
    "donghanh.base.documents",
    "donghanh.base.privacy",
    "donghanh.people",
    "donghanh.intake",
    "donghanh.cases",
    "donghanh.decisions",
    "donghanh.programme",
    "donghanh.reports",
    "donghanh.web",
    "donghanh.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "donghanh.web.shell.middleware.TransactionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "donghanh.web.shell.middleware.ActorMiddleware",
    "donghanh.web.shell.middleware.AccessGuardMiddleware",
    "donghanh.web.shell.errors.RefusalMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "donghanh.web.ui.environment.environment"},
    },
]

AUTH_USER_MODEL = "accounts.User"
LOGIN_URL = "/dang-nhap/"
LOGIN_REDIRECT_URL = "/"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "donghanh" / "web" / "ui" / "static"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "donghanh.web.shell.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"
