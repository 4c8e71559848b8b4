"""Machine formats of an event, whose slug stands before them; the language is `?lang=`."""

from django.urls import path

from sessions.views import changes, machine

urlpatterns = [
    path("schedule.ics", machine.ScheduleCalendar.as_view(), name="schedule-calendar"),
    path("schedule.xml", machine.ScheduleXML.as_view(), name="schedule-xml"),
    path("schedule.json", machine.ScheduleJSON.as_view(), name="schedule-json"),
    path("agenda.ics", machine.AgendaCalendar.as_view(), name="agenda-calendar"),
    path("program.json", machine.ProgramState.as_view(), name="program-state"),
    path("changes.atom", changes.ChangesFeed.as_view(), name="changes-feed"),
]
