"""What every page of the admin that edits the program is made of.

Texts in both languages, rights to everything or to an event, a history of every write, and no edit
that overwrites another unseen.
"""

from speakers.bilingual import BilingualAdmin, BilingualInline
from speakers.meanwhile.admin import MeanwhileAdmin
from speakers.rights import RightsMixin


class ProgramAdmin(RightsMixin, MeanwhileAdmin, BilingualAdmin):
    """A model of the program."""


class ProgramInline(RightsMixin, BilingualInline):
    """Rows of another model on such a page; the rights asked for are those to the page's object."""
