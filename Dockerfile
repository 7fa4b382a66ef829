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
COPY scheduling scheduling
COPY bot bot
RUN /libraries/bin/python -m compileall -q /app /libraries/lib

# Nothing is written outside /data, so the root may be mounted read-only.
ENV PATH=/libraries/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DATABASE_URL=sqlite:////data/on-the-hour.db
USER bot
VOLUME /data
CMD ["python", "-m", "bot", "run"]
