"""CSV tables that people bring and take away: read without guessing, written so that no cell can
run.

Identifiers stay text from end to end; a file is taken whole or refused with the line that is
wrong.
"""

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

DELIMITERS = ",;\t|"
CELL_LIMIT = 1000
COLUMN_LIMIT = 100

Cell = str | int | float | None

_LINE_END = re.compile(r"\r\n|\r|\n")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?', re.IGNORECASE)
_STARTS_A_FORMULA = re.compile(r"'|[\s\x00-\x1f\u200b\ufeff]*[=+\-@＝\t\r\n]")


class TableError(Exception):
    """The file cannot be read as a table. `line` counts from 1; the message is Indonesian."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Baris {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table and the line of the file it begins on."""

    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose every row has been read once without a fault. `rows` may be walked again and
    again.
    """

    columns: tuple[str, ...]
    """The asked-for columns that the file has; a row has a cell for each asked-for column, "" if
    absent.
    """
    ignored: tuple[str, ...]
    """Names of columns nobody asked for."""
    size: int
    _text: str
    _header: "_Header"

    @property
    def rows(self) -> Iterator[Row]:
        return _rows(self._text, self._header)


@dataclass(frozen=True, slots=True)
class _Header:
    delimiter: str
    lines_before: int
    positions: dict[str, int | None]
    """Where each asked-for column stands; None for an optional one that the file has not."""
    required: frozenset[str]
    width: int
    ignored: tuple[str, ...]


def read_table(data: bytes, required: Sequence[str], optional: Sequence[str] = ()) -> Table:
    """The rows of a CSV file; TableError with the line and what is wrong there.

    Taken as they come: UTF-8 with or without BOM, UTF-16, Windows-1252; comma, semicolon, tab or
    bar, also named by a first line `sep=;`; any line end; column names in any case and order. One
    leading apostrophe is taken off each cell, nothing else is changed: no cell becomes a number.
    Empty rows are left out.
    """
    text = _decoded(data)
    if not text.strip():
        raise TableError(1, "berkas kosong")
    if unreadable := _UNREADABLE.search(text):
        raise TableError(
            _line_of(text, unreadable.start()),
            "ada karakter yang tidak dapat dibaca; simpan sebagai CSV UTF-8",
        )
    header = _header(text, required, optional)
    size = sum(1 for _ in _rows(text, header))
    columns = tuple(name for name, position in header.positions.items() if position is not None)
    return Table(columns, header.ignored, size, text, header)


def write_csv_rows(
    header: Sequence[str], rows: Iterable[Sequence[Cell]], *, for_spreadsheet: bool = False
) -> Iterator[str]:
    """The lines of a CSV file, one at a time: RFC 4180, or the flavour an Indonesian spreadsheet
    opens.

    The latter has a BOM, semicolons and decimal commas. Text is guarded against formulas, numbers
    never are; None is an empty cell.
    """
    writer = csv.writer(_Echo(), delimiter=";" if for_spreadsheet else ",")
    yield ("\ufeff" if for_spreadsheet else "") + writer.writerow(header)
    for row in rows:
        yield writer.writerow([_written(cell, for_spreadsheet) for cell in row])


def guard_text(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet could take it for a formula."""
    return f"'{text}" if _STARTS_A_FORMULA.match(text) else text


def unguard_text(text: str) -> str:
    """Takes one leading apostrophe off: `unguard_text(guard_text(x)) == x` for every text."""
    return text.removeprefix("'")


class _Echo:
    """A file for csv.writer that hands each line back instead of keeping it."""

    def write(self, line: str) -> str:
        return line


