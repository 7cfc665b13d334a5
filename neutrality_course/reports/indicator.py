"""The indicator table as a report: the contract's columns with their meanings (contract.md section 4)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ..domain.figures import FigureRow, FigureTable
from ..domain.levels import least_points
from ..domain.numbers import display_percent, display_points
from .report import Column, Kind, Report, Value, iso, wib

OF_AGENCY = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("modul", Kind.TEXT, "Slug modul, atau kursus: seluruh modul gelombang ini."),
    Column("kode_instansi", Kind.TEXT, "Kode instansi; nasional pada baris jumlah."),
    Column("instansi", Kind.TEXT, "Nama instansi."),
    Column("jenis", Kind.TEXT, "Jenis instansi: kementerian, lembaga, provinsi, kabupaten, kota."),
    Column("provinsi", Kind.TEXT, "Provinsi kantor instansi."),
)
"""Which figure of which agency a row is about."""

COLUMNS = (
    *OF_AGENCY,
    Column("versi_tes", Kind.TEXT, "Versi paket soal yang dipakai orang yang dihitung."),
    Column(
        "batas_baik",
        Kind.COUNT,
        "Persen jawaban benar paling sedikit untuk tingkat baik; usulan proyek ini, bukan aturan.",
    ),
    Column(
        "N_sasaran",
        Kind.COUNT,
        "Yang terbesar dari anggota aktif, jumlah pegawai, dan orang yang dihitung;"
        " dibekukan saat gelombang ditutup.",
    ),
    Column(
        "n_responden",
        Kind.COUNT,
        "Orang yang dihitung: tes akhir pertama yang dikirim; untuk kursus, tes akhir semua modul.",
    ),
    Column("cakupan_pct", Kind.PERCENT, "n_responden dari N_sasaran, dalam persen."),
    Column("n_baik", Kind.COUNT, "Orang yang dihitung dengan tingkat pemahaman baik."),
    Column("n_cukup", Kind.COUNT, "Orang yang dihitung dengan tingkat pemahaman cukup."),
    Column("n_kurang", Kind.COUNT, "Orang yang dihitung dengan tingkat pemahaman kurang."),
    Column("pct_baik", Kind.PERCENT, "n_baik dari n_responden, dalam persen: indikator pemahaman."),
    Column("wilson_bawah", Kind.PERCENT, "Batas bawah ketidakpastian statistik 95% (Wilson)."),
    Column("wilson_atas", Kind.PERCENT, "Batas atas ketidakpastian statistik 95% (Wilson)."),
    Column("n_awal", Kind.COUNT, "Orang dengan tes awal yang dihitung."),
    Column("n_pasangan", Kind.COUNT, "Orang dengan tes awal dan tes akhir yang dihitung."),
    Column(
        "pct_baik_awal",
        Kind.PERCENT,
        "Tingkat baik pada tes awal, dari n_pasangan; kosong juga bila pasangannya kurang dari 10.",
    ),
    Column(
        "pct_baik_akhir",
        Kind.PERCENT,
        "Tingkat baik pada tes akhir, dari n_pasangan; kosong juga bila pasangannya kurang dari 10.",
    ),
    Column(
        "perubahan_pp", Kind.POINTS, "pct_baik_akhir dikurangi pct_baik_awal, dalam poin persen."
    ),
    Column(
        "status_vs_nasional",
        Kind.TEXT,
        "Instansi ini dibanding gabungan semua instansi lain di gelombang yang sama (Newcombe 95%),"
        " mulai dari 30 orang.",
    ),
    Column(
        "disembunyikan",
        Kind.FLAG,
        "Angka dikosongkan: kurang dari 10 orang, kurang dari 30 orang dan tidak satu pun baik, atau"
        " ikut disembunyikan supaya angka lain tidak dapat dihitung.",
    ),
    Column(
        "dihitung_pada",
        Kind.TEXT,
        "Waktu data terakhir berubah (UTC, ISO 8601), bukan waktu berkas dibuat.",
    ),
    Column(
        "n_nilai_diri",
        Kind.COUNT,
        "Orang yang menjawab seberapa baik mereka memahami; bukan hasil tes.",
    ),
    Column(
        "pct_nilai_diri_baik",
        Kind.PERCENT,
        "Jawaban sangat baik atau baik, dari n_nilai_diri, dalam persen.",
    ),
    Column(
        "status_vs_acuan",
        Kind.TEXT,
        "Penilaian diri dibanding survei KASN 2021 (93,35%); hasil tes tidak pernah dibanding dengan"
        " survei itu.",
    ),
)

ON_PAPER = (
    "kode_instansi",
    "instansi",
    "N_sasaran",
    "n_responden",
    "cakupan_pct",
    "pct_baik",
    "wilson_bawah",
    "wilson_atas",
    "n_pasangan",
    "perubahan_pp",
    "status_vs_nasional",
)

NOTES = (
    "Satu orang dihitung satu kali, pada instansinya saat tes dinilai. Yang dihitung adalah tes pertama"
    " yang dikirim; percobaan berikutnya untuk belajar.",
    "Seluruh kursus: orang yang sudah mengirim tes akhir semua modul gelombang ini. Angka modul"
    " menjelaskan, angka kursus yang utama.",
    "Baris jumlah digabung per orang, bukan rata-rata dari angka instansi.",
    "Peserta mengikuti tes dengan sukarela: rentang Wilson adalah ketidakpastian statistik, bukan galat"
    " survei acak.",
    "Perubahan dihitung hanya pada orang yang punya tes awal dan tes akhir. Ini perubahan, bukan dampak:"
    " tidak ada kelompok pembanding.",
    "Instansi tidak diurutkan menurut persentase: di antara instansi kecil urutan itu kebetulan.",
    "Batas tingkat, tampil mulai 10 orang, dan banding mulai 30 orang adalah usulan proyek ini, bukan"
    " aturan.",
    "Angka 93,35% dari survei KASN 2021 bukan target. Cara bertanya dan arti “baik” dalam survei itu"
    " tidak dipublikasikan.",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said of every figure: wave, module, form versions, cut, and when the data last changed."""

    wave_title: str
    module: str
    form_versions: Sequence[str]
    cut_good: int
    computed_at: datetime
    points: int | None = None
    """The points possible in a counted test, when they were the same for all."""


