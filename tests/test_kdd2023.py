"""The real program: what the sources say of KDD 2023 stands in the fixture, and no more."""

import pytest

from sessions.models import Event, Keynote, Panel, Participation, Session, Sponsorship, Tag
from speakers.models import Speaker

pytestmark = pytest.mark.django_db


def test_the_73_sourced_records_are_72_sessions_and_llm_day_as_an_event():
    assert Session.objects.count() == 72
    assert Event.objects.get(slug="llm-day").parent == Event.objects.get(slug="kdd-2023")


def test_llm_day_has_five_keynotes_and_a_panel(program):
    day = Event.objects.get(slug="llm-day")
    keynotes = Keynote.objects.of(day).order_by("start")
    speakers = [each.participations.get().speaker.name_en for each in keynotes]
    assert speakers == [
        "Jaime Teevan",
        "Denny Zhou",
        "Vedanuj Goswami",
        "Peng Zhang",
        "Jason Wei",
    ]
    assert Panel.objects.of(day).get().participations.count() == 6


def test_keynote_speakers_who_are_panelists_on_the_same_day():
    for slug in ("jaime-teevan", "denny-zhou", "vedanuj-goswami"):
        parts = Participation.objects.filter(speaker__slug=slug, session__event__slug="llm-day")
        assert set(parts.values_list("role", flat=True)) == {"speaker", "panelist"}


def test_affiliation_belongs_to_the_participation():
    parts = Participation.objects.filter(speaker__slug="ed-chi")
    organizations = {part.session.slug: part.organization.slug for part in parts}
    assert organizations == {
        "ws-llm-ai": "google",
        "llm-ai-chi": "google",
        "keynote-ed-chi": "google",
        "llm-day-panel": "google-deepmind",
    }


def test_talk_and_plenary_of_nearly_the_same_title_are_two_sessions():
    titles = Session.objects.filter(
        participations__speaker__slug="ed-chi", title_en__contains="Revolution"
    )
    assert titles.count() == 2


def test_author_and_speaker_of_the_same_name_are_one_person():
    leskovec = Speaker.objects.get(name_en="Jure Leskovec")
    assert set(leskovec.participations.values_list("role", flat=True)) == {"speaker", "author"}


def test_papers_stand_inside_their_workshops():
    for slug, papers in (("ws-llm-ai", 9), ("ws-causal-ml", 7)):
        assert Session.objects.filter(parent__slug=slug, kind="paper").count() == papers


def test_what_is_unknown_is_empty():
    plenary = Session.objects.get(slug="keynote-eric-horvitz")
    assert (str(plenary.day), plenary.start, plenary.room) == ("2023-08-09", None, None)
    assert Session.objects.get(slug="tut-dp-fy-ml").day is None
    assert Session.objects.get(slug="ws-mlg").end is None
    assert not Session.objects.exclude(language="").exists()


def test_zhipu_ai_is_the_diamond_sponsor():
    sponsor = Sponsorship.objects.get()
    assert (sponsor.organization.name_zh_hans, sponsor.tier) == ("智谱 AI", "diamond")


def test_every_text_of_event_session_and_topic_is_in_both_languages():
    pairs = [(Event, ["name", "short_name", "tagline", "description", "venue", "city"]),
             (Session, ["title", "abstract"]), (Tag, ["name"])]  # fmt: skip
    for model, fields in pairs:
        for each in model.objects.all():
            for field in fields:
                english, chinese = getattr(each, f"{field}_en"), getattr(each, f"{field}_zh_hans")
                assert bool(english) == bool(chinese), (each, field)


def test_titles_of_the_press_report_are_kept():
    reason = Session.objects.get(slug="llm-day-teach-to-reason")
    assert reason.title_zh_hans == "教语言模型学推理"
