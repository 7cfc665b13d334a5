"""The commands: one file per noun, whose click command or group is called `command`.

A command writes only its data to standard output; what it says besides goes to standard error, and
a failure's last line there is the clear one.
"""

import errno
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any, NoReturn

import click
from flask import Flask
from flask.cli import AppGroup, FlaskGroup

WHY_UNWRITTEN = {
    errno.ENOENT: "foldernya tidak ada",
    errno.ENOTDIR: "yang disebut sebagai foldernya adalah berkas",
    errno.EISDIR: "itu sebuah folder",
    errno.EEXIST: "nama itu sudah dipakai",
    errno.EACCES: "tidak ada izin",
    errno.EPERM: "tidak ada izin",
    errno.EROFS: "tempat itu hanya dapat dibaca",
    errno.ENOSPC: "penyimpanan penuh",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.ENAMETOOLONG: "namanya terlalu panjang",
}

MENDING = ("content", "doctor")
"""What can be done while the content has a GALAT."""


class Failure(click.ClickException):
    """Ends a command with one clear line on standard error and exit status 1."""

    def show(self, file: object = None) -> None:
        say(f"Galat: {self.message}")


class Noun(AppGroup):
    """A group of commands whose complaints about their arguments are Indonesian too."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except click.UsageError as error:
            fail(usage_words(error))


class Verb(click.Command):
    """A command that stands alone, whose complaints about its arguments are Indonesian too."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        try:
            return super().make_context(*args, **options)
        except click.UsageError as error:
            fail(usage_words(error))


def say(line: str) -> None:
    """A line for the person at the terminal, kept apart from the data."""
    click.echo(line, err=True)


def fail(line: str) -> NoReturn:
    raise Failure(line)


def fail_to_write(path: Path, error: OSError) -> NoReturn:
    """Ends a command whose file or folder could not be written, saying why in Indonesian."""
    code = error.errno or 0
    why = WHY_UNWRITTEN.get(code) or f"galat sistem {errno.errorcode.get(code, code)}"
    fail(f"{path} tidak dapat ditulis: {why}")


def usage_words(error: click.UsageError) -> str:
    """What is wrong with the words of a command, in Indonesian."""
    match error:
        case click.NoSuchOption():
            return f"opsi {error.option_name} tidak dikenal"
        case click.NoSuchCommand():
            return f"perintah {error.command_name} tidak dikenal"
        case click.BadOptionUsage():
            return f"opsi {error.option_name} belum diisi"
        case click.MissingParameter(param=click.Parameter() as parameter):
            return f"{_parameter_words(parameter)} wajib diisi"
        case click.BadParameter(param=click.Parameter() as parameter):
            return f"{_parameter_words(parameter)} {_type_words(parameter.type, error.message)}"
    return "perintah tidak dapat dibaca; tambahkan --help untuk petunjuk"


def _parameter_words(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return f"opsi {max(parameter.opts, key=len)}"
    return str(parameter.name).upper()


def _type_words(wanted: click.ParamType, message: str) -> str:
    match wanted:
        case click.Choice():
            return f"harus salah satu dari: {', '.join(wanted.choices)}"
        case click.IntRange():
            return f"harus bilangan bulat {wanted.min} sampai {wanted.max}"
        case click.Path():
            return "harus nama berkas yang ada" if wanted.exists else "harus nama berkas"
    return message


def is_looking_for_command() -> bool:
    """Whether `flask --app app ...` is loading the application to find its command, and serves nothing."""
    context = click.get_current_context(silent=True)
    return context is not None and isinstance(context.command, FlaskGroup)


def init_app(app: Flask, bad_content: Exception | None = None) -> None:
    """Add the commands; with bad content, all but those that help to mend it only say what is wrong."""
    for module in iter_modules(__path__):
        command: click.Command = import_module(f"{__name__}.{module.name}").command
        if bad_content is not None and command.name not in MENDING:
            command = _stopped(str(command.name), bad_content)
        app.cli.add_command(command)


def _stopped(name: str, why: Exception) -> click.Command:
    @click.command(name, context_settings={"ignore_unknown_options": True}, add_help_option=False)
    @click.argument("words", nargs=-1)
    def command(words: tuple[str, ...]) -> None:
        say(str(why))
        raise SystemExit(2)

    return command
