"""The production server: two processes a core, four threads each, recycled before memory drifts."""

import gc
import multiprocessing
import os
import sys
from typing import Any

bind = os.environ.get("BIND", "0.0.0.0:8000")
workers = int(os.environ.get("WEB_PROCESSES", str(2 * multiprocessing.cpu_count())))
worker_class = "gthread"
threads = int(os.environ.get("WEB_THREADS", "4"))
backlog = 512
timeout = 30
graceful_timeout = 20
keepalive = 15
max_requests = int(os.environ.get("WEB_REQUESTS", "20000"))
max_requests_jitter = max_requests // 10
preload_app = True
control_socket_disable = True  # it would lie in a home that the container's user has not
accesslog = None
errorlog = "-"


def when_ready(server: Any) -> None:
    """Refuses to serve without static files, and by a clock that is not the database's.

    `/ready` tells of one that drifts later.
    """
    from django.db import connections

    from newsroom.health import clock_fault, static_fault

    fault = static_fault() or clock_fault()
    connections.close_all()  # no worker inherits this process's connection
    if fault:
        server.log.error(fault)
        server.halt(reason=fault, exit_status=3)
        sys.exit(3)
    # What all processes share from here on is looked through by none: a search for garbage, in the
    # middle of somebody's request, took 70 ms of CPU time and takes 15.
    gc.collect()
    gc.freeze()


def post_fork(_server: Any, worker: Any) -> None:
    """Lays the settings out as plain attributes.

    gunicorn looks 20 of them up for each request, each through two calls of Python.
    """
    cfg = worker.cfg
    found = {name: each.get() for name, each in cfg.settings.items() if name not in dir(type(cfg))}
    vars(cfg).update(found)
