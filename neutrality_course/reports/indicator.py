"""The indicator table as files. pandas is imported only when a file is made: it costs a second and 70 MB."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ..domain.figures import FigureRow, FigureTable
from ..tables import guard_text

if TYPE_CHECKING:
    import pandas

WIB = ZoneInfo("Asia/Jakarta")

COLUMNS = (
    "gelombang",
    "modul",
    "kode_instansi",
    "instansi",
    "jenis",
    "provinsi",
    "versi_tes",
    "batas_baik",
    "N_sasaran",
    "n_responden",
    "cakupan_pct",
    "n_baik",
    "n_cukup",
    "n_kurang",
    "pct_baik",
    "wilson_bawah",
    "wilson_atas",
    "n_awal",
    "n_pasangan",
    "pct_baik_awal",
    "pct_baik_akhir",
    "perubahan_pp",
    "status_vs_nasional",
    "disembunyikan",
    "dihitung_pada",
    "n_nilai_diri",
    "pct_nilai_diri_baik",
    "status_vs_acuan",
)
TEXT_COLUMNS = (
    "gelombang",
    "modul",
    "kode_instansi",
    "instansi",
    "jenis",
    "provinsi",
    "versi_tes",
    "status_vs_nasional",
    "dihitung_pada",
    "status_vs_acuan",
)
PERCENT_COLUMNS = (
    "cakupan_pct",
    "pct_baik",
    "wilson_bawah",
    "wilson_atas",
    "pct_baik_awal",
    "pct_baik_akhir",
    "perubahan_pp",
    "pct_nilai_diri_baik",
)


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said of every figure: wave, module, form versions, cut, and when the data last changed."""

    wave_title: str
    module: str
    form_versions: Sequence[str]
    cut_good: int
    computed_at: datetime


def as_records(heading: Heading, table: FigureTable) -> list[dict[str, Any]]:
    """The agencies by their codes, then the total: the contract's columns, None for nothing."""
    return [_record(heading, row) for row in (*table.agencies, table.national)]


def as_frame(heading: Heading, table: FigureTable) -> "pandas.DataFrame":
    """The records as a table of object columns, so that whole numbers stay whole beside nothing."""
    import pandas

    return pandas.DataFrame(as_records(heading, table), columns=list(COLUMNS), dtype=object)


def as_json(heading: Heading, table: FigureTable) -> bytes:
    """UTF-8, nothing as null with its key kept."""
    records = as_records(heading, table)
    figures = {"nasional": records[-1], "instansi": records[:-1]}
    return (json.dumps(figures, ensure_ascii=False, indent=1) + "\n").encode()


def as_csv(heading: Heading, table: FigureTable) -> bytes:
    """RFC 4180, UTF-8: decimal points, percentages unrounded, nothing as an empty cell."""
    frame = _guarded(as_frame(heading, table))
    text: str = frame.to_csv(index=False, lineterminator="\r\n", na_rep="")
    return text.encode()


def as_excel_csv(heading: Heading, table: FigureTable) -> bytes:
    """For Excel set to Indonesian: byte order mark, semicolons, two decimals after a comma."""
    frame = _guarded(as_frame(heading, table))
    for name in PERCENT_COLUMNS:
        frame[name] = frame[name].map(_two_decimals)
    text: str = frame.to_csv(index=False, sep=";", lineterminator="\r\n", na_rep="")
    return b"\xef\xbb\xbf" + text.encode()


def file_name(heading: Heading, *parts: str) -> str:
    """The name of a file of these figures without its ending, the same for the same data."""
    day = heading.computed_at.astimezone(WIB).date().isoformat()
    words = ["indikator", heading.module, heading.wave_title, *parts, day]
    slugs = (re.sub(r"[^a-z0-9]+", "-", word.casefold()).strip("-") for word in words)
    return "_".join(slug for slug in slugs if slug)


def _record(heading: Heading, row: FigureRow) -> dict[str, Any]:
    values = (
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
        heading.computed_at.astimezone(UTC).isoformat(),
        row.rated,
        row.rated_share,
        row.rated_verdict.value,
    )
    return dict(zip(COLUMNS, values, strict=True))


def _guarded(frame: "pandas.DataFrame") -> "pandas.DataFrame":
    frame["disembunyikan"] = frame["disembunyikan"].map({True: "true", False: "false"})
    for name in TEXT_COLUMNS:
        frame[name] = frame[name].map(guard_text, na_action="ignore")
    return frame


def _two_decimals(percent: float | None) -> str:
    if percent is None:
        return ""
    return str(Decimal(str(percent)).quantize(Decimal("0.01"), ROUND_HALF_UP)).replace(".", ",")
