"""Machine formats of an event, whose slug stands before them; the language is `?lang=`."""

from django.urls import path

from sessions.views import changes, citations, machine

urlpatterns = [
    path("schedule.ics", machine.ScheduleCalendar.as_view(), name="schedule-calendar"),
    path("schedule.xml", machine.ScheduleXML.as_view(), name="schedule-xml"),
    path("schedule.json", machine.ScheduleJSON.as_view(), name="schedule-json"),
    path("sessions/<slug:slug>.ics", machine.SessionCalendar.as_view(), name="session-calendar"),
    path("papers.<slug:suffix>", citations.Papers.as_view(), name="papers"),
    path("sessions/<slug:slug>.<slug:suffix>", citations.Cited.as_view(), name="session-citation"),
    path("speakers/<slug:slug>.ics", machine.SpeakerCalendar.as_view(), name="speaker-calendar"),
    path("agenda.ics", machine.AgendaCalendar.as_view(), name="agenda-calendar"),
    path("program.json", machine.ProgramState.as_view(), name="program-state"),
    path("changes.atom", changes.ChangesFeed.as_view(), name="changes-feed"),
]
