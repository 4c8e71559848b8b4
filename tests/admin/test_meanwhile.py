"""Two people open the page of a session; whoever saves second overwrites nothing unseen."""

import pytest
from django.contrib.auth.models import User
from django.urls import reverse

from sessions.models import Room, Session
from speakers.history import recorded
from speakers.models import Speaker
from tests.admin.clashes import answer, asked, save
from tests.admin.forms import filled_form, new_row, page


@pytest.fixture
def url(panel):
    return reverse("admin:program_session_change", args=[panel.pk])


def test_field_that_only_the_other_changed_is_kept_and_told(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    save(anna, url, language="fr")
    response = admin_client.post(url, mine, follow=True)
    panel = Session.objects.get(pk=panel.pk)
    assert (panel.title_en, panel.language) == ("Mine", "fr")
    assert "Meanwhile Anna changed: Spoken language. That is kept." in response.text


def test_field_that_both_changed_is_asked_with_both_values_and_who(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    save(anna, url, title_en="Hers")
    response = admin_client.post(url, mine)
    assert asked(response) == [("Title (English)", "Hers", "Mine")]
    assert "Anna" in page(response).select_one(".clash .whose").text
    assert Session.objects.get(pk=panel.pk).title_en == "Hers"


@pytest.mark.parametrize("button", [False, True])
@pytest.mark.parametrize("decision", [("mine", "Mine"), ("theirs", "Hers")])
def test_decision_is_saved_with_the_rest(decision, button, admin_client, anna, url):
    whose, title = decision
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine", "slug": "my-slug"}
    save(anna, url, title_en="Hers", language="fr")
    response = answer(admin_client, url, admin_client.post(url, mine), whose, button=button)
    assert response.status_code == 302
    panel = Session.objects.get(slug="my-slug")
    assert (panel.title_en, panel.language) == (title, "fr")


def test_field_by_field(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine", "slug": "my-slug"}
    save(anna, url, title_en="Hers", slug="her-slug")
    response = admin_client.post(url, mine)
    choices = {"choice-//title_en": "mine", "choice-//slug": "theirs"}
    assert admin_client.post(url, filled_form(response) | choices).status_code == 302
    panel = Session.objects.get(pk=panel.pk)
    assert (panel.title_en, panel.slug) == ("Mine", "her-slug")


def test_no_decision_is_asked_again(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    save(anna, url, title_en="Hers")
    response = admin_client.post(url, mine)
    again = admin_client.post(url, filled_form(response))
    assert asked(again) == [("Title (English)", "Hers", "Mine")]
    assert Session.objects.get(pk=panel.pk).title_en == "Hers"


def test_a_third_change_while_one_decides_is_asked_anew(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    save(anna, url, title_en="Hers")
    response = admin_client.post(url, mine)
    save(anna, url, title_en="Hers, second thoughts")
    again = answer(admin_client, url, response, "mine")
    assert asked(again)[0][1] == "Hers, second thoughts"
    assert Session.objects.get(pk=panel.pk).title_en == "Hers, second thoughts"


def test_two_tabs_of_one_person_do_not_overwrite_each_other(admin_client, panel, url):
    tabs = [filled_form(admin_client.get(url)) for _tab in range(2)]
    admin_client.post(url, tabs[0] | {"title_en": "First tab"})
    response = admin_client.post(url, tabs[1] | {"title_en": "Second tab"})
    assert asked(response)[0][1:] == ("First tab", "Second tab")


def test_form_with_a_mistake_still_knows_what_it_was_opened_with(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine", "slug": ""}
    wrong = admin_client.post(url, mine)
    save(anna, url, title_en="Hers")
    response = admin_client.post(url, filled_form(wrong) | {"slug": "mended"})
    assert asked(response) == [("Title (English)", "Hers", "Mine")]


def test_form_that_does_not_say_what_it_was_opened_with_overwrites_nothing(
    admin_client, panel, url
):
    data = filled_form(admin_client.get(url)) | {"title_en": "Blind"}
    data["loaded-state"] = "forged"
    assert asked(admin_client.post(url, data))
    assert Session.objects.get(pk=panel.pk).title_en != "Blind"


def test_person_who_was_added_meanwhile_stays(admin_client, anna, panel, url):
    mine = new_row(
        filled_form(admin_client.get(url)),
        "participations",
        speaker=Speaker.objects.get(slug="peng-zhang").pk,
    )
    theirs = new_row(
        filled_form(anna.get(url)),
        "participations",
        speaker=Speaker.objects.exclude(participations__session=panel).first().pk,
    )
    before = panel.participations.count()
    anna.post(url, theirs)
    assert admin_client.post(url, mine).status_code == 302
    assert panel.participations.count() == before + 2
    assert panel.participations.get(speaker__slug="peng-zhang").order == before + 2


def test_person_who_was_removed_meanwhile_stays_away(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    before = panel.participations.count()
    save(anna, url, **{"participations-0-DELETE": "on"})
    response = admin_client.post(url, mine, follow=True)
    assert panel.participations.count() == before - 1
    assert Session.objects.get(pk=panel.pk).title_en == "Mine"
    assert "Meanwhile Anna changed: Participation:" in response.text


def test_role_that_both_changed_is_asked_and_names_the_person(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"participations-1-role": "chair"}
    save(anna, url, **{"participations-1-role": "author"})
    response = admin_client.post(url, mine)
    ((what, theirs, ours),) = asked(response)
    person = panel.participations.order_by("order")[1]
    assert str(person.speaker) in what
    assert (theirs, ours) == ("Author", "Chair")
    assert answer(admin_client, url, response, "mine").status_code == 302
    assert panel.participations.get(pk=person.pk).role == "chair"


@pytest.mark.parametrize("decision", [("mine", 1), ("theirs", 0)])
def test_person_whom_one_removed_and_one_changed(decision, admin_client, anna, panel, url):
    whose, count = decision
    person = panel.participations.order_by("order").first()
    mine = filled_form(admin_client.get(url)) | {"participations-0-role": "chair"}
    save(anna, url, **{"participations-0-DELETE": "on"})
    response = admin_client.post(url, mine)
    assert asked(response)[0][1] == "removed"
    assert answer(admin_client, url, response, whose).status_code == 302
    assert panel.participations.filter(speaker=person.speaker, role="chair").count() == count


def test_person_whom_i_remove_and_another_changed_is_asked(admin_client, anna, panel, url):
    person = panel.participations.order_by("order").first()
    mine = filled_form(admin_client.get(url)) | {"participations-0-DELETE": "on"}
    save(anna, url, **{"participations-0-role": "chair"})
    response = admin_client.post(url, mine)
    assert panel.participations.filter(pk=person.pk).exists()
    assert answer(admin_client, url, response, "mine").status_code == 302
    assert not panel.participations.filter(pk=person.pk).exists()


def test_change_by_an_action_is_not_undone(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    action = {"action": "cancel", "_selected_action": [panel.pk]}
    anna.post(reverse("admin:program_session_changelist"), action)
    admin_client.post(url, mine)
    panel = Session.objects.get(pk=panel.pk)
    assert (panel.title_en, panel.status) == ("Mine", "cancelled")


def test_a_session_moved_to_another_time_meanwhile_keeps_it(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    save(anna, url, start="2023-08-08T09:00", end="2023-08-08T09:30")
    assert admin_client.post(url, mine).status_code == 302
    assert f"{Session.objects.get(pk=panel.pk).local_start:%H:%M}" == "09:00"


def test_object_that_was_deleted_meanwhile_can_be_saved_all_the_same(
    admin_client, anna, panel, url
):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    people = panel.participations.count()
    anna.post(reverse("admin:program_session_delete", args=[panel.pk]), {"post": "yes"})
    response = admin_client.post(url, mine)
    assert response.status_code == 200
    assert "Anna" in page(response).select_one(".meanwhile").text
    assert not Session.objects.filter(pk=panel.pk).exists()
    data = filled_form(response) | {"restore-and-save": "yes"}
    assert admin_client.post(url, data).status_code == 302
    panel = Session.objects.get(slug="llm-day-panel")
    assert (panel.title_en, panel.participations.count()) == ("Mine", people)


def test_what_was_changed_and_then_deleted_is_asked_too(admin_client, anna, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    save(anna, url, title_en="Hers")
    anna.post(reverse("admin:program_session_delete", args=[panel.pk]), {"post": "yes"})
    response = admin_client.post(url, mine)
    data = filled_form(response) | {"restore-and-save": "yes"}
    assert asked(admin_client.post(url, data)) == [("Title (English)", "Hers", "Mine")]


def test_deleting_what_changed_since_the_question_asks_again(admin_client, anna, panel, url):
    delete = reverse("admin:program_session_delete", args=[panel.pk])
    data = filled_form(admin_client.get(delete), "#content form")
    save(anna, url, title_en="Hers")
    response = admin_client.post(delete, data, follow=True)
    assert Session.objects.filter(pk=panel.pk).exists()
    assert "Anna" in page(response).select_one(".messagelist").text
    assert admin_client.post(delete, filled_form(response, "#content form")).status_code == 302
    assert not Session.objects.filter(pk=panel.pk).exists()


def test_change_from_the_board_counts_as_well(admin_client, panel, url):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    with recorded(User.objects.create_user("bo"), "Moved on the board"):
        panel.room = Room.objects.get(slug="grand-b")
        panel.save()
    response = admin_client.post(url, mine, follow=True)
    assert "Meanwhile bo changed: Room" in response.text
    assert Session.objects.get(pk=panel.pk).room.slug == "grand-b"


def test_question_stands_in_chinese_too(admin_client, anna, panel, url, settings):
    mine = filled_form(admin_client.get(url)) | {"title_en": "Mine"}
    save(anna, url, title_en="Hers")
    admin_client.cookies[settings.LANGUAGE_COOKIE_NAME] = "zh-hans"
    response = admin_client.post(url, mine)
    assert page(response).html["lang"] == "zh-hans"
    assert len(asked(response)) == 1
