"""Mutu data as a report: one count a row, each with what it is counted of and what it means."""

from collections.abc import Iterator, Mapping, Sequence

from ..domain.figures import FigureRow
from ..domain.quality import Missing, Records, Review
from .indicator import Heading
from .report import Column, Kind, Report, Value, wib

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("bagian", Kind.TEXT, "Bagian halaman Mutu data."),
    Column("ukuran", Kind.TEXT, "Apa yang dihitung."),
    Column("instansi", Kind.TEXT, "Nama instansi; kosong untuk semua instansi."),
    Column("asal", Kind.TEXT, "Asal percobaan; kosong bila tidak dibedakan."),
    Column("fase", Kind.TEXT, "Tes awal atau akhir; kosong bila tidak dibedakan."),
    Column("jumlah", Kind.COUNT, "Banyaknya."),
    Column("dari", Kind.COUNT, "Dari berapa; kosong bila tidak berlaku."),
)
NOTES = (
    "Tidak satu pun catatan di sini mengubah nilai atau menghukum orang.",
    "Perlu ditinjau bukan bukti kecurangan: satu ruangan yang paham juga menjawab sama.",
    "Instansi dengan kurang dari 10 orang yang dihitung hanya masuk dalam satu jumlah bersama.",
    "Orang yang dinonaktifkan atau pindah tetap dihitung di instansi tempat tes dinilai.",
)


def quality_report(
    heading: Heading,
    missing: Missing,
    records: Records,
    review: Review,
    left: Mapping[str, Mapping[str, int]],
    names: Mapping[str, str],
) -> Report:
    """`left`: what happened to people after their test, to agency id, to how many; `names` by agency id."""
    rows = [
        *_missing(missing),
        *(
            ("asal", standing.value, "", source.value, phase.value, count, None)
            for (source, phase, standing), count in sorted(records.items())
        ),
        *_review(review, names),
        *(
            ("orang", what, names[agency], "", "", count, None)
            for what, counts in left.items()
            for agency, count in sorted(counts.items(), key=lambda entry: names[entry[0]])
        ),
    ]
    return Report(
        subject="mutu",
        title=f"Mutu data – {heading.wave_title}",
        columns=COLUMNS,
        rows=[(heading.wave_title, *row) for row in rows],
        computed_at=heading.computed_at,
        about=(
            ("Gelombang", heading.wave_title),
            ("Aturan hitung", "percobaan pertama yang dikirim"),
            ("Versi tes", " ".join(heading.form_versions) or "belum ada"),
            ("Data sampai", wib(heading.computed_at)),
        ),
        notes=NOTES,
        scope=(heading.wave_title,),
        list_key="mutu",
        on_paper=("bagian", "ukuran", "instansi", "asal", "fase", "jumlah", "dari"),
    )


Row = tuple[Value, ...]


def _missing(missing: Missing) -> Iterator[Row]:
    nobody, few = "instansi tanpa orang yang dihitung", "instansi dengan cakupan di bawah 10%"
    yield "cakupan", nobody, "", "", "", len(missing.nobody), missing.agencies
    yield "cakupan", few, "", "", "", len(missing.few), missing.agencies
    yield from _agencies("orang yang dihitung", (*missing.nobody, *missing.few))


def _agencies(what: str, rows: Sequence[FigureRow]) -> Iterator[Row]:
    for row in rows:
        yield "cakupan", what, row.name, "", "", row.people, row.target


def _review(review: Review, names: Mapping[str, str]) -> Iterator[Row]:
    for what, count in (
        ("perlu ditinjau", review.to_review),
        ("sangat cepat", review.fast),
        ("jawaban sama bersamaan", review.alike),
    ):
        yield "tinjau", what, "", "", "", count, review.sendings
    for line in review.lines:
        name = names[line.agency_id] if line.agency_id else f"{line.agencies} instansi kecil"
        yield "tinjau", "perlu ditinjau", name, "", "", line.to_review, line.sendings
