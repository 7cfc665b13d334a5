"""Attempts in long form, for researchers: a row for each person's answer to each question.

Written a whole attempt at a time from parts that are put together once, since there may be millions of
rows. No name, number, unit or time of day is among the columns, and no place unless that is asked for.
"""

import csv
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256
from io import StringIO
from typing import Any, NamedTuple

from ..domain.disclosure import SHOW_FROM
from ..tables import guard_text
from .report import Column, Kind, Report

ALL_COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column(
        "peserta",
        Kind.TEXT,
        "Nama samaran satu orang, sama dalam seluruh berkas ini dan lain dalam setiap ekspor.",
    ),
    Column("kode_instansi", Kind.TEXT, "Instansi saat tes dinilai."),
    Column("jenjang", Kind.TEXT, "Jenjang jabatan saat tes dinilai."),
    Column("jenis", Kind.TEXT, "PNS atau PPPK saat tes dinilai."),
    Column("modul", Kind.TEXT, "Slug modul."),
    Column("fase", Kind.TEXT, "awal: tes sebelum materi; akhir: tes sesudah materi."),
    Column("percobaan", Kind.COUNT, "Nomor percobaan pada modul dan fase itu, dari 1."),
    Column("sumber", Kind.TEXT, "web, luring, impor, atau kertas."),
    Column("dihitung", Kind.FLAG, "Percobaan pertama yang dikirim: yang masuk indikator."),
    Column("terlambat", Kind.FLAG, "Dikirim paling lama 72 jam setelah gelombang ditutup."),
    Column("paket", Kind.TEXT, "Huruf paket soal."),
    Column("versi_tes", Kind.TEXT, "Versi paket soal; soal dan kuncinya ada dalam paket bukti."),
    Column("urutan", Kind.COUNT, "Soal ke berapa yang dilihat orang itu."),
    Column("soal", Kind.TEXT, "Kode soal."),
    Column("tujuan", Kind.TEXT, "Tujuan belajar yang diukur soal itu."),
    Column("tahapan", Kind.TEXT, "Tahapan pemilu dalam soal itu."),
    Column(
        "pilihan", Kind.TEXT, "Kode pilihan yang dipilih, dipisah spasi; kosong: tidak dijawab."
    ),
    Column("benar", Kind.FLAG, "Apakah tepat semua pilihan yang benar dipilih."),
)

# Whoever groups rows by place has the figures that are hidden everywhere else. Some columns name no place and
# tell it all the same: a file or a stack of paper mostly comes from one office (`sumber`), all copies of a
# printed form are in one order while every screen has its own (`urutan`), and few are late (`terlambat`).
# `percobaan` stays: how many rows a person has says as much.
TELL_THE_PLACE = frozenset({"kode_instansi", "jenjang", "jenis", "sumber", "terlambat", "urutan"})
COLUMNS = tuple(column for column in ALL_COLUMNS if column.name not in TELL_THE_PLACE)

NOTES = (
    "Satu baris adalah jawaban satu orang pada satu soal dalam satu percobaan yang sudah dikirim.",
    "Percobaan tanpa jawaban per soal (hasil impor yang hanya berisi nilai) dan percobaan admin tidak"
    " ada di sini.",
    "Nama samaran dibuat dengan kunci acak yang dibuang setelah ekspor: dua ekspor tidak dapat"
    " disambungkan melalui nama samaran, dan NIP tidak dapat dicari kembali.",
    "Instansi, jenjang, dan jenis tidak ada di sini, begitu juga sumber dan urutan soal, karena dari situ"
    " angka kelompok kecil yang disembunyikan dapat dihitung lagi.",
    f"Versi paket soal dengan kurang dari {SHOW_FROM} tes yang dihitung tidak ada di sini, seperti dalam"
    " analisis soal.",
    "Data perorangan: simpan dengan aman, jangan disebarkan, dan jangan mencoba mengenali orangnya.",
)


class AskedQuestion(NamedTuple):
    """What of a question stands in every row about it."""

    objective: str
    stage: str
    right: frozenset[str]


@dataclass(frozen=True, slots=True)
class AskedForm:
    id: str
    """Of its body: two bodies of one version may name an objective differently."""
    letter: str
    version: str
    """As files write it."""
    questions: Mapping[str, AskedQuestion]


