"""Settings common to every run. No logic beyond reading the environment."""

from __future__ import annotations

import os
from datetime import timedelta
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


# A statement asked five times on one connection is planned once (docs/adr/0013). A pgbouncer between must hold prepared statements (1.21).
_PLANNED = {"server_side_binding": True, "prepare_threshold": 5}


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
        "OPTIONS": {"options": "-c statement_timeout=30s -c timezone=Asia/Ho_Chi_Minh", **_PLANNED, **query},
    }


# The owner migrates and seeds; web server and worker come as donghanh_app, which owns nothing (docs/adr/0006).
DATABASE_URL = os.environ.get("DATABASE_URL", "")
DATABASES = {"default": _database(DATABASE_URL or postgres.url(VAR / "pg"))}
if (_who := os.environ.get("DONGHANH_DB_AS")) in ("app", "worker"):
    DATABASES["default"]["USER"] = "donghanh_app"
    DATABASES["default"]["PASSWORD"] = os.environ.get("DONGHANH_APP_PASSWORD", "")
    if _who == "worker":
        DATABASES["default"]["OPTIONS"]["options"] += " -c role=donghanh_jobs"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django_htmx",
    "procrastinate.contrib.django",
    "axes",
    "donghanh.base.places",
    "donghanh.base.accounts",
    "donghanh.base.audit",
    "donghanh.base.documents",
    "donghanh.base.privacy",
    "donghanh.people",
    "donghanh.intake",
    "donghanh.cases",
    "donghanh.cases.diagnosis",
    "donghanh.cases.dossiers",
    "donghanh.cases.reminders",
    "donghanh.cases.testing",
    "donghanh.decisions",
    "donghanh.decisions.papers",
    "donghanh.rights",
    "donghanh.succession",
    "donghanh.programme",
    "donghanh.programme.exchange",
    "donghanh.programme.shares",
    "donghanh.programme.tasks",
    "donghanh.programme.money",
    "donghanh.programme.inspections",
    "donghanh.programme.surveys",
    "donghanh.programme.reviews",
    "donghanh.programme.roadmap",
    "donghanh.programme.communes",
    "donghanh.programme.rewards",
    "donghanh.programme.partners",
    "donghanh.programme.research",
    "donghanh.programme.staffing",
    "donghanh.reports",
    "donghanh.reports.filing",
    "donghanh.reports.typed",
    "donghanh.reports.building",
    "donghanh.web",
    "donghanh.jobs",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "donghanh.web.shell.middleware.HeadersMiddleware",
    "donghanh.web.shell.middleware.TransactionMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "donghanh.web.shell.middleware.ActorMiddleware",
    "donghanh.web.shell.once.OnceMiddleware",
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
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "donghanh.web.shell.officials.OfficialBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator", "OPTIONS": {"user_attributes": ["username", "full_name"]}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]

LANGUAGE_CODE = "vi"
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
STATICFILES_DIRS = [ROOT / "donghanh" / "web" / "ui" / "static"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# 15 minutes without a click are counted in web/shell/sign_in.py; this is the end in any case.
SESSION_COOKIE_AGE = 12 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_ENGINE = "donghanh.web.shell.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_AGE = None  # ends with the browser, as the session does
CSRF_FAILURE_VIEW = "donghanh.web.shell.errors.csrf_failure"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        **{kind: ["'self'"] for kind in ("script-src", "style-src", "font-src", "img-src", "connect-src", "form-action")},
        **{kind: ["'none'"] for kind in ("base-uri", "frame-ancestors", "object-src")},
    }
}

# Ten failures of one name from one address: 15 minutes, never for ever (trust.md S13). What was typed is not kept.
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_CLIENT_IP_CALLABLE = "donghanh.web.shell.sign_in.address_of"
SILENCED_SYSTEM_CHECKS = ["axes.W002"]  # the lock is answered in web/shell/sign_in.py, not by axes' middleware

# Certificate (PKCS #12) by which papers are signed; its passphrase stands in DONGHANH_SIGNING_PASSPHRASE. Empty: papers say that they are not.
SIGNING_CERTIFICATE = os.environ.get("DONGHANH_SIGNING_CERTIFICATE", "")
# Where the square on a paper leads: the address under which the public reaches this installation.
PUBLIC_ADDRESS = os.environ.get("DONGHANH_PUBLIC_ADDRESS", "http://localhost:8000").rstrip("/")
# Look-ups of papers by one address within a minute.
LOOK_UPS_A_MINUTE = 20

# Seconds for which the places below a unit are kept in a web process; every other right is read at each click.
SCOPE_CACHE_SECONDS = 60
# Different people whose files one official may open before he says why; the double stops him (threat model, goal P9).
NINJA_DEFAULT_THROTTLE_RATES = {"anon": "30/m"}  # the law asked by programs: one address, in each server process
READING_BRAKE = {"hour": 60, "day": 200}
# Answers of other places (a number or a name and birth date kept there) before the same question, and the same stop at the double.
ELSEWHERE_BRAKE = {"hour": 10, "day": 20}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"secret_addresses": {"()": "config.masking.SecretAddresses"}},
    "loggers": {name: {"filters": ["secret_addresses"]} for name in ("django.request", "django.server", "django.security.csrf")},
}
"""Django's own handlers stay; the server itself writes no log of addresses (config/door/serve)."""