def indicator_report(heading: Heading, table: FigureTable, *filters: str) -> Report:
    """The agencies by their codes, then the total; `filters` are the words of what was chosen."""
    total = table.national
    reporting = sum(1 for row in table.agencies if row.people)
    return Report(
        subject="indikator",
        title=f"Indikator pemahaman – {heading.wave_title}",
        columns=COLUMNS,
        rows=[_values(heading, row) for row in (*table.agencies, total)],
        computed_at=heading.computed_at,
        about=(
            ("Gelombang", heading.wave_title),
            ("Modul", heading.module),
            ("Saringan", ", ".join(filter(None, filters)) or "semua instansi"),
            ("Batas baik", _cut_words(heading)),
            ("Orang yang dihitung", display_points(total.people, total.target)),
            ("Cakupan", display_percent(total.people, total.target)),
            ("Instansi yang melapor", display_points(reporting, len(table.agencies))),
            ("Aturan hitung", "percobaan pertama yang dikirim"),
            ("Versi tes", " ".join(heading.form_versions) or "belum ada"),
            ("Data sampai", wib(heading.computed_at)),
        ),
        notes=NOTES,
        scope=(heading.module, heading.wave_title, *filters),
        total_key="nasional",
        list_key="instansi",
        on_paper=ON_PAPER,
    )


def _cut_words(heading: Heading) -> str:
    if heading.points is None:
        return f"{heading.cut_good}% jawaban benar"
    least = least_points(heading.cut_good, heading.points)
    return f"{display_points(least, heading.points)} ({heading.cut_good}%)"


def _values(heading: Heading, row: FigureRow) -> tuple[Value, ...]:
    return (
        heading.wave_title,
        heading.module,
        row.code,
        row.name,
        row.kind.value if row.kind else "",
        row.province,
        " ".join(heading.form_versions),
        heading.cut_good,
        row.target,
        row.people,
        row.coverage,
        row.good,
        row.fair,
        row.poor,
        row.share,
        row.wilson_low,
        row.wilson_high,
        row.pre_people,
        row.pairs,
        row.pre_share,
        row.post_share,
        row.change,
        row.verdict.value if row.verdict else None,
        row.is_hidden,
        iso(heading.computed_at),
        row.rated,
        row.rated_share,
        row.rated_verdict.value,
    )
