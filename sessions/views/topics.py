"""Pages of topics: all topics of an event, and the sessions about one."""

from typing import Any

from django.db.models import Count
from django.shortcuts import get_object_or_404
from django.views.generic import ListView

from sessions.models import Tag
from sessions.people import filing
from sessions.schedule.days import in_order
from sessions.views.base import EventPage


class TopicList(EventPage, ListView):
    """The topics of an event's sessions, with how many sessions each has."""

    template_name = "program/topic_list.html"
    context_object_name = "topics"

    def get_queryset(self) -> list[Tag]:  # type: ignore[override]
        tagged = Tag.objects.filter(tagged_sessions__content_object__in=self.sessions())
        return sorted(tagged.annotate(sessions=Count("tagged_sessions")), key=filing)


class TopicDetail(EventPage, ListView):
    """The sessions of an event about one topic."""

    template_name = "program/topic.html"

    def get_queryset(self) -> Any:
        self.topic = get_object_or_404(Tag, slug=self.kwargs["slug"])
        return self.sessions().filter(tagged__tag=self.topic).for_lists().by_room()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sessions = in_order(self.object_list)
        return super().get_context_data(topic=self.topic, sessions=sessions, **kwargs)
