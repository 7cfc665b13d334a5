"""Every agency beside the country as a report: its share, the funnel at its people, and its test."""

from collections.abc import Sequence

from ..domain.comparison import Compared, how_many_judged
from ..domain.figures import FigureRow
from ..domain.interval import Interval
from ..domain.numbers import display_count, display_percent, display_points
from ..domain.terms import AgencyKind, Verdict
from .indicator import OF_AGENCY, Heading
from .report import Column, Kind, Report, Value, wib

COLUMNS = (
    *OF_AGENCY,
    Column("batas_baik", Kind.COUNT, "Persen jawaban benar paling sedikit untuk tingkat baik."),
    Column("n_responden", Kind.COUNT, "Orang yang dihitung."),
    Column("pct_baik", Kind.PERCENT, "Orang dengan tingkat pemahaman baik, dari n_responden."),
    Column("corong95_bawah", Kind.PERCENT, "Ujung bawah corong 95% untuk n_responden."),
    Column("corong95_atas", Kind.PERCENT, "Ujung atas corong 95% untuk n_responden."),
    Column("corong998_bawah", Kind.PERCENT, "Ujung bawah corong 99,8% untuk n_responden."),
    Column("corong998_atas", Kind.PERCENT, "Ujung atas corong 99,8% untuk n_responden."),
    Column(
        "letak",
        Kind.TEXT,
        "Letak pct_baik dalam corong; belum cukup data bila kurang dari 30 orang.",
    ),
    Column(
        "p_fisher",
        Kind.NUMBER,
        "Nilai p uji eksak Fisher, dua sisi, terhadap gabungan semua instansi lain; mulai 30 orang.",
    ),
    Column(
        "p_koreksi",
        Kind.NUMBER,
        "p_fisher setelah koreksi Benjamini–Hochberg di antara instansi yang dibandingkan.",
    ),
    Column(
        "menonjol",
        Kind.FLAG,
        "Apakah p_koreksi paling besar 0,05; kosong bila tidak dibandingkan.",
    ),
    Column(
        "disembunyikan", Kind.FLAG, "Angka dikosongkan supaya hasil sedikit orang tidak diketahui."
    ),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data terakhir berubah."),
)
ON_PAPER = (
    *("instansi", "n_responden", "pct_baik", "corong998_bawah", "corong998_atas", "letak"),
    "menonjol",
)
NOTES = (
    "Corong dihitung pasti dari sebaran binomial di sekitar angka seluruh instansi, dengan interpolasi"
    " Spiegelhalter (2005). Di dalam corong, perbedaan dapat terjadi karena kebetulan.",
    "Yang dibandingkan adalah instansi yang angkanya tampil dan paling sedikit 30 orang. Koreksi"
    " Benjamini–Hochberg dihitung di antara mereka saja, apa pun saringannya.",
    "Dari instansi yang menonjol setelah koreksi, paling banyak sekitar 5% karena kebetulan.",
    "Tanda ini ajakan untuk melihat lebih dekat, bukan putusan. Peserta belum tentu mewakili seluruh"
    " pegawai.",
    "Baris jumlah selalu seluruh instansi, apa pun saringannya.",
    "Instansi tidak diurutkan menurut persentase: di antara instansi kecil urutan itu kebetulan.",
)


def comparison_report(
    heading: Heading,
    national: FigureRow,
    compared: Sequence[Compared],
    kind: AgencyKind | None = None,
    province: str | None = None,
) -> Report:
    """The agencies that the filter lets through by their codes, then all together.

    All of them are compared before: the filter changes no figure.
    """
    filters = [*filter(None, (kind, province))]
    chosen = [
        one
        for one in compared
        if kind in (None, one.row.kind) and province in (None, one.row.province)
    ]
    return Report(
        subject="perbandingan",
        title=f"Perbandingan instansi – {heading.wave_title}",
        columns=COLUMNS,
        rows=[_values(heading, one) for one in (*chosen, Compared(national))],
        computed_at=heading.computed_at,
        about=(
            ("Gelombang", heading.wave_title),
            ("Modul", heading.module),
            ("Saringan", ", ".join(filters) or "semua instansi"),
            ("Batas baik", f"{heading.cut_good}% jawaban benar"),
            ("Orang yang dihitung", display_points(national.people, national.target)),
            ("Cakupan", display_percent(national.people, national.target)),
            ("Instansi yang dibandingkan", display_count(how_many_judged(compared))),
            ("Aturan hitung", "percobaan pertama yang dikirim"),
            ("Data sampai", wib(heading.computed_at)),
        ),
        notes=NOTES,
        scope=(heading.module, heading.wave_title, *filters),
        total_key="nasional",
        list_key="instansi",
        on_paper=ON_PAPER,
    )


def _values(heading: Heading, one: Compared) -> tuple[Value, ...]:
    row, limits = one.row, one.limits
    return (
        heading.wave_title,
        heading.module,
        row.code,
        row.name,
        row.kind.value if row.kind else "",
        row.province,
        heading.cut_good,
        row.people,
        row.share,
        *_ends(limits.warning if limits else None),
        *_ends(limits.alarm if limits else None),
        _place(one),
        one.p,
        one.adjusted,
        one.is_discovery if one.is_judged else None,
        row.is_hidden,
        heading.computed_at,
    )


def _ends(ends: Interval | None) -> tuple[float | None, float | None]:
    return (None, None) if ends is None else (100 * ends.low, 100 * ends.high)


def _place(one: Compared) -> str | None:
    if one.place is not None:
        return one.place.value
    return Verdict.TOO_FEW.value if one.is_shown else None
