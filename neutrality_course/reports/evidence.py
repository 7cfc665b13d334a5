"""The evidence package: one zip from which every published figure can be checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from ..domain.quiz import QuizForm, version_name
from .archive import zip_file
from .files import CSV, EXCEL_CSV, JSON, ODS, PDF, XLSX
from .json_file import as_schema
from .questionnaire import questionnaire
from .report import Report, file_name, wib

SUMS = "SHA256SUMS"
_READ_ME = """PAKET BUKTI INDIKATOR PEMAHAMAN NETRALITAS ASN

{about}

Isi
- {folders}
- kuesioner/: setiap paket soal yang dipakai orang yang dihitung, dengan versinya. {key}
- skema/: arti dan bentuk berkas JSON (JSON Schema).
- pengecualian/: apa yang tidak dihitung, berapa, dan mengapa.
- metode.txt: batas, aturan hitung, dan yang tidak dikatakan angka ini.
- {sums}: sidik setiap berkas; periksa dengan: sha256sum -c {sums}

Tidak ada nama, NIP, atau nama samaran di dalam paket ini. Sel kecil disembunyikan seperti di halaman.
Waktu setiap berkas adalah waktu data, sehingga data yang sama memberi paket yang sama.
"""


@dataclass(frozen=True, slots=True)
class Evidence:
    name: str
    main: Report
    """The course's indicator, in every format; the package is as old as it."""
    others: Sequence[Report]
    """In CSV and JSON."""
    exclusions: Report
    forms: Sequence[QuizForm]
    shows_key: bool
    about: Sequence[tuple[str, str]]


def evidence_zip(evidence: Evidence) -> bytes:
    """The same bytes for the same evidence."""
    members = sorted(_members(evidence))
    sums = "".join(f"{sha256(data).hexdigest()}  {name}\n" for name, data in members)
    return zip_file([*members, (SUMS, sums.encode())], evidence.main.computed_at)


def _members(evidence: Evidence) -> Iterable[tuple[str, bytes]]:
    yield "BACA-SAYA.txt", _read_me(evidence)
    yield "metode.txt", _method(evidence)
    for kind in (CSV, XLSX, ODS, JSON, PDF):
        yield f"indikator/{file_name(evidence.main)}.{kind.ending}", kind.write(evidence.main)
    yield (
        f"indikator/{file_name(evidence.main)}_excel.csv",
        EXCEL_CSV.write(evidence.main),
    )
    for report in evidence.others:
        for kind in (CSV, JSON):
            yield f"{report.subject}/{file_name(report)}.{kind.ending}", kind.write(report)
    yield f"pengecualian/{file_name(evidence.exclusions)}.csv", CSV.write(evidence.exclusions)
    for report in _one_of_each_subject(evidence):
        yield f"skema/{report.subject}.json", as_schema(report)
    for form in evidence.forms:
        name = f"kuesioner/{form.module_slug}-{form.letter}-{version_name(form.version)}.txt"
        yield name, questionnaire(form, evidence.shows_key)


def _one_of_each_subject(evidence: Evidence) -> Iterable[Report]:
    return {report.subject: report for report in (evidence.main, *evidence.others)}.values()


def _read_me(evidence: Evidence) -> bytes:
    subjects = sorted({report.subject for report in (evidence.main, *evidence.others)})
    key = (
        "Kunci jawaban ada di dalamnya."
        if evidence.shows_key
        else "Kunci jawaban belum ada: gelombang masih menerima hasil tes."
    )
    return _READ_ME.format(
        about=_pairs(evidence.about),
        folders="\n- ".join(
            f"{subject}/: angka dalam beberapa bentuk berkas." for subject in subjects
        ),
        key=key,
        sums=SUMS,
    ).encode()


def _method(evidence: Evidence) -> bytes:
    notes = "\n".join(f"{n}. {note}" for n, note in enumerate(evidence.main.notes, 1))
    columns = "\n".join(
        f"{column.name} ({column.kind.value}): {column.meaning}" for column in evidence.main.columns
    )
    moment = wib(evidence.main.computed_at)
    return (
        f"METODE\n\n{_pairs(evidence.about)}\nData sampai: {moment}\n\n{notes}\n\nKAMUS DATA\n\n{columns}\n"
    ).encode()


def _pairs(pairs: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"{name}: {words}" for name, words in pairs)
