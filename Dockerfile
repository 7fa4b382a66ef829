# The bot alone: the practice workspace and the tests are used from a checkout.
FROM python:3.13-slim AS libraries
COPY requirements.txt /
RUN python -m venv /libraries \
    && /libraries/bin/pip install --no-cache-dir --no-compile --require-hashes -r /requirements.txt

FROM python:3.13-slim
RUN groupadd --system --gid 10001 bot \
    && useradd --system --uid 10001 --gid bot --no-create-home --home-dir /nonexistent bot \
    && install --directory --owner bot --group bot --mode 0700 /data
COPY --from=libraries /libraries /libraries
WORKDIR /app
COPY manifest.json ./
COPY languages languages
COPY scheduling scheduling
COPY bot bot
RUN /libraries/bin/python -m compileall -q /app /libraries/lib

# Nothing is written outside /data, so the root may be mounted read-only.
ENV PATH=/libraries/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/on-the-hour.db \
    HTTP_HOST=0.0.0.0 \
    HTTP_PORT=8000 \
    LOG_FORMAT=json
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request as web; web.urlopen('http://127.0.0.1:' + os.environ['HTTP_PORT'] + '/healthz', timeout=8)"]
CMD ["python", "-m", "bot", "run"]
