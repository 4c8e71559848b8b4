"""Spreadsheets out of and into the admin."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from sessions import version
from sessions.exchange import fixture, spreadsheet
from sessions.models import Session, Upload
from speakers.models import Speaker
from tests.admin.forms import page
from tests.spreadsheets.files import MENDED, MESSY, xlsx


@pytest.fixture
def address(program):
    return reverse("admin:program_event_spreadsheets", args=[program.pk])


def send(client, address, rows, table="sessions", name="talks.xlsx"):
    """Upload a file and return the page that shows what it would do."""
    data = rows if isinstance(rows, bytes) else xlsx(rows)
    sent = {"table": table, "file": SimpleUploadedFile(name, data)}
    return client.post(address, sent, follow=True)


def answer(client, response, **values):
    """Send the form of the page as a browser would, with `values` filled in."""
    form = page(response).select_one("#content form")
    data = {each["name"]: each["value"] for each in form.select("input[type=hidden]")}
    data |= {
        each["name"]: (each.select_one("[selected]") or {}).get("value", "")
        for each in form.select("select")
    }
    return client.post(response.request["PATH_INFO"], data | values, follow=True)


def states(response):
    return [each.text for each in page(response).select(".plan-rows td.state")]


def test_the_event_page_leads_to_its_spreadsheets(admin_client, program, address):
    event = page(admin_client.get(reverse("admin:program_event_change", args=[program.pk])))
    assert event.select_one(f'.object-tools [href="{address}"]')


@pytest.mark.parametrize(
    ("organizer", "suffix"),
    [*zip(["en", "zh-hans"], spreadsheet.FORMATS, strict=True)],
    indirect=["organizer"],
)
@pytest.mark.parametrize("table", spreadsheet.TABLES)
def test_a_table_is_a_file_to_keep(table, suffix, organizer, program, address):
    link = reverse("admin:program_event_table", args=[program.pk, table, suffix])
    assert page(organizer.get(address)).select_one(f'[href="{link}"]')
    response = organizer.get(link)
    assert response["Content-Disposition"] == f'attachment; filename="kdd-2023-{table}.{suffix}"'
    assert response["Content-Type"] == spreadsheet.FORMATS[suffix]
    shown = send(organizer, address, response.content, table)
    assert states(shown) == []


@pytest.mark.parametrize("names", [("sessions", "pdf"), ("rooms", "csv")])
def test_no_other_tables_are_found(names, admin_client, program):
    link = reverse("admin:program_event_table", args=[program.pk, *names])
    assert admin_client.get(link).status_code == 404


def test_a_file_is_shown_line_by_line_and_nothing_is_written(organizer, program, address):
    before = fixture.export()
    response = send(organizer, address, MESSY)
    assert len(states(response)) == 5
    cells = [each.text for each in page(response).select(".plan-rows .errorlist strong")]
    assert cells == ["D6", "F7", "A8"]
    assert fixture.export() == before


def test_rows_that_are_refused_keep_everything_out(admin_client, program, address):
    before = fixture.export()
    response = answer(admin_client, send(admin_client, address, MESSY), apply="1")
    assert "Nothing was imported" in page(response).select_one(".messagelist").text
    assert fixture.export() == before


def test_rows_are_left_out_only_when_that_is_chosen(admin_client, program, address):
    response = answer(admin_client, send(admin_client, address, MESSY), apply="1", leave_out="on")
    assert "2 new, 0 changed, 3 left out" in page(response).select_one(".messagelist").text
    assert Session.objects.filter(slug="a-first-talk").exists()


def test_the_mended_file_is_imported_and_the_journal_says_so(admin_client, program, address):
    shown = send(admin_client, address, MENDED)
    assert states(shown) == ["new"] * 5
    answer(admin_client, shown, apply="1")
    made = Session.objects.get(slug="right-kind")
    assert LogEntry.objects.filter(object_id=str(made.pk), action_flag=1).exists()
    assert not Upload.objects.exists()


def test_what_changed_meanwhile_is_shown_again(admin_client, program, address):
    session = program.sessions.filter(room=None).first()
    shown = send(admin_client, address, [["Slug", "Room"], [session.slug, "Grand A"]])
    Session.objects.filter(pk=session.pk).update(room=program.rooms.get(slug="grand-b"))
    again = answer(admin_client, shown, apply="1")
    assert "has changed since you looked" in page(again).select_one(".messagelist").text
    assert page(again).select_one(".plan-rows del").text == "Grand B"
    session.refresh_from_db()
    assert session.room.slug == "grand-b"
    answer(admin_client, again, apply="1")
    session.refresh_from_db()
    assert session.room.slug == "grand-a"


def test_a_doubtful_name_is_asked_and_the_answer_shown_before_anything_is_done(
    organizer, program, address
):
    shown = send(organizer, address, [["Title", "Speakers"], ["A new talk", "P. Zhang"]])
    question = page(shown).select_one(".questions select")
    assert [each["value"] for each in question.select("option")] == ["", "peng-zhang", "new"]
    decided = answer(organizer, shown, **{question["name"]: "peng-zhang"}, apply="1")
    assert not Session.objects.filter(slug="a-new-talk").exists()
    answer(organizer, decided, apply="1")
    assert Session.objects.get(slug="a-new-talk").participations.get().speaker.slug == "peng-zhang"


@pytest.mark.parametrize("organizer", ["zh-hans"], indirect=True)
def test_in_chinese_a_doubtful_room_may_be_one_more(organizer, program, address):
    program.rooms.create(slug="hall", name_en="Grand Hall", position=9)
    shown = send(organizer, address, [["Title", "Room"], ["A new talk", "Grand Hal"]])
    options = page(shown).select(".questions select option[value=new]")
    assert [each.text for each in options] == ["新增一项"]


def test_answers_are_kept_for_the_mended_file(admin_client, program, address):
    rows = [["Title", "Speakers", "Type"], ["A new talk", "P. Zhang", "séance"]]
    shown = send(admin_client, address, rows)
    name = page(shown).select_one(".questions select")["name"]
    answer(admin_client, shown, **{name: "peng-zhang"})
    mended = send(admin_client, address, [rows[0], ["A new talk", "P. Zhang", "Talk"]])
    assert states(mended) == ["new"]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"no,headings\r\n1,2"])
def test_what_cannot_be_read_is_explained_beside_the_field(data, organizer, address):
    response = send(organizer, address, data)
    assert page(response).select_one(".form-row.errors .errorlist li").text
    assert not Upload.objects.exists()


def test_a_file_of_headings_alone_is_said_to_have_no_lines(admin_client, address):
    said = page(send(admin_client, address, [["Title", "Date"]])).select_one("#content form").text
    assert "no lines below the headings" in said
    assert "says the same" not in said


def test_a_file_that_changes_nothing_is_said_to_be_as_the_program(admin_client, program, address):
    rows = [["Slug"], [program.sessions.first().slug]]
    said = page(send(admin_client, address, rows)).select_one("#content form").text
    assert "the program says the same" in said


def test_another_persons_upload_is_not_found(admin_client, client, program, address):
    shown = send(admin_client, address, MENDED)
    link = shown.request["PATH_INFO"]
    client.force_login(User.objects.create_superuser("other"))
    assert client.get(link).status_code == 404


def test_uploads_left_lying_are_forgotten_after_a_day(admin_client, program, address):
    send(admin_client, address, MENDED)
    Upload.objects.update(made_at=timezone.now() - timedelta(days=2), table="speakers")
    send(admin_client, address, MENDED)
    assert Upload.objects.count() == 1


def test_an_upload_does_not_raise_the_version_of_the_program(admin_client, program, address):
    before = version.current()
    send(admin_client, address, MENDED)
    assert version.current() == before


def allow(user, *names):
    user.user_permissions.add(*Permission.objects.filter(codename__in=names))


def test_viewer_takes_out_what_may_be_looked_at(viewer, program, address):
    links = [each["href"] for each in page(viewer.get(address)).select(".table-links a")]
    assert [link.split("/")[-3] for link in links] == ["sessions", "sessions"]
    denied = reverse("admin:program_event_table", args=[program.pk, "speakers", "csv"])
    assert viewer.get(denied).status_code == 403
    assert viewer.get(links[0]).status_code == 200


def test_viewer_is_offered_no_form_and_refused_to_send_one(viewer, address):
    assert not page(viewer.get(address)).select("[type=file]")
    assert send(viewer, address, MENDED).status_code == 403


def test_who_may_not_look_at_the_event_is_refused(viewer, address):
    viewer.get(address).wsgi_request.user.user_permissions.clear()
    assert viewer.get(address).status_code == 403


def test_who_may_only_change_sessions_adds_neither_sessions_nor_people(viewer, program, address):
    user = User.objects.get(username="viewer")
    allow(user, "change_session")
    session = program.sessions.filter(room=None).first()
    before = fixture.export()
    shown = send(viewer, address, [["Slug", "Speakers"], [session.slug, "Ada Lovelace"]])
    assert "add: speakers" in page(shown).select_one(".errornote").text
    assert answer(viewer, shown, apply="1").status_code == 403
    assert fixture.export() == before
    assert not Speaker.objects.filter(slug="ada-lovelace").exists()


def test_who_may_change_sessions_changes_them(viewer, program, address):
    allow(User.objects.get(username="viewer"), "change_session")
    session = program.sessions.filter(room=None).first()
    answer(viewer, send(viewer, address, [["Slug", "Room"], [session.slug, "Grand A"]]), apply="1")
    session.refresh_from_db()
    assert session.room.slug == "grand-a"


def test_visitors_are_sent_to_sign_in(client, address):
    assert client.get(address).url.startswith(reverse("admin:login"))


def test_an_import_needs_the_csrf_token(admin_client, address):
    admin_client.handler.enforce_csrf_checks = True
    assert send(admin_client, address, MENDED).status_code == 403


def test_a_long_file_is_shown_a_page_at_a_time(
    admin_client, program, address, django_assert_max_num_queries
):
    rows = [["Title", "Date"], *([f"Talk of number {n}", "8 Aug"] for n in range(450))]
    shown = send(admin_client, address, rows)
    link = shown.request["PATH_INFO"]
    with django_assert_max_num_queries(20):
        response = admin_client.get(f"{link}?page=3")
    assert len(states(response)) == 50
