# The service as an image: `intake serve` on the folder /srv/desk, which holds desk.toml and everything it writes.
#
# No Debian package is added to the base. The user is number 10001: a folder of the host that is mounted on
# /srv/desk must be his. Mail that is on its way when the container stops is finished or taken up again at the start.

FROM python:3.11-slim-bookworm AS build
WORKDIR /src
RUN python3 -m venv /opt/build /opt/venv
COPY constraints.txt ./
RUN /opt/build/bin/python -m pip install --no-cache-dir --disable-pip-version-check --constraint constraints.txt hatchling
COPY pyproject.toml README.md LICENSE ./
COPY intake/ intake/
COPY routing/ routing/
COPY notifier/ notifier/
COPY templates/ templates/
RUN /opt/build/bin/python -m pip wheel --no-cache-dir --disable-pip-version-check \
        --no-build-isolation --no-deps --wheel-dir /dist . \
    && set -- /dist/*.whl \
    && /opt/venv/bin/python -m pip install --no-cache-dir --disable-pip-version-check \
        --constraint constraints.txt "$1[postgres,charts]"

FROM python:3.11-slim-bookworm
RUN groupadd --gid 10001 intake \
    && useradd --uid 10001 --gid 10001 --no-log-init --home-dir /srv/desk --shell /usr/sbin/nologin intake \
    && install -d -o intake -g intake -m 0750 /srv/desk
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    INTAKE_FOLDER=/srv/desk
WORKDIR /srv/desk
VOLUME /srv/desk
USER 10001:10001
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s --retries=3 CMD ["intake", "health"]
ENTRYPOINT ["intake"]
CMD ["serve"]
