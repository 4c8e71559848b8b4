"""The translator's page: what is to do, both languages side by side, files for other tools."""

from io import BytesIO

import pytest
from babel.messages.pofile import read_po
from django.contrib.auth.models import Group, User
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from sessions.models import OutdatedText, Session
from sessions.texts import State, counted, texts
from speakers.history.models import Edit
from speakers.history.recording import recorded
from speakers.history.restoring import deleted, restore, steps
from tests.admin.forms import filled_form
from tests.writes import edit

PANEL = "program.session:llm-day/llm-day-panel"
TITLE, ABSTRACT = f"{PANEL}:title", f"{PANEL}:abstract"


@pytest.fixture
def page(program):
    return reverse("admin:program_event_translations", args=[program.pk]) + "?language=zh-hans"


@pytest.fixture
def po(program):
    return reverse("admin:program_event_translations_po", args=[program.pk]) + "?language=zh-hans"


def panel():
    return Session.objects.get(slug="llm-day-panel")


def state_of(program, key, language="zh-hans"):
    return next(text.state for text in texts(program, language) if text.key == key)


def answer(key, seen, text, **others):
    return {f"seen-{key}": seen, f"text-{key}": text} | {
        f"{name}-{key}": value for name, value in others.items()
    }


def test_text_in_one_language_only_is_missing_in_the_other(program):
    edit("llm-day-panel", title_zh_hans=None)
    assert state_of(program, TITLE) == State.MISSING


def test_text_that_is_the_same_in_both_languages_is_counted_as_such(program):
    edit("llm-day-panel", title_en="LLM", title_zh_hans="LLM")
    assert state_of(program, TITLE) == State.SAME


@pytest.mark.parametrize(
    ("changed", "outdated"), [("title_en", "zh-hans"), ("title_zh_hans", "en")]
)
def test_when_one_language_changes_the_other_is_outdated(program, changed, outdated):
    session = panel()
    setattr(session, changed, "Something else / 别的")
    session.save()
    assert state_of(program, TITLE, outdated) == State.OUTDATED


def test_when_both_change_none_is_outdated(program):
    session = panel()
    session.title_en, session.title_zh_hans = "Something else", "别的"
    session.save()
    assert state_of(program, TITLE) == State.DONE


def test_translating_anew_ends_being_outdated(program):
    for column, text in (("title_en", "Something else"), ("title_zh_hans", "别的")):
        session = panel()
        setattr(session, column, text)
        session.save()
    assert state_of(program, TITLE) == State.DONE
    assert not OutdatedText.objects.exists()


def test_what_is_restored_is_as_outdated_as_it_was(program):
    with recorded(None):
        session = panel()
        session.title_en = "Something else"
        session.save()
    key = session.pk
    with recorded(None):
        session.delete()
    gone = deleted(Session).get(key=str(key))
    restore(steps(Session, key, gone.edit_id - 1))
    assert state_of(program, TITLE) == State.OUTDATED


def test_counts_add_up_to_all_texts(program):
    found = texts(program, "zh-hans")
    counts = counted(found)
    assert sum(counts.pop("").values()) == len(found)
    assert sum(sum(states.values()) for states in counts.values()) == len(found)


def test_page_shows_what_is_to_do(organizer, page):
    edit("llm-day-panel", title_zh_hans=None)
    html = organizer.get(f"{page}&kind=program.session").text
    assert f'name="text-{TITLE}"' in html
    assert f'name="text-{ABSTRACT}"' not in html


def test_many_objects_are_translated_at_once(admin_client, page):
    edit("llm-day-panel", title_zh_hans=None)
    edit("ws-mlg", title_zh_hans=None)
    data = filled_form(admin_client.get(page), form="form.translations")
    data |= {f"text-{TITLE}": "圆桌", "text-program.session:kdd-2023/ws-mlg:title": "图机器学习"}
    assert admin_client.post(page, data).status_code == 302
    assert panel().title_zh_hans == "圆桌"
    assert Session.objects.get(slug="ws-mlg").title_zh_hans == "图机器学习"


