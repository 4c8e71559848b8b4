"""What is wrong with a file that breaks the rules of JSON or XML, in the reader's words."""

from json import JSONDecodeError
from xml.parsers.expat import ExpatError, errors

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

NO_JSON = gettext_noop("it is not written as JSON")
NO_XML = gettext_noop("it is not written as XML")

# By how the message of Python's reader begins
JSON = {
    "Expecting value": gettext_noop("a value is missing, or a text without double quotes"),
    "Expecting property name": gettext_noop(
        "a name in double quotes is missing, or there is a comma too many before"
    ),
    "Expecting ':'": gettext_noop("a colon is missing after a name"),
    "Expecting ','": gettext_noop(
        'a comma is missing, or a double quote stands in a text; write it as \\"'
    ),
    "Extra data": gettext_noop("something stands after the end; remove it"),
    "Illegal trailing comma": gettext_noop("a comma stands after the last part; remove it"),
    "Invalid control character": gettext_noop(
        "a line break or tab stands in a text; write it as \\n or \\t"
    ),
    "Invalid \\": gettext_noop(
        "a backslash stands alone in a text; write \\\\ for the character itself"
    ),
    "Unterminated string": gettext_noop("a text in double quotes does not end"),
}

# By the message of expat
XML = {
    errors.XML_ERROR_NO_ELEMENTS: gettext_noop("an element is not ended"),
    errors.XML_ERROR_INVALID_TOKEN: gettext_noop(
        "a character stands where XML allows none; write &amp; for & and &lt; for <"
    ),
    errors.XML_ERROR_UNCLOSED_TOKEN: gettext_noop("a tag is not closed"),
    errors.XML_ERROR_TAG_MISMATCH: gettext_noop(
        "an element is ended that is not the last one begun"
    ),
    errors.XML_ERROR_DUPLICATE_ATTRIBUTE: gettext_noop("an element has the same attribute twice"),
    errors.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: gettext_noop(
        "something stands after the end; remove it"
    ),
    errors.XML_ERROR_UNDEFINED_ENTITY: gettext_noop(
        "an entity is none of XML's own; write the character itself"
    ),
    errors.XML_ERROR_MISPLACED_XML_PI: gettext_noop("something stands before “<?xml”; remove it"),
    errors.XML_ERROR_UNCLOSED_CDATA_SECTION: gettext_noop("a CDATA section is not closed"),
    errors.XML_ERROR_UNBOUND_PREFIX: gettext_noop("the prefix of a name is declared nowhere"),
}


def in_json(error: JSONDecodeError) -> str:
    """Return what is wrong there, as the end of a sentence without its full stop."""
    said = (reason for start, reason in JSON.items() if error.msg.startswith(start))
    return _(next(said, NO_JSON))


def damaged_json(error: JSONDecodeError) -> str:
    """Return a sentence that says where, and what is wrong there."""
    message = _("The JSON breaks off or is damaged in line %(line)d: %(reason)s.")
    return message % {"line": error.lineno, "reason": in_json(error)}


def damaged_xml(error: ExpatError) -> str:
    """Return a sentence that says where, and what is wrong there."""
    message = _("The XML breaks off or is damaged in line %(line)d: %(reason)s.")
    reason = _(XML.get(errors.messages[error.code], NO_XML))
    return message % {"line": error.lineno, "reason": reason}
