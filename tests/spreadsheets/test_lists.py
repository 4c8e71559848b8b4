"""The people and topics of a session become those of its cells, in their order."""

from sessions.models import Session
from tests.spreadsheets.files import put_in


def test_people_stand_in_the_order_of_the_cell(program):
    panel = Session.objects.get(slug="llm-day-panel")
    people = panel.participations.filter(role="panelist").order_by("order")
    wanted = [each.speaker.slug for each in people][::-1]
    put_in(program, [["Slug", "Event", "Panelists"], [panel.slug, "llm-day", "; ".join(wanted)]])
    assert [each.speaker.slug for each in people.all()] == wanted


def test_who_is_no_longer_named_is_no_longer_part_of_it(program):
    panel = Session.objects.get(slug="llm-day-panel")
    keep = panel.participations.filter(role="panelist").first().speaker.slug
    others = panel.participations.exclude(role="panelist").count()
    put_in(program, [["Slug", "Event", "Panelists"], [panel.slug, "llm-day", keep]])
    assert panel.participations.count() == 1 + others


def test_people_of_a_new_session_stand_role_by_role(program):
    names = {
        "Moderators": "Jure Leskovec",
        "Panelists": "Peng Zhang; Jie Tang",
        "Chairs": "Jiawei Han",
    }
    put_in(program, [["Title", *names], ["A New Panel", *names.values()]])
    people = Session.objects.get(title_en="A New Panel").participations.order_by("order")
    assert [(each.role, each.order) for each in people] == [
        ("panelist", 1),
        ("panelist", 2),
        ("moderator", 3),
        ("chair", 4),
    ]


def test_topics_become_those_of_the_cell(program):
    session = program.sessions.filter(tags__isnull=False).first()
    put_in(program, [["Slug", "Topics"], [session.slug, "AI and society; 全新的主题"]])
    assert {each.name_zh_hans for each in session.tags.all()} == {"人工智能与社会", "全新的主题"}
