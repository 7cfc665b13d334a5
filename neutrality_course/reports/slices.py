"""Slices, crossed tables and provinces as reports: the rows of the page, each total after what it sums."""

from collections.abc import Mapping, Sequence

from ..domain.indicator import coverage
from ..domain.interval import wilson
from ..domain.numbers import percent
from ..domain.slices import Slice, SliceRow
from .indicator import Heading
from .report import Column, Kind, Report, Value, wib

ALL = "semua"
"""In the column of a property: all of its values together."""

_OF_CUT = {
    Slice.KIND: "Jenis instansi; semua berarti semua jenis digabung.",
    Slice.PROVINCE: "Provinsi instansi; semua berarti semua provinsi digabung.",
    Slice.REGION: "Pulau atau gugus pulau dari provinsi itu; semua berarti semua digabung.",
    Slice.JOB_LEVEL: "Jenjang jabatan saat tes dinilai, - berarti belum diisi; semua digabung.",
    Slice.EMPLOYMENT: "PNS atau PPPK saat tes dinilai, - berarti belum diisi; semua digabung.",
}
_AGENCIES = (
    Column("instansi_melapor", Kind.COUNT, "Instansi yang sudah punya orang yang dihitung."),
    Column("instansi", Kind.COUNT, "Semua instansi yang tercatat di situ."),
)
_FIGURES = (
    Column("batas_baik", Kind.COUNT, "Persen jawaban benar paling sedikit untuk tingkat baik."),
    Column("N_sasaran", Kind.COUNT, "Orang yang dituju; kosong bila tidak diketahui."),
    Column("n_responden", Kind.COUNT, "Orang yang dihitung; selalu tampil."),
    Column("cakupan_pct", Kind.PERCENT, "n_responden dari N_sasaran, dalam persen."),
    Column("n_baik", Kind.COUNT, "Orang pada tingkat baik; kosong bila disembunyikan."),
    Column("pct_baik", Kind.PERCENT, "n_baik dari n_responden, dalam persen."),
    Column("wilson_bawah", Kind.PERCENT, "Ujung bawah rentang Wilson 95% dari pct_baik."),
    Column("wilson_atas", Kind.PERCENT, "Ujung atas rentang Wilson 95% dari pct_baik."),
    Column(
        "n_pasangan",
        Kind.COUNT,
        "Orang dengan tes awal dan akhir; di bawah 10, perubahannya kosong.",
    ),
    Column("pct_baik_awal", Kind.PERCENT, "Baik pada tes awal, dari pasangan, dalam persen."),
    Column("pct_baik_akhir", Kind.PERCENT, "Baik pada tes akhir, dari pasangan, dalam persen."),
    Column("perubahan_pp", Kind.POINTS, "pct_baik_akhir dikurangi pct_baik_awal."),
    Column("disembunyikan", Kind.FLAG, "Apakah angkanya disembunyikan; n tetap tampil."),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data terakhir berubah."),
)
NOTES = (
    "Digabung per orang, menurut instansi, jenjang, dan jenis kepegawaian saat tes dinilai.",
    "Menurut jenjang atau jenis kepegawaian, sasaran adalah anggota aktif tanpa jumlah pegawai.",
    "Disembunyikan: kurang dari 10 orang, kurang dari 30 orang tanpa seorang pun baik, atau ikut"
    " disembunyikan supaya angka kelompok kecil tidak dapat dihitung dari tabel mana pun.",
    "Orang ikut tes dengan sukarela; rentang menyatakan ketidakpastian statistik saja.",
    "Perubahan bukan dampak: tidak ada kelompok pembanding.",
)


def slice_report(heading: Heading, cuts: Sequence[Slice], rows: Sequence[SliceRow]) -> Report:
    """One property, or two crossed in long form."""
    own = tuple(Column(cut.value, Kind.TEXT, _OF_CUT[cut]) for cut in cuts)
    values = [[*(value or ALL for value in row.values), *_values(heading, row)] for row in rows]
    names = " × ".join(cut.value for cut in cuts)
    return _report("irisan", f"Irisan {names}", heading, own, values, [c.value for c in cuts])


def province_report(
    heading: Heading, rows: Sequence[SliceRow], agencies: Mapping[str, tuple[int, int]]
) -> Report:
    """The provinces; `agencies` gives how many report, and how many there are, by name and "" for all."""
    own = (Column("provinsi", Kind.TEXT, _OF_CUT[Slice.PROVINCE]), *_AGENCIES)
    values = [
        [name or ALL, *agencies.get(name, (0, 0)), *_values(heading, row)]
        for row in rows
        for name in row.values
    ]
    return _report("provinsi", "Provinsi", heading, own, values, [])


def _report(
    subject: str,
    title: str,
    heading: Heading,
    own: Sequence[Column],
    rows: Sequence[Sequence[Value]],
    scope: Sequence[str],
) -> Report:
    head = (
        Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
        Column("modul", Kind.TEXT, "Slug modul, atau kursus untuk seluruh kursus."),
    )
    return Report(
        subject=subject,
        title=f"{title} – {heading.wave_title}",
        columns=(*head, *own, *_FIGURES),
        rows=[(heading.wave_title, heading.module, *row) for row in rows],
        computed_at=heading.computed_at,
        about=(
            ("Gelombang", heading.wave_title),
            ("Modul", heading.module),
            ("Batas baik", f"{heading.cut_good}% jawaban benar"),
            ("Aturan hitung", "percobaan pertama yang dikirim"),
            ("Versi tes", " ".join(heading.form_versions) or "belum ada"),
            ("Data sampai", wib(heading.computed_at)),
        ),
        notes=NOTES,
        scope=(*scope, heading.module, heading.wave_title),
        list_key=subject,
        on_paper=(
            *(column.name for column in own),
            *("N_sasaran", "n_responden", "cakupan_pct", "pct_baik", "wilson_bawah", "wilson_atas"),
            "perubahan_pp",
        ),
    )


def _values(heading: Heading, row: SliceRow) -> tuple[Value, ...]:
    interval = None if row.good is None else wilson(row.good, row.people)
    covered = None if row.target is None else coverage(row.people, row.target)
    before, after = (
        None if part is None else percent(part, row.pairs or 0)
        for part in (row.pre_good, row.post_good)
    )
    return (
        heading.cut_good,
        row.target,
        row.people,
        None if covered is None else 100 * covered,
        row.good,
        None if row.good is None else percent(row.good, row.people),
        None if interval is None else 100 * interval.low,
        None if interval is None else 100 * interval.high,
        row.pairs,
        before,
        after,
        _change(row),
        row.is_hidden,
        heading.computed_at,
    )


def _change(row: SliceRow) -> float | None:
    if row.post_good is None or row.pre_good is None:
        return None
    return percent(row.post_good - row.pre_good, row.pairs or 0)
