"""Results from elsewhere as a file gives them, line by line.

A line has either a score (an earlier webinar, a paper test marked by hand) or the answers on a printed form; a
score beside answers must be theirs.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from .nip import NipError, parse_nip
from .paper import code_key
from .roster import LineFault
from .scoring import Score
from .terms import AttemptSource, Phase
from .text import TextError, one_line, word_of

SHARED_COLUMNS = ("nip", "kode_instansi", "modul", "fase", "percobaan", "selesai_pada")
SCORE_COLUMNS = ("benar", "soal")
ANSWER_COLUMNS = ("paket", "jawaban")
MOST_QUESTIONS = 200
MOST_TRIES = 9999

_MOMENT = re.compile(r"[0-9-]{8,10}[T ][0-9:.,]{2,15}(Z|[+-][0-9:]{2,5})?")


class GivenAnswers(NamedTuple):
    """The code printed on a form, ready to compare, and the letters marked on it."""

    code_key: str
    letters: str
    points: int | None = None
    """What the line itself says of the answers, where it says so: to be held against them."""
    possible: int | None = None

    def check(self, score: Score) -> None:
        """TextError unless the answers make the score that the line names beside them."""
        if self.points in (None, score.points) and self.possible in (None, score.possible):
            return
        if self.points is not None and self.possible is not None:
            said = f"benar dan soal ({self.points} dari {self.possible})"
        else:
            said = f"soal ({self.possible})" if self.points is None else f"benar ({self.points})"
        raise TextError(
            f"{said} tidak sama dengan jawaban, yang menghasilkan {score.points} dari"
            f" {score.possible}; perbaiki, atau kosongkan benar dan soal"
        )


@dataclass(frozen=True, slots=True)
class GivenRow:
    """One line whose cells can be read; whether its people and places exist is not yet known."""

    line: int
    nip: str
    agency_code: str
    module_slug: str
    phase: Phase
    number: int
    finished_at: datetime
    """Without an offset when the file gives none: then it is the agency's time."""
    result: Score | GivenAnswers


@dataclass(frozen=True, slots=True)
class GivenFile:
    rows: tuple[GivenRow, ...]
    faults: tuple[LineFault, ...]
    has_answers: bool
    ignored: tuple[str, ...] = ()
    """The file's other columns."""

    @property
    def usual_source(self) -> AttemptSource:
        """Where such a file comes from unless somebody says otherwise."""
        return AttemptSource.PAPER if self.has_answers else AttemptSource.IMPORT


def read_given(
    lines: Iterable[tuple[int, Mapping[str, str]]],
    has_answers: bool,
    ignored: tuple[str, ...] = (),
) -> GivenFile:
    """Read the cells of each line."""
    rows: list[GivenRow] = []
    faults: list[LineFault] = []
    for line, cells in lines:
        try:
            rows.append(_read_cells(line, cells, has_answers))
        except (NipError, TextError) as error:
            faults.append(LineFault(line, str(error)))
    return GivenFile(tuple(rows), tuple(faults), has_answers, ignored)


def read_moment(text: str) -> datetime:
    """A moment in ISO 8601, with an offset if it has one; TextError otherwise. A day alone is no moment."""
    written = text.strip().upper()
    if _MOMENT.fullmatch(written):
        try:
            return datetime.fromisoformat(written)
        except ValueError:
            pass
    raise TextError("selesai_pada harus tanggal dan jam seperti 2026-11-30T14:05 (ISO 8601)")


def _read_cells(line: int, cells: Mapping[str, str], has_answers: bool) -> GivenRow:
    return GivenRow(
        line=line,
        nip=parse_nip(cells["nip"]),
        agency_code=one_line("kode_instansi", cells["kode_instansi"]),
        module_slug=one_line("modul", cells["modul"]),
        phase=word_of(Phase, "fase", cells["fase"]),
        number=_whole("percobaan", cells["percobaan"], 1, MOST_TRIES),
        finished_at=read_moment(cells["selesai_pada"]),
        result=_read_answers(cells) if has_answers else _read_score(cells),
    )


def _read_score(cells: Mapping[str, str]) -> Score:
    # A score out of nothing has no level, so nobody could say whether it is good.
    possible = _whole("soal", cells["soal"], 1, MOST_QUESTIONS)
    points = _whole("benar", cells["benar"], 0, MOST_QUESTIONS)
    if points > possible:
        raise TextError(f"benar ({points}) lebih banyak daripada soal ({possible})")
    return Score(points, possible)


def _read_answers(cells: Mapping[str, str]) -> GivenAnswers:
    code = one_line("paket", cells["paket"], 40)
    points, possible = (
        _whole(name, cells[name], least, MOST_QUESTIONS) if cells[name].strip() else None
        for name, least in zip(SCORE_COLUMNS, (0, 1), strict=True)
    )
    return GivenAnswers(code_key(code), one_line("jawaban", cells["jawaban"]), points, possible)


def _whole(name: str, text: str, least: int, most: int) -> int:
    written = text.strip()
    if not re.fullmatch(r"[0-9]{1,6}", written) or not least <= int(written) <= most:
        raise TextError(f"{name} harus bilangan bulat {least} sampai {most}")
    return int(written)
