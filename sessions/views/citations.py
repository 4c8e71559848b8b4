"""Papers and talks as citations: BibTeX, RIS, CSL-JSON."""

from collections.abc import Collection
from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.decorators import method_decorator

from sessions.exchange.citations import CITED, FORMATS, citations, telling_word
from sessions.models import Session
from sessions.querysets import SessionQuerySet
from sessions.views.limits import rate_limited
from sessions.views.machine import MachineFormat


class Citations(MachineFormat):
    """Citations as a file; the subclasses say of which sessions. 404 for an unknown format."""

    def program(self) -> SessionQuerySet:
        """Return the sessions among which keys are unique, drafts too: no key changes by them."""
        return Session.objects.of(self.event.root).filter(kind__in=CITED).for_detail()

    def as_file(
        self, program: SessionQuerySet, chosen: Collection[int], name: str, suffix: str
    ) -> HttpResponse:
        if suffix not in FORMATS:
            raise Http404
        form = FORMATS[suffix]
        found = citations(program, chosen, self.request.build_absolute_uri)
        disposition = f'inline; filename="{quote(self.event.slug)}-{name}.{suffix}"'
        return HttpResponse(
            form.write(found), form.media_type, headers={"Content-Disposition": disposition}
        )


@method_decorator(rate_limited("search", "q"), name="dispatch")
class Papers(Citations):
    """The papers and talks of an event, or what the schedule's filters leave of them."""

    def get(self, _request: HttpRequest, *, suffix: str, **_kwargs: str) -> HttpResponse:
        filters = self.filters()
        chosen = filters.matches if filters else self.sessions().values_list("pk", flat=True)
        return self.as_file(self.program(), set(chosen), "papers", suffix)


class Cited(Citations):
    """One paper or talk."""

    def get(self, _request: HttpRequest, *, slug: str, suffix: str, **_kwargs: str) -> HttpResponse:
        published = self.sessions().filter(
            event=self.event, kind__in=CITED, status=Session.Status.PUBLISHED
        )
        session: Session = get_object_or_404(published, slug=slug)
        program = self.program()
        may_clash = program.with_word(telling_word(session)) | program.filter(pk=session.pk)
        return self.as_file(may_clash, {session.pk}, quote(slug), suffix)
