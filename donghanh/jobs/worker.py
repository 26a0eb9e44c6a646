"""The worker process: takes jobs from the database under the role donghanh_jobs until it is asked to stop."""

from __future__ import annotations

from procrastinate.contrib.django import app

DONE_JOBS = "successful"
"""Jobs that went well leave no row; failed ones stay to be looked at."""


def run(*, until_empty: bool = False) -> None:
    """Work until SIGTERM or SIGINT (a running job may finish, for at most eight seconds), or until nothing is left to do."""
    connector = app.connector.get_worker_connector()  # type: ignore[attr-defined]
    with app.replace_connector(connector):
        app.run_worker(concurrency=2, wait=not until_empty, delete_jobs=DONE_JOBS, shutdown_graceful_timeout=8, install_signal_handlers=True)