def test_what_somebody_changed_meanwhile_is_shown_and_nothing_is_saved(admin_client, page):
    edit("llm-day-panel", title_zh_hans="别人的标题")
    data = answer(TITLE, "", "我的标题") | answer(ABSTRACT, panel().abstract_zh_hans or "", "摘要")
    response = admin_client.post(page, data)
    assert response.status_code == 409
    assert "别人的标题" in response.text
    assert "我的标题" in response.text
    assert panel().title_zh_hans == "别人的标题"
    assert panel().abstract_zh_hans != "摘要"


def test_what_is_refused_is_told_in_the_language_of_the_admin(admin_client, page):
    admin_client.cookies["language"] = "zh-hans"
    edit("llm-day-panel", title_zh_hans="别人的标题")
    response = admin_client.post(page, answer(TITLE, "", "我的标题"))
    assert "现在的内容是：别人的标题" in response.text


def test_having_seen_it_one_may_decide(admin_client, page):
    edit("llm-day-panel", title_zh_hans="别人的标题")
    refused = admin_client.post(page, answer(TITLE, "", "我的标题"))
    admin_client.post(page, filled_form(refused, form="form.translations"))
    assert panel().title_zh_hans == "我的标题"


def test_text_that_is_too_long_is_refused_with_the_reason(admin_client, page):
    response = admin_client.post(page, answer(TITLE, panel().title_zh_hans, "长" * 1000))
    assert response.status_code == 409
    assert "1000" in response.text


def test_outdated_text_may_be_right_as_it_is(admin_client, page, program):
    session = panel()
    session.title_en += "!"
    session.save()
    text = panel().title_zh_hans
    admin_client.post(page, answer(TITLE, text, text, right="on"))
    assert state_of(program, TITLE) == State.DONE


def test_whoever_may_only_look_translates_nothing(viewer, page, po):
    assert viewer.get(page).status_code == 403
    assert viewer.post(page, answer(TITLE, "", "x")).status_code == 403
    assert viewer.get(po).status_code == 403


def test_file_for_translators_is_read_by_babel_and_has_all_texts(admin_client, po, program):
    catalog = read_po(BytesIO(admin_client.get(po).content), abort_invalid=True)
    found = {message.context: message.string for message in catalog if message.id}
    assert found == {text.key: text.target for text in texts(program, "zh-hans")}


def upload(client, po, content):
    return client.post(po, {"file": SimpleUploadedFile("texts.po", content)}, follow=True)


def test_file_is_shown_before_it_is_saved(admin_client, po, page):
    edit("llm-day-panel", title_zh_hans=None)
    content = admin_client.get(po).text
    title = panel().title_en
    content = content.replace(f'msgid "{title}"\nmsgstr ""', f'msgid "{title}"\nmsgstr "圆桌"')
    response = upload(admin_client, po, content.encode())
    assert panel().title_zh_hans is None
    admin_client.post(page, filled_form(response, form="form.translations"))
    assert panel().title_zh_hans == "圆桌"


def test_translation_of_a_text_that_reads_otherwise_by_now_is_refused(admin_client, po):
    content = admin_client.get(po).content
    edit("llm-day-panel", title_en="Retitled")
    assert "Export the texts again." in upload(admin_client, po, content).text


def test_file_that_is_none_is_refused_in_words(admin_client, po):
    assert "This is no PO file" in upload(admin_client, po, b"\xff\xfe msgid").text


def test_page_takes_few_queries_however_large_the_program(
    admin_client, page, django_assert_max_num_queries
):
    admin_client.get(page)  # content types are remembered
    with django_assert_max_num_queries(15):
        admin_client.get(page + "&state=")


def test_translation_stands_in_the_history(admin_client, admin_user, page):
    admin_client.post(page, answer(TITLE, panel().title_zh_hans, "圆桌"))
    edit = Edit.objects.latest("pk")
    assert (edit.made_by, edit.comment) == (admin_user, "Translated")
    assert [change.after["title_zh_hans"] for change in edit.changes.all()] == ["圆桌"]


def test_translator_may_translate_and_nothing_else(client, page, program):
    translator = User.objects.create_user("translator", is_staff=True)
    translator.groups.add(Group.objects.get(name="Translator"))
    client.force_login(translator)
    assert client.post(page, answer(TITLE, panel().title_zh_hans, "圆桌")).status_code == 302
    assert panel().title_zh_hans == "圆桌"
