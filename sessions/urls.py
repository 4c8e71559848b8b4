"""Pages inside an event, whose slug stands before them in the address."""

from django.urls import path

from sessions.views import events, people, sessions, topics

app_name = "program"
urlpatterns = [
    path("", events.EventDetail.as_view(), name="event"),
    path("schedule/", events.Schedule.as_view(), name="schedule"),
    path("keynotes/", sessions.KeynoteList.as_view(), name="keynotes"),
    path("panels/", sessions.PanelList.as_view(), name="panels"),
    path("sessions/", sessions.SessionList.as_view(), name="sessions"),
    path("sessions/<slug:slug>/", sessions.SessionDetail.as_view(), name="session"),
    path("speakers/", people.EventSpeakerList.as_view(), name="speakers"),
    path("organizations/", people.EventOrganizationList.as_view(), name="organizations"),
    path("topics/", topics.TopicList.as_view(), name="topics"),
    path("topics/<str:slug>/", topics.TopicDetail.as_view(), name="topic"),
]
