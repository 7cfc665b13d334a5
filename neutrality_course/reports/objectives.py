"""Objectives as a report: a row for each agency and objective, and one for all agencies together."""

from .report import Column, Kind

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("modul", Kind.TEXT, "Slug modul."),
    Column("tujuan", Kind.TEXT, "Kode tujuan belajar, seperti di berkas modul."),
    Column("kode_instansi", Kind.TEXT, "Kode instansi; nasional berarti seluruh instansi."),
    Column("instansi", Kind.TEXT, "Nama instansi."),
    Column("n_responden", Kind.COUNT, "Orang yang jawabannya pada tes akhir dihitung."),
    Column("benar", Kind.COUNT, "Jawaban benar mereka pada soal tujuan itu."),
    Column("mungkin", Kind.COUNT, "Soal tujuan itu yang mereka hadapi; dua soal setiap orang."),
    Column("pct_benar", Kind.PERCENT, "benar dari mungkin, dalam persen."),
    Column(
        "disembunyikan", Kind.FLAG, "Angka dikosongkan supaya hasil sedikit orang tidak diketahui."
    ),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data terakhir berubah."),
)
ON_PAPER = ("modul", "tujuan", "instansi", "n_responden", "benar", "mungkin", "pct_benar")
NOTES = (
    "Dihitung dari tes akhir pertama setiap orang yang punya jawaban per soal; hasil impor tanpa jawaban"
    " tidak masuk ke sini.",
    "Ini bagian jawaban benar, bukan bagian orang yang paham baik: dua soal per tujuan hanya petunjuk.",
    "Instansi yang disembunyikan pada satu tujuan disembunyikan pada semua tujuan modul itu.",
    "Baris nasional selalu seluruh instansi, apa pun saringannya.",
)
