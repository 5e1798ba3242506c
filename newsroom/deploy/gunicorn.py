"""The production server: two processes a core, four threads each, recycled before memory drifts."""

import multiprocessing
import os

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_PROCESSES", str(2 * multiprocessing.cpu_count())))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
backlog = 512
timeout = 30
graceful_timeout = 20
keepalive = 15
max_requests = 20_000
max_requests_jitter = 2_000
preload_app = True
accesslog = None
errorlog = "-"
