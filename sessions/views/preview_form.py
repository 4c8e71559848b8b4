"""The form by which speakers propose corrections to their own entry, and to nothing else."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core import signing
from django.db import models
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from sessions.corrections import PHOTO, TEXTS, Proposed, now_in, tidy
from sessions.models import PreviewLink, Session
from speakers.bilingual import bilingual, labels, translations
from speakers.models import Speaker
from speakers.uploads import PictureField

MOST = 20_000  # letters of a long text
SALT = "sessions.preview"
SEEN = "seen"  # field of the page: what stood in the program when it was opened


class EntryForm(forms.Form):
    """The texts of one person or session, in both languages."""

    def __init__(self, thing: Speaker | Session, waiting: dict[str, str], **kwargs: Any) -> None:
        """Show of a field what has been proposed for it (`waiting`), else what stands there."""
        self.thing = thing
        self.seen = {name: now_in(thing, name) for name in TEXTS[type(thing)]}
        super().__init__(prefix=prefix_of(thing), initial=self.seen | waiting, **kwargs)
        for field in translations(type(thing)):
            if field.name in self.seen:
                self.fields[field.name] = text_field(field, str(labels(type(thing))[field.name]))
        if isinstance(thing, Speaker):
            self.fields[PHOTO] = PictureField(
                label=_("A new photo"),
                required=False,
                widget=forms.FileInput,
                help_text=_("JPEG, PNG or WebP. It stands in place of the present one."),
            )

    def clean(self) -> dict[str, Any]:
        """Ask for a name or title in one language at least."""
        names = bilingual("name" if isinstance(self.thing, Speaker) else "title")
        if not any(self.cleaned_data.get(name) or name in self.errors for name in names):
            self.add_error(names[0], _("Give it in English or in Chinese, or in both."))
        return self.cleaned_data

    def proposed(self, seen: dict[str, str]) -> Iterable[Proposed]:
        """Yield what has been sent; `seen` is what stood in the fields when the page was opened."""
        session = self.thing if isinstance(self.thing, Session) else None
        for name, now in self.seen.items():
            yield Proposed(session, name, seen.get(name, now), tidy(self.cleaned_data[name]))
        if photo := self.cleaned_data.get(PHOTO):
            yield Proposed(None, PHOTO, now_in(self.thing, PHOTO), photo.name, photo.read())


def prefix_of(thing: Speaker | Session) -> str:
    return "speaker" if isinstance(thing, Speaker) else f"session-{thing.pk}"


def text_field(field: Any, label: str) -> forms.CharField:
    """Return the form field of a translated text; a long one in several lines."""
    is_long = isinstance(field, models.TextField)
    attributes = {"lang": field.language} | ({"rows": "8"} if is_long else {})
    return forms.CharField(
        label=label,
        required=False,
        max_length=field.max_length or MOST,
        widget=(forms.Textarea if is_long else forms.TextInput)(attributes),
        help_text=_("Markdown.") if is_long else "",
    )


class PreviewForm:
    """All forms of the page: of the person, and of each of their sessions in the event."""

    def __init__(
        self,
        link: PreviewLink,
        sessions: Iterable[Session],
        data: Any = None,
        files: MultiValueDict | None = None,
    ) -> None:
        waiting: dict[int | None, dict[str, str]] = {}
        for each in link.corrections.waiting().exclude(column=PHOTO).defer("photo"):
            waiting.setdefault(each.session_id, {})[each.column] = each.text
        things: list[Speaker | Session] = [link.speaker, *sessions]
        self.forms = [
            EntryForm(
                thing,
                waiting.get(thing.pk if isinstance(thing, Session) else None, {}),
                data=data,
                files=files,
            )
            for thing in things
        ]
        self.data = data

    def is_valid(self) -> bool:
        return all(form.is_valid() for form in self.forms)

    @property
    def seen(self) -> str:
        """What the program says now, for the page to carry; when shown again, what it carried."""
        if self.data is not None:
            return str(self.data.get(SEEN, ""))
        said = {form.prefix: form.seen for form in self.forms}
        return signing.dumps(said, salt=SALT, compress=True)

    def proposed(self) -> list[Proposed]:
        """Return what has been sent, once it is valid."""
        try:
            seen = signing.loads(self.seen, salt=SALT)
        except signing.BadSignature:
            seen = {}
        return [each for form in self.forms for each in form.proposed(seen.get(form.prefix, {}))]
