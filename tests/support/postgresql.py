"""A PostgreSQL server of the test run's own, or the one that DATABASE_URL_TEST names.

The first process that needs the server starts `python -m tests.support.postgresql FOLDER`, a guard that lives in
its own process group. The run's main process holds a lock on a file of that folder for as long as it lives; the
guard waits for this lock, and the kernel gives it away however the run ends, even by kill -9. Then the guard
stops the server and removes the folder.
"""

import atexit
import fcntl
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

FOLDER_VARIABLE = "KURSUS_TEST_FOLDER"
PROJECT = Path(__file__).resolve().parents[2]
START_SECONDS = 60
SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",  # nothing here outlives the run; killing the server itself loses nothing either
    "full_page_writes": "off",
    "max_connections": "200",
    "timezone": "Asia/Makassar",  # not UTC, so that a moment without its zone shows itself
}


def hold_run_folder() -> None:
    """Make the folder of this run, to be called once by its main process; processes it starts find it too."""
    folder = Path(tempfile.mkdtemp(prefix="kursus-postgresql-"))
    folder.chmod(0o711)  # the server's account may walk through
    os.environ[FOLDER_VARIABLE] = str(folder)
    lock = (folder / "run.lock").open("w")
    fcntl.flock(lock, fcntl.LOCK_SH)
    atexit.register(_leave, folder, lock)


def _leave(folder: Path, lock: Any) -> None:
    if not (folder / "address").exists():  # no guard, or one that failed: nobody else tidies up
        shutil.rmtree(folder)
    lock.close()


def server_url() -> str:
    """The address of the server, started if it is not up yet. RuntimeError when there is none to start."""
    given = os.environ.get("DATABASE_URL_TEST")
    if given:
        return given
    folder = Path(os.environ[FOLDER_VARIABLE])
    address = folder / "address"
    with (folder / "start.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not address.exists():
            _start_guard(folder, address)
    return address.read_text()


def _start_guard(folder: Path, address: Path) -> None:
    log = folder / "guard.log"
    with log.open("w") as output:
        guard = subprocess.Popen(
            [sys.executable, "-m", "tests.support.postgresql", str(folder)],
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd=PROJECT,
            start_new_session=True,
        )
    deadline = time.monotonic() + START_SECONDS
    while not address.exists():
        if guard.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL for the tests did not start:\n{log.read_text()}")
        time.sleep(0.05)
    guard.returncode = 0  # or subprocess would warn that it still runs, as it should, when we end


@contextmanager
def new_database(name: str) -> Iterator[str]:
    """The address of an empty database on the test server, dropped at the end."""
    server = server_url().replace("postgresql+psycopg://", "postgresql://")
    unique = f"{name}_{secrets.token_hex(4)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unique)))
    yield f"{server.rpartition('/')[0]}/{unique}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(unique)))


# ------------------------------------------------------------------------------- the guard's side


def newest_binaries() -> Path | None:
    """The folder of the newest PostgreSQL server's programs on this machine, if it has any."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    folders = sorted(
        (f for f in debian if f.parent.name.isdigit()), key=lambda f: -int(f.parent.name)
    )
    pg_config, initdb = shutil.which("pg_config"), shutil.which("initdb")
    if pg_config:
        folders.append(Path(_output([pg_config, "--bindir"]).strip()))
    if initdb:
        folders.append(Path(initdb).parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    return None


def _output(command: list[str]) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def _account() -> dict[str, Any]:
    """PostgreSQL refuses to run as root: the arguments for subprocess that make it somebody else."""
    if os.geteuid() != 0:
        return {}
    names = {entry.pw_name for entry in pwd.getpwall()}
    entry = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}


def guard(folder: Path) -> None:
    """Serve a new database cluster in `folder` until the run that holds its lock has ended."""
    binaries, account, password = newest_binaries(), _account(), secrets.token_urlsafe(16)
    if binaries is None:
        raise RuntimeError("no server found: install postgresql or set DATABASE_URL_TEST")
    data = _new_cluster(binaries, folder, account, password)
    server, port = _start(binaries, data, account, password)
    try:
        address = folder / "address.new"
        address.touch(mode=0o600)
        address.write_text(f"postgresql://postgres:{password}@127.0.0.1:{port}/postgres")
        address.rename(folder / "address")
        with (folder / "run.lock").open() as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
    finally:
        server.send_signal(signal.SIGQUIT)  # at once, without a clean end: its folder is going too
        server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _new_cluster(binaries: Path, folder: Path, account: dict[str, Any], password: str) -> Path:
    data, secret = folder / "data", folder / "password"
    data.mkdir(mode=0o700)
    secret.touch(mode=0o600)
    secret.write_text(password)
    if account:
        for path in (data, secret):
            os.chown(path, account["user"], account["group"])
    subprocess.run(
        [
            binaries / "initdb",
            f"--pgdata={data}",
            "--username=postgres",
            "--auth=scram-sha-256",
            f"--pwfile={secret}",
            "--encoding=UTF8",
            "--no-locale",
            "--no-sync",
        ],
        check=True,
        cwd="/",
        **account,
    )
    secret.unlink()
    return data


def _start(
    binaries: Path, data: Path, account: dict[str, Any], password: str
) -> tuple[subprocess.Popen[bytes], int]:
    settings = [part for pair in SETTINGS.items() for part in ("-c", "=".join(pair))]
    for _ in range(3):  # somebody else may take the free port between the question and the use
        port = free_port()
        server = subprocess.Popen(
            [binaries / "postgres", "-D", data, "-p", str(port), *settings], cwd="/", **account
        )
        if _answers(server, port, password):
            return server, port
    raise RuntimeError("PostgreSQL ended while starting")


def _answers(server: subprocess.Popen[bytes], port: int, password: str) -> bool:
    deadline = time.monotonic() + START_SECONDS
    while server.poll() is None and time.monotonic() < deadline:
        try:
            psycopg.connect(host="127.0.0.1", port=port, user="postgres", password=password).close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return True
    return False


def free_port() -> int:
    """A loopback port nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


if __name__ == "__main__":
    guard(Path(sys.argv[1]))
