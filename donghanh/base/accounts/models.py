"""Officials who sign in, and the posts through which they hold a role at a body."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from donghanh.base.places.models import Body


class UserManager(BaseUserManager):
    def create_user(self, username: str, password: str | None = None, **fields) -> User:
        user = self.model(username=username, **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


class User(AbstractBaseUser):
    """A person with an official account; never shared, never a citizen."""

    username = models.CharField("Tài khoản công vụ", max_length=60, unique=True)
    full_name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = False
    is_superuser = False
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []
    objects = UserManager()

    class Privacy:
        internal = ["id", "username", "full_name", "email", "is_active", "created_at", "last_login"]
        secret = ["password"]

    def __str__(self) -> str:
        return self.full_name


class Post(models.Model):
    """A role held at a body between two days; the role is picked at sign-in, one at a time."""

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
