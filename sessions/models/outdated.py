"""Which texts have been overtaken by their counterpart in the other language."""

from django.contrib.contenttypes.models import ContentType
from django.db import models


class OutdatedText(models.Model):
    """A text that was written before the same text in the other language changed.

    It outlives the object, which may be restored from the history with its key.
    """

    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveBigIntegerField()
    column = models.CharField(max_length=64)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="outdated_text_once", fields=["content_type", "object_id", "column"]
            )
        ]

    def __str__(self) -> str:
        return f"{self.content_type} {self.object_id} {self.column}"
