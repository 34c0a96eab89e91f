# The image of web, worker and beat. Not built by the project's own tests: they have no container engine.

FROM node:24-slim AS assets
WORKDIR /portal
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts

FROM python:3.11-slim AS portal
ENV PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 PORTAL_DATA=/data
# The group of nginx in its own image, which reads the files of people and may not write them.
RUN groupadd --gid 101 nginx && useradd --system --uid 10001 --gid 101 --home-dir /portal portal && install -d -o portal /data /run/portal
WORKDIR /portal
COPY requirements/portal.txt requirements/portal.txt
RUN pip install --no-cache-dir --require-hashes -r requirements/portal.txt
COPY . .
COPY --from=assets /portal/node_modules node_modules
# Keys of the build only: nothing is signed while files are collected.
RUN PORTAL_SECRET_KEY=build PORTAL_LINK_KEY=build PORTAL_ORIGIN=http://localhost sh deploy/build.sh
USER portal
CMD ["sh", "deploy/web.sh"]