def _written(cell: Cell, for_spreadsheet: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return guard_text(cell)
    number = repr(cell)
    return number.replace(".", ",") if for_spreadsheet else number


def _decoded(data: bytes) -> str:
    if data.startswith(b"PK\x03\x04"):
        raise TableError(1, "berkas ini buku kerja Excel; simpan sebagai CSV UTF-8 lebih dahulu")
    encodings = _encodings(data)
    for encoding in encodings:
        try:
            return data.decode(encoding).removeprefix("\ufeff")
        except UnicodeDecodeError as error:
            place = error.start
    before = data[:place].decode(encodings[-1], errors="replace")
    raise TableError(
        _line_of(before, len(before)),
        "ada karakter yang tidak dapat dibaca; simpan sebagai CSV UTF-8",
    )


def _encodings(data: bytes) -> tuple[str, ...]:
    """The encodings this file may have, the last one naming the place of a fault."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # A table begins with an ASCII letter: a NUL beside it is UTF-16 that lost its mark.
    if data[1:2] == b"\0" != data[0:1]:
        return ("utf-16-le",)
    if data[0:1] == b"\0" != data[1:2]:
        return ("utf-16-be",)
    if data.startswith(b"\xef\xbb\xbf"):
        return ("utf-8",)
    return ("utf-8", "cp1252")


def _header(text: str, required: Sequence[str], optional: Sequence[str]) -> _Header:
    first_lines = [found.group() for _, found in zip(range(2), _LINE.finditer(text), strict=False)]
    named = _SEPARATOR_LINE.fullmatch(first_lines[0].strip("\r\n"))
    lines_before = 1 if named else 0
    if named and named[1] not in DELIMITERS:
        raise TableError(1, "pemisah kolom harus koma, titik koma, tab, atau garis tegak")
    if len(first_lines) <= lines_before:
        raise TableError(1, "berkas tidak memiliki baris judul kolom")
    line = lines_before + 1
    header_line = first_lines[lines_before]
    asked = [*required, *optional]
    delimiters = named[1] if named else DELIMITERS
    # The delimiter is the one under which the asked-for columns appear; nothing is inferred from
    # the rows.
    names, delimiter = max(
        ((_column_names(header_line, delimiter), delimiter) for delimiter in delimiters),
        key=lambda found: len(set(found[0]) & set(asked)),
    )
    missing = [name for name in required if name not in names]
    if missing:
        raise TableError(line, f"kolom {', '.join(missing)} tidak ada")
    if len(names) > COLUMN_LIMIT:
        raise TableError(line, f"kolom lebih dari {COLUMN_LIMIT}")
    twice = [name for name in asked if names.count(name) > 1]
    if twice:
        raise TableError(line, f"kolom {', '.join(twice)} ada dua kali")
    return _Header(
        delimiter=delimiter,
        lines_before=lines_before,
        positions={name: names.index(name) if name in names else None for name in asked},
        required=frozenset(required),
        width=len(names),
        ignored=tuple(name for name in names if name and name not in asked),
    )


def _column_names(header_line: str, delimiter: str) -> list[str]:
    try:
        cells = next(csv.reader([header_line], delimiter=delimiter, strict=True))
    except csv.Error:
        return []
    return [unguard_text(cell).strip().casefold() for cell in cells]


def _rows(text: str, header: _Header) -> Iterator[Row]:
    lines = (found.group() for found in _LINE.finditer(text))
    for _ in range(header.lines_before):
        next(lines)
    reader = csv.reader(lines, delimiter=header.delimiter, strict=True)
    next(reader)
    while True:
        line = header.lines_before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            raise TableError(
                line, "tanda kutip tidak berpasangan, atau sel terlalu panjang"
            ) from error
        if any(cell.strip() for cell in cells):
            yield _row(cells, header, line)


def _row(cells: list[str], header: _Header, line: int) -> Row:
    if any(cell.strip() for cell in cells[header.width :]):
        raise TableError(line, f"ada {len(cells)} sel, padahal judul hanya {header.width} kolom")
    if any(len(cell) > CELL_LIMIT for cell in cells):
        raise TableError(line, f"ada sel yang lebih panjang dari {CELL_LIMIT} karakter")
    found = {}
    for name, position in header.positions.items():
        if position is not None and position < len(cells):
            found[name] = unguard_text(cells[position])
        elif name in header.required:
            raise TableError(line, f"sel {name} tidak ada")
        else:
            found[name] = ""
    return Row(line, found)


def _line_of(text: str, place: int) -> int:
    return len(_LINE_END.findall(text, 0, place)) + 1
