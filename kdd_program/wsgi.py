"""The WSGI application that a server such as Granian calls."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kdd_program.settings")
application = get_wsgi_application()
