#!/bin/sh
# What the image needs besides its packages: vendor files, catalogues, hashed static files.
set -eu
python -c "from launcher.assets import copy_vendor_files; copy_vendor_files()"
rm -rf node_modules
python manage.py compile_catalogues
python manage.py collectstatic --noinput
