"""The WSGI application that a server such as Granian calls: Django inside the page store."""

import gc
import os
from wsgiref.types import WSGIApplication

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kdd_program.settings")
django = get_wsgi_application()

from django.conf import settings  # noqa: E402 - what follows needs Django set up
from django.core.cache import caches  # noqa: E402
from django.urls import get_resolver  # noqa: E402

from kdd_program.courier import Courier  # noqa: E402
from kdd_program.environment import demand_none  # noqa: E402
from kdd_program.store.layer import PageStore  # noqa: E402
from kdd_program.store.memory import Memory  # noqa: E402
from kdd_program.store.shelf import Shelf, build  # noqa: E402
from kdd_program.store.watch import Watch  # noqa: E402

demand_none()
application: WSGIApplication = PageStore(
    django,
    Watch(),
    Memory(settings.PAGE_STORE_MB * 1024 * 1024),
    Shelf(caches["pages"], build()),
)
if settings.METRICS_TOKEN:
    from kdd_program.metrics import counted

    application = counted(application)
Courier().start()

_ = get_resolver().url_patterns  # imports what the first request would wait for
gc.collect()
gc.freeze()  # what stays for good is not walked through while everybody waits
