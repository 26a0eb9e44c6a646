"""A developer's or a trial machine: embedded database, plain HTTP on loopback."""

from config.settings.base import *  # noqa: F403
from config.settings.base import SECRET_KEY, SIGNING_CERTIFICATE, VAR

if not SECRET_KEY:
    _file = VAR / "keys" / "secret.key"
    if not _file.exists():
        import secrets

        _file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _file.write_text(secrets.token_urlsafe(48))
        _file.chmod(0o600)
    SECRET_KEY = _file.read_text()

MAKE_MISSING_KEYS = True
DEMO = True
# A trial run signs with a certificate of its own making, which says so in its name.
SIGNING_CERTIFICATE = SIGNING_CERTIFICATE or str(VAR / "keys" / "test-signing.p12")
