"""Objectives as a report: a row for each agency and objective, and one for all agencies together."""

from .report import Column, Kind

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("modul", Kind.TEXT, "Slug modul."),
    Column("tujuan", Kind.TEXT, "Kode tujuan belajar, seperti di berkas modul."),
    Column("kode_instansi", Kind.TEXT, "Kode instansi; nasional berarti seluruh instansi."),
    Column("instansi", Kind.TEXT, "Nama instansi."),
    Column("N_sasaran", Kind.COUNT, "Orang yang dituju, seperti dalam indikator modul itu."),
    Column("n_responden", Kind.COUNT, "Orang yang jawabannya pada tes akhir dihitung."),
    Column("cakupan_pct", Kind.PERCENT, "n_responden dari N_sasaran, dalam persen."),
    Column("benar", Kind.COUNT, "Jawaban benar mereka pada soal tujuan itu."),
    Column("mungkin", Kind.COUNT, "Soal tujuan itu yang mereka hadapi; dua soal setiap orang."),
    Column("pct_benar", Kind.PERCENT, "benar dari mungkin, dalam persen."),
    Column(
        "benar_bawah",
        Kind.PERCENT,
        "Ujung bawah rentang 95% pct_benar menurut orang; hanya pada baris nasional.",
    ),
    Column(
        "benar_atas",
        Kind.PERCENT,
        "Ujung atas rentang 95% pct_benar menurut orang; hanya pada baris nasional.",
    ),
    Column(
        "disembunyikan", Kind.FLAG, "Angka dikosongkan supaya hasil sedikit orang tidak diketahui."
    ),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data terakhir berubah."),
)
ON_PAPER = (
    *("modul", "tujuan", "instansi", "n_responden", "cakupan_pct", "pct_benar", "benar_bawah"),
    "benar_atas",
)
NOTES = (
    "Dihitung dari tes akhir pertama setiap orang yang punya jawaban per soal; hasil impor tanpa jawaban"
    " tidak masuk ke sini.",
    "Ini bagian jawaban benar, bukan bagian orang yang paham baik: dua soal per tujuan hanya petunjuk.",
    "Rentang 95%: jawaban satu orang saling terkait, jadi ragamnya dihitung menurut orang (penduga rasio,"
    " Cochran 1977) dan dibaca sebagai banyaknya jawaban bebas yang setara dalam rentang Wilson (Korn &"
    " Graubard 1998).",
    "Instansi yang disembunyikan pada satu tujuan disembunyikan pada semua tujuan modul itu.",
    "Baris nasional selalu seluruh instansi, apa pun saringannya.",
)
