"""Settings: read once from the environment, checked, and never read again elsewhere."""

import ipaddress
import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
LOOPBACK_NAMES = ("127.0.0.1", "localhost")
SECRET_KEY_LENGTH = 32


class ConfigError(Exception):
    """A setting is wrong or missing; the message is one clear line in Indonesian."""


@dataclass(frozen=True, slots=True)
class Settings:
    database_url: str
    secret_key: str
    host: str
    port: int
    public_url: str | None
    """https address people use; None on a loopback server without one."""
    trusted_proxies: int
    """How many reverse proxies in front may be believed about the caller's address."""
    workers: int | None
    instance_dir: Path
    """Where this installation keeps its own: keys, SQLite, large files on their way out."""
    content_dir: Path
    audio_dir: Path
    """Where `content narrate` puts the machine's voice."""
    idle_minutes_admin: int
    idle_minutes_others: int

    @property
    def is_secure(self) -> bool:
        return self.public_url is not None

    @property
    def trusted_hosts(self) -> list[str]:
        hosts = list(LOOPBACK_NAMES)
        if self.public_url:
            hosts.append(str(urlsplit(self.public_url).hostname))
        return hosts


def read_settings(environ: Mapping[str, str]) -> Settings:
    """The settings of this environment; ConfigError when one is wrong or missing."""
    instance = Path(environ.get("INSTANCE_DIR") or PROJECT / "instance")
    settings = Settings(
        database_url=environ.get("DATABASE_URL") or f"sqlite:///{instance / 'kursus.sqlite3'}",
        secret_key=_secret_key(environ, instance),
        host=environ.get("HOST") or "127.0.0.1",
        port=_whole_number(environ, "PORT", 8000, 1, 65535) or 8000,
        public_url=_public_url(environ.get("PUBLIC_URL", "")),
        trusted_proxies=_whole_number(environ, "TRUSTED_PROXIES", 0, 0, 5) or 0,
        workers=_whole_number(environ, "WORKERS", None, 1, 64),
        instance_dir=instance,
        content_dir=Path(environ.get("CONTENT_DIR") or PROJECT / "content"),
        audio_dir=Path(environ.get("AUDIO_DIR") or instance / "suara"),
        idle_minutes_admin=_whole_number(environ, "IDLE_MINUTES_ADMIN", 30, 5, 1440) or 30,
        idle_minutes_others=_whole_number(environ, "IDLE_MINUTES", 720, 5, 1440) or 720,
    )
    _check_database_url(settings.database_url)
    if not _is_loopback(settings.host) and not settings.is_secure:
        raise ConfigError(
            f"HOST={settings.host} terbuka bagi mesin lain: isi PUBLIC_URL=https://... lebih dahulu."
        )
    return settings


def _check_database_url(url: str) -> None:
    scheme = url.partition(":")[0]
    if scheme not in ("sqlite", "postgresql+psycopg", "postgresql", "postgres"):
        raise ConfigError("DATABASE_URL harus diawali sqlite:/// atau postgresql://.")
    path = Path(url.removeprefix("sqlite:///")) if scheme == "sqlite" else None
    if path and path.exists() and path.stat().st_mode & 0o077:
        raise ConfigError(
            f"Berkas basis data {path} dapat dibaca pengguna lain. Jalankan: chmod 600 {path}"
        )


def sqlalchemy_url(url: str) -> str:
    """The same address with the driver this project installs (psycopg 3)."""
    scheme, separator, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if separator and scheme.startswith("postgres") else url


def _secret_key(environ: Mapping[str, str], instance: Path) -> str:
    key = environ.get("SECRET_KEY")
    if key is None:
        path = Path(environ.get("SECRET_KEY_FILE") or instance / "secret.key")
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
            with os.fdopen(descriptor, "w") as file:
                file.write(secrets.token_urlsafe(48))
        if path.stat().st_mode & 0o077:
            raise ConfigError(
                f"Berkas kunci {path} dapat dibaca pengguna lain. Jalankan: chmod 600 {path}"
            )
        key = path.read_text().strip()
    if len(key) < SECRET_KEY_LENGTH:
        raise ConfigError(f"SECRET_KEY harus acak dan paling sedikit {SECRET_KEY_LENGTH} karakter.")
    return key


def _public_url(url: str) -> str | None:
    if not url:
        return None
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or parts.path not in ("", "/"):
        raise ConfigError("PUBLIC_URL harus berbentuk https://nama.host tanpa jalur.")
    return url.rstrip("/")


def _whole_number(
    environ: Mapping[str, str], name: str, default: int | None, least: int, most: int
) -> int | None:
    value = environ.get(name, "")
    if not value:
        return default
    if not (value.isascii() and value.isdigit() and least <= int(value) <= most):
        raise ConfigError(f"{name} harus bilangan bulat {least} sampai {most}.")
    return int(value)


def _is_loopback(host: str) -> bool:
    if host in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
