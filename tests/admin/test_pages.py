"""Every page of the admin opens, in both languages."""

import pytest
from django.contrib import admin
from django.urls import reverse
from taggit.models import Tag as TaggitTag

from sessions.models import Event, Keynote, Panel, Release, Room, Session, Tag, Track
from sessions.releases import record_release
from speakers.models import Organization, Speaker
from tests.admin.forms import page

MODELS = [
    Event,
    Keynote,
    Organization,
    Panel,
    Release,
    Room,
    Session,
    Speaker,
    Tag,
    Track,
]


def address(model, view, *args):
    name = model._meta.label_lower.replace(".", "_")
    return reverse(f"admin:{name}_{view}", args=args)


@pytest.fixture
def one_of_each(program, admin_user):
    program.tracks.create(slug="research", name_en="Research")
    record_release(program, admin_user, "First", "首次")


@pytest.mark.parametrize("model", MODELS)
def test_list_opens(model, organizer, one_of_each):
    assert organizer.get(address(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_add_page_opens(model, organizer, program):
    assert organizer.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_change_page_opens(model, organizer, one_of_each):
    thing = model.objects.first()
    assert organizer.get(address(model, "change", thing.pk)).status_code == 200


@pytest.mark.parametrize("model", MODELS)
@pytest.mark.parametrize(
    ("organizer", "words"), [("en", "Reasoning"), ("zh-hans", "推理")], indirect=["organizer"]
)
def test_search_answers(model, words, organizer, program):
    assert organizer.get(address(model, "changelist"), {"q": words}).status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_forms_show_languages_and_never_the_bare_field(model, organizer, program):
    form = page(organizer.get(address(model, "add"))).select_one("#content-main form")
    names = {field["name"].rsplit("-", 1)[-1] for field in form.select("[name]")}
    columns = {name for name in names if name.endswith(("_en", "_zh_hans"))}
    stems = {name.removesuffix("_en").removesuffix("_zh_hans") for name in columns}
    assert columns == {f"{stem}_{language}" for stem in stems for language in ("en", "zh_hans")}
    assert stems
    assert not stems & names


@pytest.mark.parametrize("model", [Event, Session, Keynote, Speaker, Organization])
def test_change_page_links_to_the_public_page(model, admin_client, program):
    thing = model.objects.first()
    found = page(admin_client.get(address(model, "change", thing.pk)))
    answer = admin_client.get(found.select_one(".viewsitelink")["href"])
    assert answer.url.endswith(thing.get_absolute_url())


def test_other_tag_model_has_no_admin():
    assert not admin.site.is_registered(TaggitTag)


def test_language_is_switched_by_a_post_from_any_page(admin_client, program):
    response = admin_client.get(address(Session, "changelist"), {"q": "LLM"})
    form = page(response).select_one(".language-switch")
    data = {"next": form.select_one("[name=next]")["value"], "language": "zh-hans"}
    answer = admin_client.post(form["action"], data, follow=True)
    assert answer.request["QUERY_STRING"] == "q=LLM"
    assert page(answer).html["lang"] == "zh-hans"


def test_labels_name_the_language(admin_client, program):
    found = page(admin_client.get(address(Session, "add")))
    labels = [label.text for label in found.select("label[for^=id_title_]")]
    assert labels == ["Title (English):", "Title (Chinese):"]
