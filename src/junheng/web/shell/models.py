"""Repeated failures to sign in."""

from django.db import models


class FailedLogin(models.Model):
    """One wrong password; old ones are deleted at the next failure."""

    username = models.CharField(max_length=150)
    address = models.GenericIPAddressField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        """Looked up by who and when."""

        indexes = (models.Index(fields=["username", "address", "at"], name="failed_login_who"),)

    def __str__(self) -> str:
        return f"{self.username} from {self.address} at {self.at:%Y-%m-%d %H:%M}"
