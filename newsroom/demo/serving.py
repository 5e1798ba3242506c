"""Serves the demo on this machine with the production server, in threads and two processes."""

from __future__ import annotations

import errno
import socket
import threading
from typing import Any

from django.conf import settings

from newsroom.demo.first_pictures import ask_for_pictures


def free_port_or_reason(port: int) -> str:
    """Empty if the port can be used; else what is wrong and what to do."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return (
                    f"Port {port} is taken by another program. "
                    f"Stop that one, or choose another: manage.py demo --port {port + 1}"
                )
            return f"Port {port} cannot be used: {error.strerror}. Choose another with --port."
    return ""


def serve(port: int) -> None:
    """Runs until Ctrl-C."""
    from gunicorn.app.base import BaseApplication

    from newsroom.wsgi import application

    def look_first(worker: Any) -> None:
        """In the first process, beside its work: nobody waits for pictures, neither here nor at the front."""
        if worker.age == 1:
            threading.Thread(target=ask_for_pictures, args=(port,), daemon=True).start()

    class Demo(BaseApplication):  # type: ignore[misc]
        def load_config(self) -> None:
            for name, value in {
                "bind": f"127.0.0.1:{port}",
                "workers": 2,
                "threads": 4,
                "worker_class": "gthread",
                "loglevel": "warning",
                "proc_name": settings.SITE_NAME,
                "control_socket_disable": True,
                "post_worker_init": look_first,
            }.items():
                if name in self.cfg.settings:
                    self.cfg.set(name, value)

        def load(self) -> object:
            return application

    Demo().run()
