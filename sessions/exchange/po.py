"""The program's texts as a PO file (GNU gettext), for translators who work with other tools.

The context (`msgctxt`) of an entry names the text; one that is outdated is marked as fuzzy.
"""

from collections.abc import Iterable
from io import BytesIO

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po, write_po
from django.utils.translation import gettext as _

from sessions.texts import State, Text


class FileRefused(Exception):  # noqa: N818 - it says why, in the words of whoever sent the file
    """Why a file cannot be read at all."""


def export(texts: Iterable[Text], language: str) -> bytes:
    """Return texts with their translations as a PO file in UTF-8."""
    catalog = Catalog(locale=language.replace("-hans", "_Hans"), project="KDD Program")
    for text in texts:
        catalog.add(
            text.source,
            text.target,
            context=text.key,
            auto_comments=[f"{text.thing} · {text.label}"],
            flags=["fuzzy"] if text.state == State.OUTDATED else [],
        )
    file = BytesIO()
    write_po(file, catalog, width=0)
    return file.getvalue()


def read(file: bytes, texts: Iterable[Text]) -> tuple[dict[str, str], list[str]]:
    """Return the translations in a PO file that differ from `texts`, by key; and what is refused.

    Empty and fuzzy entries say nothing. Refused, in words, are entries whose text is not in the
    program or reads otherwise there by now. Raises `FileRefused` if it is no PO file.
    """
    try:
        catalog = read_po(BytesIO(file), abort_invalid=True)
    except PoFileError as error:
        problem = _(
            "Line %(line)d is not as in a PO file, where a text in double quotes follows a keyword "
            "such as msgid, and a msgstr each msgid."
        )
        raise FileRefused(problem % {"line": error.lineno + 1}) from error
    except (AttributeError, LookupError, ValueError) as error:  # Babel's, of what a header says
        raise FileRefused(_("This is no PO file in UTF-8; save it as one.")) from error
    known = {text.key: text for text in texts}
    found: dict[str, str] = {}
    refused = []
    for message in catalog:
        if not message.id or not message.string or message.fuzzy:
            continue
        text = known.get(message.context or "")
        where = _("Line %(line)s") % {"line": message.lineno}
        if text is None:
            problem = _("“%(text)s” is not a text of this program.")
            refused.append(f"{where}: {problem % {'text': message.context or message.id}}")
        elif text.source != message.id:
            problem = _("“%(text)s” reads otherwise by now. Export the texts again.")
            refused.append(f"{where}: {problem % {'text': message.id}}")
        elif text.target != message.string:
            found[text.key] = str(message.string)
    return found, refused
