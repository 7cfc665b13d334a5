"""Counted results by day as a report: on which days people completed the course."""

from collections.abc import Iterable
from datetime import date

from ..domain.indicator import Indicator
from ..domain.interval import wilson
from .indicator import Heading
from .report import Column, Kind, Report, Value, wib

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("modul", Kind.TEXT, "Selalu kursus: hari tes akhir terakhir setiap orang."),
    Column("hari", Kind.TEXT, "Hari menurut WIB, tahun-bulan-tanggal."),
    Column("batas_baik", Kind.COUNT, "Persen jawaban benar paling sedikit untuk tingkat baik."),
    Column("n_responden", Kind.COUNT, "Orang yang dihitung pada hari itu."),
    Column("n_baik", Kind.COUNT, "Orang pada tingkat baik; kosong bila disembunyikan."),
    Column("pct_baik", Kind.PERCENT, "n_baik dari n_responden, dalam persen."),
    Column("wilson_bawah", Kind.PERCENT, "Ujung bawah rentang Wilson 95% dari pct_baik."),
    Column("wilson_atas", Kind.PERCENT, "Ujung atas rentang Wilson 95% dari pct_baik."),
    Column(
        "disembunyikan", Kind.FLAG, "Angka dikosongkan supaya hasil sedikit orang tidak diketahui."
    ),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data terakhir berubah."),
)
ON_PAPER = ("hari", "n_responden", "pct_baik", "wilson_bawah", "wilson_atas")
NOTES = (
    "Satu orang dihitung satu kali, pada hari ia mengirim tes akhir terakhirnya.",
    "Lonjakan mendadak patut dilihat: mungkin kunci beredar.",
    "Hari dengan sedikit orang disembunyikan, dan hari lain yang akan membocorkannya.",
)


def days_report(heading: Heading, days: Iterable[tuple[date, Indicator, bool]]) -> Report:
    """Each day with what was counted on it, and whether its share is hidden."""
    return Report(
        subject="hari",
        title=f"Pemahaman menurut hari – {heading.wave_title}",
        columns=COLUMNS,
        rows=[_values(heading, *day) for day in days],
        computed_at=heading.computed_at,
        about=(
            ("Gelombang", heading.wave_title),
            ("Batas baik", f"{heading.cut_good}% jawaban benar"),
            ("Aturan hitung", "percobaan pertama yang dikirim"),
            ("Versi tes", " ".join(heading.form_versions) or "belum ada"),
            ("Data sampai", wib(heading.computed_at)),
        ),
        notes=NOTES,
        scope=(heading.wave_title,),
        list_key="hari",
        on_paper=ON_PAPER,
    )


def _values(heading: Heading, day: date, counted: Indicator, is_hidden: bool) -> tuple[Value, ...]:
    interval = None if is_hidden else wilson(counted.good, counted.people)
    return (
        heading.wave_title,
        heading.module,
        day.isoformat(),
        heading.cut_good,
        counted.people,
        None if is_hidden else counted.good,
        None if is_hidden else counted.percent,
        None if interval is None else 100 * interval.low,
        None if interval is None else 100 * interval.high,
        is_hidden,
        heading.computed_at,
    )
