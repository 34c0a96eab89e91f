"""The door for the web server."""

import gc
import os
from importlib import import_module

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "contest_portal.settings")

application = get_wsgi_application()

# Addresses are read before the first request. What is loaded by now stays until the process ends:
# the collector need not look through it again, which is a tenth of what writing thousands of
# mails takes.
import_module(settings.ROOT_URLCONF)
gc.collect()
gc.freeze()
