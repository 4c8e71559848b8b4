"""The program's version, which `sessions/version.py` explains."""

from django.db import models


class Version(models.Model):
    """One part of the version, which is the sum of them; each is raised by some of the writers."""

    writer = models.PositiveSmallIntegerField(primary_key=True)
    number = models.BigIntegerField()

    class Meta:
        db_table = "program_version"

    def __str__(self) -> str:
        return f"{self.writer}: {self.number}"
