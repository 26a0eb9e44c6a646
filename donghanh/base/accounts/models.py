"""Officials who sign in, and the posts through which they hold a role at a body."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth.hashers import make_password, verify_password
from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import connection, models
from django.db.models import CharField, F, Func
from django.utils.crypto import salted_hmac
from django.utils.functional import cached_property

from donghanh.base.places.models import Body

_TIE = "donghanh.base.accounts.models.User.get_session_auth_hash"


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> User:
        user = self.model(username=username, **fields)
        user.save(using=self._db)
        Password.objects.create(user=user, hash=make_password(password))
        return user


class User(AbstractBaseUser):
    """A person with an official account; never shared, never a citizen. His password's hash has a table of its own (Password).

    reopening_by: the administrator who asked to open the closed account again; another one does it.
    """

    password = None  # Django's column is left out: what no statement of a page can name, no page gives away
    last_login = models.DateTimeField(null=True)
    username = models.CharField("Tài khoản công vụ", max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    must_choose_password = models.BooleanField(default=False)
    reopening_by = models.BigIntegerField(null=True)
    is_staff = False
    is_superuser = False
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Privacy:
        internal = ["id", "username", "full_name", "email", "is_active", "must_choose_password", "reopening_by", "created_at", "last_login"]

    def __str__(self) -> str:
        return self.full_name

    def check_password(self, raw_password: str) -> bool:
        """Only compares. Django's own also rewrites an outdated hash, at a moment when nobody is signed in and nothing may be written."""
        return verify_password(raw_password, self.kept_hash)[0]

    def set_password(self, raw_password: str | None) -> None:
        """Hash it anew and keep it at once; of an account that is not kept only the hash is worked out (it takes as long)."""
        made = make_password(raw_password)
        if self.pk:
            Password.objects.filter(user_id=self.pk).update(hash=made)
            self.__dict__.pop("kept_hash", None)
            self.__dict__.pop("mark", None)

    @cached_property
    def kept_hash(self) -> str:
        """The hash, given out for one login name (migrations/0003_two_people). Raises DatabaseError where it is somebody else's."""
        with connection.cursor() as cursor:
            cursor.execute("select accounts_hash_of(%s)", [self.username])
            return cursor.fetchone()[0] or ""

    @cached_property
    def mark(self) -> str:
        """What tells one password from the next without giving away its hash (Password.mark)."""
        return Password.objects.values_list("mark", flat=True).get(user_id=self.pk)

    def get_session_auth_hash(self) -> str:
        """What ties a session to this password: another password ends it."""
        return salted_hmac(_TIE, self.mark, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under secret keys that were in use before."""
        for secret in settings.SECRET_KEY_FALLBACKS:
            yield salted_hmac(_TIE, self.mark, secret=secret, algorithm="sha256").hexdigest()


class Password(models.Model):
    """The hash of an official's password; no role of the database reads it but through the function that takes one login name.

    mark: SHA-256 of the hash, whose salt is drawn at random, so that it tells nothing of the password. Sessions are tied to it.
    """

    user = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="+")
    hash = models.CharField(max_length=128)
    mark = models.GeneratedField(
        expression=Func(F("hash"), template="encode(sha256((%(expressions)s)::text::bytea), 'hex')"),
        output_field=CharField(max_length=64),
        db_persist=True,
    )

    class Privacy:
        internal = ["user", "mark"]
        secret = ["hash"]


class Post(models.Model):
    """A role held at a body between two days; the role is picked at sign-in, one at a time.

    granted_by without approved_by is a proposal: it gives no right until another administrator approves it.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="posts")
    role = models.CharField(max_length=40)
    office = models.CharField(max_length=60, blank=True)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_before = models.DateField()
    granted_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(ends_before__gt=models.F("starts_on")), name="post_time_forward"),
            models.CheckConstraint(
                condition=models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("granted_by")), name="post_two_people"
            ),
        ]

    class Privacy:
        internal = "__all__"


class Unsealed(models.Manager):
    """Leaves the sealed secret where it is: pages may not select it, its owner is given it by a function (queries.secret_of)."""

    def get_queryset(self) -> models.QuerySet:
        return super().get_queryset().defer("data_key", "sealed_secret")


class SecondFactor(models.Model):
    """A one-time code generator (TOTP, RFC 6238) of an official; its secret is sealed under a key of its own, and given to him alone."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.CASCADE, related_name="second_factor")
    data_key = models.BinaryField(max_length=80)
    sealed_secret = models.BinaryField()
    confirmed_at = models.DateTimeField(null=True)
    last_step = models.BigIntegerField(default=0)
    removal_by = models.BigIntegerField(null=True)
    objects = Unsealed()

    class Privacy:
        internal = ["user", "confirmed_at", "last_step", "removal_by"]
        secret = ["data_key", "sealed_secret"]

    @property
    def place(self) -> str:
        """The context under which the secret is sealed."""
        return f"user {self.user_id}/code generator"


class PasswordReset(models.Model):
    """A new first password proposed by one administrator and given by another; each of them sees one half of it.

    told_at: when the owner, who is told at his sign-in, chose a password of his own.
    """

    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="resets")
    reason = models.CharField(max_length=300)
    data_key = models.BinaryField(max_length=80)
    sealed_half = models.BinaryField()
    proposed_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    approved_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=models.Q(approved_by__isnull=True), name="reset_one_open"),
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("user"))
                & (models.Q(approved_by__isnull=True) | ~models.Q(approved_by=models.F("user")) & ~models.Q(approved_by=models.F("proposed_by"))),
                name="reset_three_people",
            ),
        ]

    class Privacy:
        internal = ["id", "user", "reason", "proposed_by", "proposed_at", "approved_by", "approved_at", "told_at"]
        secret = ["data_key", "sealed_half"]

    @property
    def place(self) -> str:
        """The context under which the first half is sealed."""
        return f"user {self.user_id}/first half of a new password"


class CalendarFeed(models.Model):
    """A post's deadlines for a calendar program, under an address only its owner knows: kept is a hash of the secret part (feeds.py)."""

    user_id = models.BigIntegerField()
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+")
    token_hash = models.BinaryField(max_length=32, unique=True)
    made_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post"], condition=models.Q(closed_at__isnull=True), name="calendar_feed_one_open")]

    class Privacy:
        internal = ["id", "user_id", "post", "made_at", "closed_at"]
        secret = ["token_hash"]


class KeptForm(models.Model):
    """What an official had typed when his session ended; sealed, his alone, offered back to him for half an hour (web/shell/kept.py)."""

    id = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField()
    path = models.CharField(max_length=500)
    data_key = models.BinaryField(max_length=80)
    sealed_fields = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["user_id", "kept_at"], name="kept_form_of_user")]  # kept.forms_of

    class Privacy:
        internal = ["id", "user_id", "path", "kept_at"]
        secret = ["data_key", "sealed_fields"]

    @property
    def place(self) -> str:
        """The context under which the fields are sealed."""
        return f"user {self.user_id}/form {self.pk}"


class Submission(models.Model):
    """A form that was sent once: the same key again gets the same answer and records nothing (web/shell/once.py)."""

    key = models.UUIDField(primary_key=True)
    user_id = models.BigIntegerField(null=True)
    path = models.CharField(max_length=300)
    body_hash = models.BinaryField(max_length=32)
    status = models.SmallIntegerField(null=True)
    location = models.CharField(max_length=500, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["made_at"], name="submission_by_age")]  # actions.forget_submissions

    class Privacy:
        internal = "__all__"
