#!/bin/sh
# The web process: bring the database up to date, refuse a wrong configuration, then serve.
# It listens on a unix socket only, so that an arrival stamp can come from nginx alone.
set -eu
python manage.py migrate --noinput
python manage.py load_provinces
python manage.py check --deploy --database default --fail-level WARNING
exec granian --interface wsgi contest_portal.wsgi:application \
    --uds /run/portal/granian.sock --workers 2 --blocking-threads 16
