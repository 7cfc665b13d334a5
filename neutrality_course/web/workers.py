"""Starting a worker beside the server for what takes longer than a request."""

import os
import subprocess
import sys
from threading import Thread

from flask import current_app

from ..config import PROJECT, Settings


def start_export_worker(job_id: str) -> None:
    """A process of its own that makes the file of this job and ends."""
    settings: Settings = current_app.extensions["settings"]
    command = [sys.executable, "-m", "flask", "--app", "app", "export", "work", job_id]
    process = subprocess.Popen(  # noqa: S603  # our own command; the id is one that we have made
        command,
        cwd=PROJECT,
        env={
            **os.environ,
            "DATABASE_URL": settings.database_url,
            "INSTANCE_DIR": str(settings.instance_dir),
            "CONTENT_DIR": str(settings.content_dir),
            "SECRET_KEY": settings.secret_key,
        },
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )
    # Somebody must wait for it, or it stays behind as a zombie until the server ends.
    Thread(target=process.wait, daemon=True).start()
