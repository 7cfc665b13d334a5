"""The waves as a report: a row for each, newest first, with what it measured with and where a series breaks."""

from collections.abc import Sequence

from ..domain.across_waves import WaveFigures
from ..domain.levels import least_points
from ..domain.numbers import display_count
from .report import Column, Kind, Report, Value, wib

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("hari_pertama", Kind.TEXT, "Hari pertama gelombang (WIB), tahun-bulan-tanggal."),
    Column("hari_terakhir", Kind.TEXT, "Hari terakhir gelombang (WIB), tahun-bulan-tanggal."),
    Column("terbuka", Kind.FLAG, "Apakah gelombang masih menerima tes."),
    Column("batas_baik", Kind.COUNT, "Persen jawaban benar paling sedikit untuk tingkat baik."),
    Column("batas_cukup", Kind.COUNT, "Persen jawaban benar paling sedikit untuk tingkat cukup."),
    Column("poin_baik", Kind.COUNT, "Jawaban benar paling sedikit untuk tingkat baik."),
    Column("poin_mungkin", Kind.COUNT, "Soal tes akhir seluruh kursus; kosong bila tidak seragam."),
    Column("modul", Kind.TEXT, "Slug modul gelombang itu."),
    Column("versi_tes", Kind.TEXT, "Versi paket soal yang dipakai tes yang dihitung."),
    Column(
        "N_sasaran",
        Kind.COUNT,
        "Jumlah sasaran semua instansi; dibekukan saat gelombang ditutup.",
    ),
    Column("n_responden", Kind.COUNT, "Orang yang dihitung: tes akhir semua modul."),
    Column("cakupan_pct", Kind.PERCENT, "n_responden dari N_sasaran, dalam persen."),
    Column("instansi_melapor", Kind.COUNT, "Instansi dengan orang yang dihitung."),
    Column("instansi", Kind.COUNT, "Semua instansi."),
    Column("n_baik", Kind.COUNT, "Orang yang dihitung dengan tingkat pemahaman baik."),
    Column("pct_baik", Kind.PERCENT, "n_baik dari n_responden, dalam persen: indikator pemahaman."),
    Column("wilson_bawah", Kind.PERCENT, "Batas bawah ketidakpastian statistik 95% (Wilson)."),
    Column("wilson_atas", Kind.PERCENT, "Batas atas ketidakpastian statistik 95% (Wilson)."),
    Column("n_pasangan", Kind.COUNT, "Orang dengan tes awal dan tes akhir yang dihitung."),
    Column("perubahan_pp", Kind.POINTS, "Tingkat baik sesudah dikurangi sebelum, pada pasangan."),
    Column("n_nilai_diri", Kind.COUNT, "Orang yang menjawab seberapa baik mereka memahami."),
    Column(
        "pct_nilai_diri_baik", Kind.PERCENT, "Jawaban sangat baik atau baik, dari n_nilai_diri."
    ),
    Column(
        "putus",
        Kind.TEXT,
        "Yang berubah sejak gelombang sebelumnya (batas, modul, paket soal); bila terisi, kedua"
        " gelombang jangan dibandingkan langsung.",
    ),
    Column(
        "disembunyikan", Kind.FLAG, "Angka dikosongkan supaya hasil sedikit orang tidak diketahui."
    ),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data gelombang itu terakhir berubah."),
)
ON_PAPER = (
    *("gelombang", "hari_pertama", "poin_baik", "poin_mungkin", "n_responden", "cakupan_pct"),
    *("pct_baik", "wilson_bawah", "wilson_atas", "perubahan_pp", "pct_nilai_diri_baik", "putus"),
)
NOTES = (
    "Satu baris satu gelombang, yang terbaru dahulu: seluruh kursus, semua instansi digabung per orang.",
    "Jangan membandingkan dua gelombang bila batas, modul, atau paket soalnya berubah: kolom putus"
    " menyebutnya. Hasil impor tanpa paket soal juga memutus.",
    "Orang yang ikut berbeda dari gelombang ke gelombang. Beda angka belum berarti pegawai berubah.",
    "Setiap gelombang disembunyikan menurut aturannya sendiri.",
)


def across_waves_report(waves: Sequence[WaveFigures]) -> Report:
    """Of at least one wave."""
    computed_at = max(wave.computed_at for wave in waves)
    return Report(
        subject="antargelombang",
        title="Antargelombang",
        columns=COLUMNS,
        rows=[_values(wave) for wave in waves],
        computed_at=computed_at,
        about=(
            ("Gelombang", display_count(len(waves))),
            ("Modul", "kursus"),
            ("Aturan hitung", "percobaan pertama yang dikirim"),
            ("Data sampai", wib(computed_at)),
        ),
        notes=NOTES,
        list_key="gelombang",
        on_paper=ON_PAPER,
    )


def _values(wave: WaveFigures) -> tuple[Value, ...]:
    row, points = wave.national, wave.points
    return (
        wave.title,
        wave.first_on.isoformat(),
        wave.last_on.isoformat(),
        wave.is_open,
        wave.cuts.good,
        wave.cuts.fair,
        None if points is None else least_points(wave.cuts.good, points),
        points,
        " ".join(wave.modules),
        " ".join(wave.form_versions),
        row.target,
        row.people,
        row.coverage,
        wave.reporting,
        wave.agencies,
        row.good,
        row.share,
        row.wilson_low,
        row.wilson_high,
        row.pairs,
        row.change,
        row.rated,
        row.rated_share,
        ", ".join(wave.breaks),
        row.is_hidden,
        wave.computed_at,
    )
