# One machine's newsroom: `docker compose up`. The data folder is the only thing to keep.
FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy DATA_DIR=/data PATH=/app/.venv/bin:$PATH
# `manage.py backup` wants a pg_dump that is not older than the server: Debian's is.
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install -y --no-install-recommends postgresql-client-18 && rm -rf /var/lib/apt/lists/*
RUN pip install --no-cache-dir uv && useradd --system --uid 10001 --home /app newsroom \
    && install -d -o newsroom /data /backups
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --extra redis --extra s3 --extra brotli
COPY . .
USER newsroom
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=10s --start-period=300s CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=3)"]
CMD ["sh", "-c", "python manage.py migrate --no-input && python manage.py collectstatic --no-input -v0 && exec gunicorn newsroom.wsgi -c newsroom/deploy/gunicorn.py"]
