"""Pages inside an event, whose slug stands before them in the address."""

from django.urls import path

from sessions.views import (
    agenda,
    booklet,
    cards,
    changes,
    embed,
    events,
    now,
    offline,
    people,
    schedule,
    sessions,
    topics,
)

app_name = "program"
urlpatterns = [
    path("", events.EventDetail.as_view(), name="event"),
    path("card.png", cards.EventCard.as_view(), name="event_card"),
    path("booklet.pdf", booklet.Booklet.as_view(), name="booklet"),
    path("schedule/", schedule.Schedule.as_view(), name="schedule"),
    path("agenda/", agenda.Agenda.as_view(), name="agenda"),
    path("now/", now.Now.as_view(), name="now"),
    path("rooms/<slug:room>/now/", now.RoomNow.as_view(), name="room_now"),
    path("offline.json", offline.Offline.as_view(), name="offline"),
    path("keynotes/", sessions.KeynoteList.as_view(), name="keynotes"),
    path("panels/", sessions.PanelList.as_view(), name="panels"),
    path("sessions/", sessions.SessionList.as_view(), name="sessions"),
    path("sessions/<slug:slug>/", sessions.SessionDetail.as_view(), name="session"),
    path("sessions/<slug:slug>/card.png", cards.SessionCard.as_view(), name="session_card"),
    path("speakers/", people.EventSpeakerList.as_view(), name="speakers"),
    path("organizations/", people.EventOrganizationList.as_view(), name="organizations"),
    path("topics/", topics.TopicList.as_view(), name="topics"),
    path("topics/<str:slug>/", topics.TopicDetail.as_view(), name="topic"),
    path("embed/", embed.Embed.as_view(), name="embed"),
    path("embed/schedule/", embed.EmbeddedSchedule.as_view(), name="embedded_schedule"),
    path("embed/speakers/", embed.EmbeddedSpeakers.as_view(), name="embedded_speakers"),
    path("changes/", changes.Changes.as_view(), name="changes"),
]
