# wsisc with all that it needs, fonts among it; nothing is fetched when it runs.
#   docker build -t wsisc .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" wsisc build submission.yaml --format pdf
FROM python:3.13-slim AS build
COPY . /source
RUN python -m venv /opt/wsisc && /opt/wsisc/bin/pip install --no-cache-dir "/source[cjk]"

FROM python:3.13-slim
COPY --from=build /opt/wsisc /opt/wsisc
RUN useradd --create-home --uid 1000 wsisc
ENV PATH="/opt/wsisc/bin:$PATH" XDG_CACHE_HOME=/tmp/cache
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["wsisc"]
CMD ["--help"]
