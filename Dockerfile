# wsisc with all that it needs, fonts among it; nothing is fetched when it runs.
#   docker build -t wsisc .
#   docker run --rm --user "$(id -u):$(id -g)" -v "$PWD:/work" wsisc build submission.yaml --format pdf
# What is installed has the versions and hashes of requirements-*.txt. A tag of the base image can be given another
# image; whoever publishes the container names the image by its digest:
#   docker build --build-arg BASE=python:3.13-slim@sha256:... -t wsisc .
ARG BASE=python:3.13-slim

FROM ${BASE} AS build
COPY . /source
RUN python -m venv /opt/build && python -m venv /opt/wsisc \
    && /opt/build/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /source/requirements-build.txt \
    && /opt/wsisc/bin/pip install --no-cache-dir --require-hashes --only-binary :all: -r /source/requirements-run.txt \
    && /opt/build/bin/pip wheel --no-cache-dir --no-deps --no-build-isolation --wheel-dir /wheel /source \
    && /opt/wsisc/bin/pip install --no-cache-dir --no-index --no-deps /wheel/*.whl

FROM ${BASE}
COPY --from=build /opt/wsisc /opt/wsisc
RUN useradd --create-home --uid 1000 wsisc
ENV PATH="/opt/wsisc/bin:$PATH" XDG_CACHE_HOME=/tmp/cache
USER 1000:1000
WORKDIR /work
ENTRYPOINT ["wsisc"]
CMD ["--help"]