class Sitting(NamedTuple):
    """A graded attempt with its answers."""

    pseudonym: str
    facts: tuple[Any, ...]
    """What stands between the pseudonym and the form's letter, in the order of the file's columns."""
    form: AskedForm
    question_ids: Iterable[str]
    """In the order of their rows."""
    answers: Mapping[str, Collection[str]]


class Tally:
    """What has gone into a file so far, for the record of it."""

    def __init__(self) -> None:
        self.attempts = self.rows = 0
        self.digest = sha256()

    def words(self) -> str:
        """120 baris · sha256 0a1b..."""
        return f"{self.rows} baris · sha256 {self.digest.hexdigest()}"


def answers_report(wave_title: str, computed_at: datetime) -> Report:
    """What a file of answers says of itself; its rows are never all in memory."""
    return Report(
        subject="jawaban",
        title=f"Jawaban per soal – {wave_title}",
        columns=COLUMNS,
        rows=(),
        computed_at=computed_at,
        about=(("Gelombang", wave_title),),
        notes=NOTES,
        scope=(wave_title,),
    )


def answer_rows(wave_title: str, sittings: Iterable[Sitting]) -> Iterator[tuple[Any, ...]]:
    """The rows of COLUMNS with typed cells, for a workbook."""
    for sitting in sittings:
        form = sitting.form
        head = (wave_title, sitting.pseudonym, *sitting.facts, form.letter, form.version)
        for question_id in sitting.question_ids:
            chosen = tuple(sitting.answers.get(question_id, ()))
            yield (*head, *_tail(question_id, form.questions[question_id], chosen))


class AnswerLines:
    """Lines of CSV, a whole attempt at a time: of COLUMNS, or of ALL_COLUMNS when nothing is hidden."""

    def __init__(self, wave_title: str, for_spreadsheet: bool = False, hides: bool = True) -> None:
        self.delimiter = ";" if for_spreadsheet else ","
        self.mark = "\ufeff" if for_spreadsheet else ""
        self.hides = hides
        self.quoted = lru_cache(20_000)(self._quoted)
        self.wave = self.quoted(wave_title)
        self.tails: dict[tuple[str, str, tuple[str, ...]], str] = {}

    def header(self) -> str:
        columns = COLUMNS if self.hides else ALL_COLUMNS
        return self.mark + self.delimiter.join(column.name for column in columns) + "\r\n"

    def lines(self, sitting: Sitting) -> tuple[int, str]:
        """How many rows the attempt has, and all of them, each ending in CR LF."""
        quoted, delimiter, form, hides = self.quoted, self.delimiter, sitting.form, self.hides
        facts = map(quoted, (*sitting.facts, form.letter, form.version))
        head = delimiter.join((self.wave, sitting.pseudonym, *facts)) + delimiter
        tails, answers = self.tails, sitting.answers
        lines = []
        for place, question_id in enumerate(sitting.question_ids, 1):
            key = (form.id, question_id, tuple(answers.get(question_id, ())))
            tail = tails.get(key)
            if tail is None:
                tail = tails[key] = self._tail_text(form.questions[question_id], key)
            lines.append(head + tail if hides else f"{head}{place}{delimiter}{tail}")
        return len(lines), "".join(lines)

    def _tail_text(self, question: AskedQuestion, key: tuple[str, str, tuple[str, ...]]) -> str:
        cells = _tail(key[1], question, key[2])
        return self.delimiter.join(map(self.quoted, cells)) + "\r\n"

    def _quoted(self, cell: Any) -> str:
        """The cell as CSV has it, guarded against formulas."""
        if isinstance(cell, bool):
            return "true" if cell else "false"
        text = guard_text(cell) if isinstance(cell, str) else str(cell)
        file = StringIO()
        csv.writer(file, delimiter=self.delimiter, lineterminator="").writerow([text, ""])
        return file.getvalue().removesuffix(self.delimiter)


def _tail(
    question_id: str, question: AskedQuestion, chosen: tuple[str, ...]
) -> tuple[str, str, str, str, bool]:
    is_right = bool(chosen) and frozenset(chosen) == question.right
    return question_id, question.objective, question.stage, " ".join(sorted(chosen)), is_right
