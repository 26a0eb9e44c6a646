"""Program: the web server of life, granian with our pages, begun anew for each line on standard input; prints its process group.

The application is loaded once, before any connection or thread, and forked: so that a killed server is back in a moment.
With "twin" as second argument the guard against forms sent twice is off.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress

import django


def main(port: str, twin: str = "") -> None:
    """One server a line, until the end of standard input."""
    django.setup()
    if twin:
        from donghanh.web.shell import once

        once.OnceMiddleware.process_view = lambda *_: None
    from config.wsgi import application

    assert application
    for _ in sys.stdin:
        with suppress(ChildProcessError):
            os.waitpid(-1, os.WNOHANG)
        if not (group := os.fork()):
            _serve(int(port))
        print(group, flush=True)


def _serve(port: int) -> None:
    from granian import Granian

    os.setsid()
    with open(os.devnull) as nothing:
        os.dup2(nothing.fileno(), 0)
    Granian("config.wsgi:application", address="127.0.0.1", port=port, interface="wsgi", blocking_threads=8, log_level="error").serve()
    os._exit(0)


if __name__ == "__main__":
    main(*sys.argv[1:])
