"""What every page of the admin that edits the program is made of.

Texts in both languages, rights to everything or to an event, a history of every write, and no edit
that overwrites another unseen.
"""

from collections.abc import Sequence

from django.forms.models import BaseInlineFormSet
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from speakers.bilingual import BilingualAdmin, BilingualInline
from speakers.choosing import ChoosingMixin
from speakers.meanwhile.admin import MeanwhileAdmin
from speakers.rights import RightsMixin


class ProgramAdmin(RightsMixin, MeanwhileAdmin, ChoosingMixin, BilingualAdmin):
    """A model of the program."""


class Rows(BaseInlineFormSet):
    """Rows that say in the form's own words what must not be the same in two of them."""

    def get_unique_error_message(self, unique_check: Sequence[str]) -> str:
        fields = self.form.base_fields
        names = [str(fields[name].label) for name in unique_check if name in fields]
        text = _("Two rows have the same: %(fields)s. Change or remove one of them.")
        return text % {"fields": get_text_list(names, _("and"))}


class ProgramInline(RightsMixin, ChoosingMixin, BilingualInline):
    """Rows of another model on such a page; the rights asked for are those to the page's object."""

    formset = Rows
