"""frab schedules, XML and JSON: what apps, c3nav and recording tools of many conferences read."""

from sessions.exchange.frab.document import Node, document
from sessions.exchange.frab.writing import as_json, as_xml

__all__ = ["Node", "as_json", "as_xml", "document"]
