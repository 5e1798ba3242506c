# One machine's newsroom: `docker compose up`. The data folder is the only thing to keep.
FROM python:3.13-slim-bookworm
ENV PYTHONUNBUFFERED=1 UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy DATA_DIR=/data
RUN pip install --no-cache-dir uv && useradd --system --uid 10001 --home /app newsroom \
    && install -d -o newsroom /data
WORKDIR /app
COPY pyproject.toml uv.lock ./
RUN uv sync --frozen --no-dev --extra redis --extra s3 --extra brotli
COPY . .
USER newsroom
VOLUME /data
EXPOSE 8000
HEALTHCHECK CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/health', timeout=3)"]
CMD ["sh", "-c", "uv run --no-sync manage.py migrate --no-input && uv run --no-sync manage.py collectstatic --no-input -v0 && exec uv run --no-sync gunicorn newsroom.wsgi -c newsroom/deploy/gunicorn.py"]
