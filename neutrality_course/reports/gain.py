"""The change from the test before to the test after as a report: the course, then its modules, all agencies."""

from collections.abc import Sequence

from ..domain.interval import agresti_min
from ..domain.numbers import percent
from ..domain.pair_sums import GainRow
from ..domain.score_gain import class_gain, effect_dav, effect_dz, gain_band
from ..domain.significance import mcnemar_exact
from .indicator import Heading
from .report import Column, Kind, Report, Value, wib

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("modul", Kind.TEXT, "Slug modul, atau kursus: jumlah semua modul gelombang ini."),
    Column("batas_baik", Kind.COUNT, "Persen jawaban benar paling sedikit untuk tingkat baik."),
    Column("n_pasangan", Kind.COUNT, "Orang dengan tes awal dan tes akhir yang dihitung."),
    Column("baik_keduanya", Kind.COUNT, "Orang pada tingkat baik di kedua tes."),
    Column("menjadi_baik", Kind.COUNT, "Orang yang belum baik pada tes awal, baik pada tes akhir."),
    Column(
        "berubah_kelas", Kind.COUNT, "Orang yang baik pada tes awal, belum baik pada tes akhir."
    ),
    Column("pct_baik_awal", Kind.PERCENT, "Tingkat baik pada tes awal, dari n_pasangan."),
    Column("pct_baik_akhir", Kind.PERCENT, "Tingkat baik pada tes akhir, dari n_pasangan."),
    Column("perubahan_pp", Kind.POINTS, "pct_baik_akhir dikurangi pct_baik_awal."),
    Column("perubahan_bawah", Kind.POINTS, "Ujung bawah rentang 95% perubahan_pp (Agresti–Min)."),
    Column("perubahan_atas", Kind.POINTS, "Ujung atas rentang 95% perubahan_pp (Agresti–Min)."),
    Column(
        "p_mcnemar", Kind.NUMBER, "Nilai p uji McNemar eksak, dua sisi; 0 berarti di bawah 1e-300."
    ),
    Column("nilai_awal_pct", Kind.PERCENT, "Jawaban benar rata-rata pada tes awal."),
    Column("nilai_akhir_pct", Kind.PERCENT, "Jawaban benar rata-rata pada tes akhir."),
    Column(
        "selisih_seimbang_pp",
        Kind.POINTS,
        "Selisih nilai, rata-rata urutan paket soal yang berbobot sama; kosong untuk kursus.",
    ),
    Column("seimbang_bawah", Kind.POINTS, "Ujung bawah rentang 95% selisih_seimbang_pp (t Welch)."),
    Column("seimbang_atas", Kind.POINTS, "Ujung atas rentang 95% selisih_seimbang_pp (t Welch)."),
    Column(
        "gain_kelas",
        Kind.NUMBER,
        "Gain ternormalisasi dari rata-rata (Hake): bagian dari yang masih kurang yang terpenuhi.",
    ),
    Column("golongan_gain", Kind.TEXT, "rendah di bawah 0,3; sedang; tinggi mulai 0,7 (Hake)."),
    Column("d_z", Kind.NUMBER, "Selisih rata-rata dibagi simpangan baku selisih (Cohen)."),
    Column("d_av", Kind.NUMBER, "Selisih rata-rata dibagi rata-rata simpangan baku kedua tes."),
    Column(
        "disembunyikan", Kind.FLAG, "Angka dikosongkan supaya hasil sedikit orang tidak diketahui."
    ),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data terakhir berubah."),
)
ON_PAPER = (
    *("modul", "n_pasangan", "menjadi_baik", "berubah_kelas", "perubahan_pp", "nilai_awal_pct"),
    *("nilai_akhir_pct", "gain_kelas", "d_av"),
)
NOTES = (
    "Semua instansi digabung per orang. Hanya orang yang punya tes awal dan tes akhir yang dihitung.",
    "Ini perubahan, bukan dampak: tidak ada kelompok pembanding. Mengerjakan tes dua kali, waktu, dan"
    " kembalinya nilai yang sangat rendah ke rata-rata ikut di dalamnya.",
    "Selisih seimbang meniadakan mudah dan sulitnya paket soal. Angka lain di sini tidak.",
    "Gain kelas dihitung dari rata-rata, bukan dari gain setiap orang, yang bias oleh galat pengukuran.",
    "“Berubah kelas” belum berarti lupa: di dekat batas, hasil orang yang sama dapat berbeda.",
)


def gain_report(heading: Heading, rows: Sequence[GainRow]) -> Report:
    return Report(
        subject="perubahan",
        title=f"Perubahan dari tes awal ke tes akhir – {heading.wave_title}",
        columns=COLUMNS,
        rows=[_values(heading, row) for row in rows],
        computed_at=heading.computed_at,
        about=(
            ("Gelombang", heading.wave_title),
            ("Batas baik", f"{heading.cut_good}% jawaban benar"),
            ("Aturan hitung", "percobaan pertama yang dikirim, pada kedua tes"),
            ("Versi tes", " ".join(heading.form_versions) or "belum ada"),
            ("Data sampai", wib(heading.computed_at)),
        ),
        notes=NOTES,
        scope=(heading.wave_title,),
        list_key="perubahan",
        on_paper=ON_PAPER,
    )


def _values(heading: Heading, row: GainRow) -> tuple[Value, ...]:
    head = (heading.wave_title, row.module_slug, heading.cut_good, row.sums.pairs)
    figures = _figures(row) if row.sums.pairs and not row.is_hidden else (None,) * 18
    return (*head, *figures, row.is_hidden, heading.computed_at)


def _figures(row: GainRow) -> tuple[Value, ...]:
    """From `baik_keduanya` to `d_av`, of pairs that are there and shown."""
    change, scores, balanced = row.sums.change, row.sums.scores, row.balanced
    low, high = _in_percent(agresti_min(change.gained, change.lost, change.n))
    gain = class_gain(scores.before, scores.after)
    return (
        change.both,
        change.gained,
        change.lost,
        change.pre.percent,
        change.post.percent,
        change.percent_change,
        low,
        high,
        mcnemar_exact(change.gained, change.lost),
        percent(scores.before.points, scores.before.possible),
        percent(scores.after.points, scores.after.possible),
        None if balanced.mean is None else 100 * balanced.mean,
        *_in_percent(balanced.interval),
        gain,
        None if gain is None else gain_band(gain).value,
        effect_dz(scores.gain),
        effect_dav(scores),
    )


def _in_percent(ends: tuple[float, float] | None) -> tuple[float | None, float | None]:
    return (None, None) if ends is None else (100 * ends[0], 100 * ends[1])
