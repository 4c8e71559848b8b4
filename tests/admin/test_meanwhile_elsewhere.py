"""Two people edit an event, a speaker or a keynote; nothing is overwritten unseen there either."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.models import Room, Session
from speakers.models import Speaker
from tests.admin.clashes import answer, asked, save
from tests.admin.forms import filled_form, page


def test_room_of_an_event_edited_on_its_own_page_is_not_overwritten(admin_client, anna, program):
    event_url = reverse("admin:program_event_change", args=[program.pk])
    room = Room.objects.get(slug="grand-a")
    mine = filled_form(admin_client.get(event_url)) | {"rooms-0-capacity": "11"}
    save(anna, reverse("admin:program_room_change", args=[room.pk]), capacity="22", floor_en="2nd")
    response = admin_client.post(event_url, mine)
    assert [row[1:] for row in asked(response)] == [("22", "11")]
    assert answer(admin_client, event_url, response, "mine").status_code == 302
    room.refresh_from_db()
    assert (room.capacity, room.floor_en) == (11, "2nd")


def test_upload_is_asked_for_once_more_and_then_saved(
    admin_client, anna, program, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    speaker = Speaker.objects.get(slug="ed-chi")
    url = reverse("admin:speakers_speaker_change", args=[speaker.pk])
    mine = filled_form(admin_client.get(url)) | {"slug": "mine"}
    save(anna, url, slug="hers")
    response = admin_client.post(url, mine | {"photo": picture()})
    assert page(response).select_one("[type=file]")["name"] == "photo"
    data = filled_form(response) | {"choice-//slug": "theirs", "photo": picture()}
    assert admin_client.post(url, data).status_code == 302
    speaker.refresh_from_db()
    assert speaker.slug == "hers"
    assert speaker.photo


def picture():
    gif = (
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\x08\6\0\0\0\x1f\x15\xc4\x89\0\0\0\rIDATx\x9cc"
        b"\xf8\xcf\xc0\xf0\x1f\0\5\0\1\xff\x89\x99=\x1d\0\0\0\0IEND\xaeB`\x82"
    )
    return SimpleUploadedFile("photo.png", gif, "image/png")


def test_keynote_that_was_given_another_kind_keeps_both_edits(admin_client, anna, program):
    keynote = Session.objects.get(slug="keynote-ed-chi")
    as_keynote = reverse("admin:program_keynote_change", args=[keynote.pk])
    mine = filled_form(admin_client.get(as_keynote)) | {"title_en": "Mine"}
    save(anna, reverse("admin:program_session_change", args=[keynote.pk]), kind="talk")
    assert admin_client.post(as_keynote, mine).status_code == 302
    keynote = Session.objects.get(pk=keynote.pk)
    assert (keynote.title_en, keynote.kind) == ("Mine", "talk")
