"""Organizers who sign in and save without pause, and what became of what they saved."""

from collections import Counter
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from itertools import count
from threading import Event, Thread
from urllib.parse import urlencode

from bs4 import BeautifulSoup

from tests.servers.conftest import wait_until

OPENED, SAVED = 200, 302


class Organizer:
    """A browser in which the demo's organizer is signed in."""

    def __init__(self, site):
        self.site, self.cookies = site, {}
        password = (site.folder / "demo_password").read_text()
        login = "/admin/login/"
        fields = filled_in(self.ask("GET", login)[1]) | {
            "username": "organizer",
            "password": password,
        }
        assert self.ask("POST", login, fields)[0] == SAVED

    def ask(self, method, path, fields=None):
        """Return the status and the text of an answer."""
        connection = HTTPConnection("127.0.0.1", self.site.port, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        if fields is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        try:
            connection.request(method, path, fields and urlencode(fields), headers)
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for cookie in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: each.value for name, each in SimpleCookie(cookie).items()}
        return response.status, text


def filled_in(page):
    """Return the fields of the form of a page as they are filled in."""
    form = BeautifulSoup(page, "html.parser").select_one("#content form, form#login-form")
    fields = {}
    for field in form.select("input[name]:not([type=submit]), textarea[name], select[name]"):
        if field.name == "select":
            chosen = field.select_one("option[selected]")
            fields[field["name"]] = chosen["value"] if chosen else ""
        elif field.name == "textarea":
            fields[field["name"]] = field.text.removeprefix("\n")
        elif field.get("type") not in ("checkbox", "radio") or field.has_attr("checked"):
            fields[field["name"]] = field.get("value", "")
    return fields


class Writer(Thread):
    """Gives a session one new title after the other, each with the next number."""

    def __init__(self, site, pk):
        super().__init__()
        self.organizer, self.pk = Organizer(site), pk
        self.path = f"/admin/program/session/{pk}/change/"
        self.stopped = Event()
        self.answers = Counter()
        self.acknowledged, self.last = 0, None  # how many saves, and the number of the last
        self.noted = self.in_journal()

    def save(self, number):
        """Open the session and save its title with this number.

        Return the status of the last answer, or what befell the connection.
        """
        try:
            status, text = self.organizer.ask("GET", self.path)
            if status == OPENED:
                fields = filled_in(text) | {"title_en": f"Edit {number} of {self.pk}"}
                status, text = self.organizer.ask("POST", self.path, fields)
        except ConnectionRefusedError:
            status, text = "refused", ""
        except (OSError, HTTPException):
            status, text = "cut off", ""
        if status == SAVED:
            self.acknowledged += 1
            self.last = number
        self.answers[status] += 1
        self.text = text
        return status

    def run(self):
        for number in count(1):
            if self.stopped.is_set():
                return
            if self.save(number) != SAVED:
                self.stopped.wait(0.05)

    def in_journal(self):
        ((saves,),) = self.organizer.site.database.rows(
            "SELECT count(*) FROM django_admin_log JOIN django_content_type AS type"
            " ON type.id = content_type_id WHERE model = 'session' AND object_id = ?",
            str(self.pk),
        )
        return saves

    def kept(self):
        """Return whether title, search text and journal hold all that has been acknowledged."""
        ((title, text),) = self.organizer.site.database.rows(
            "SELECT title_en, search_text FROM program_session WHERE id = ?", self.pk
        )
        saves = self.in_journal() - self.noted
        return (
            int(title.split()[1]) >= self.last
            and title.lower() in text
            and self.acknowledged <= saves <= self.answers.total()
        )


def writers_of(site, number):
    """Return writers who have not begun, each with a session of their own."""
    found = site.database.rows(
        "SELECT program_session.id FROM program_session"
        " JOIN program_event ON program_event.id = event_id"
        " WHERE program_event.slug = 'llm-day' ORDER BY program_session.slug LIMIT ?",
        number,
    )
    return [Writer(site, pk) for (pk,) in found]


def acknowledged(writers):
    return sum(writer.acknowledged for writer in writers)


@contextmanager
def writing(writers):
    """Let them write within this, from when each has saved something."""
    for writer in writers:
        writer.start()
    try:
        wait_until(lambda: all(writer.acknowledged for writer in writers))
        yield
    finally:
        for writer in writers:
            writer.stopped.set()
        for writer in writers:
            writer.join()


def wait_for_saves(writers, number):
    """Wait until so many more saves have been acknowledged."""
    goal = acknowledged(writers) + number
    wait_until(lambda: acknowledged(writers) >= goal)
