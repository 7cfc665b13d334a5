"""Forms as a report: a row for each version of a form, for the authors."""

from .report import Column, Kind

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("modul", Kind.TEXT, "Slug modul."),
    Column("paket", Kind.TEXT, "Huruf paket soal."),
    Column("versi_tes", Kind.TEXT, "Versi paket soal."),
    Column("soal", Kind.COUNT, "Banyaknya soal dalam paket."),
    Column("n_tes", Kind.COUNT, "Tes yang dihitung dengan paket itu, tes awal dan tes akhir."),
    Column("n_awal", Kind.COUNT, "Tes awal yang dihitung."),
    Column("n_akhir", Kind.COUNT, "Tes akhir yang dihitung."),
    Column("pct_baik_awal", Kind.PERCENT, "Tingkat baik pada tes awal, dari n_awal."),
    Column("pct_baik_akhir", Kind.PERCENT, "Tingkat baik pada tes akhir, dari n_akhir."),
    Column(
        "benar_awal_pct",
        Kind.PERCENT,
        "Jawaban benar pada tes awal: kesukaran paket; kosong bila salah satu tes disembunyikan.",
    ),
    Column(
        "benar_akhir_pct",
        Kind.PERCENT,
        "Jawaban benar pada tes akhir: kesukaran paket; kosong bila salah satu tes disembunyikan.",
    ),
    Column("rata_rata", Kind.NUMBER, "Rata-rata jawaban benar, tes awal dan tes akhir bersama."),
    Column(
        "simpangan_baku", Kind.NUMBER, "Simpangan baku jawaban benar (n − 1), kedua tes bersama."
    ),
    Column(
        "konsistensi",
        Kind.NUMBER,
        "Konsistensi internal kali 100 (CIC, alfa Cronbach, KR-20); kosong di bawah 50 tes.",
    ),
    Column(
        "galat_baku",
        Kind.NUMBER,
        "Galat baku pengukuran, dalam soal (SEM); kosong di bawah 50 tes.",
    ),
    Column("soal_ditandai", Kind.COUNT, "Soal yang perlu dilihat penulis; kosong di bawah 50 tes."),
    Column(
        "disembunyikan",
        Kind.FLAG,
        "Sebagian atau semua angka dikosongkan supaya hasil sedikit orang tidak diketahui.",
    ),
    Column("dihitung_pada", Kind.MOMENT, "Waktu data terakhir berubah."),
)
ON_PAPER = (
    *("modul", "paket", "n_awal", "n_akhir", "pct_baik_awal", "pct_baik_akhir", "rata_rata"),
    *("simpangan_baku", "konsistensi", "galat_baku", "soal_ditandai"),
)
NOTES = (
    "Dihitung dari percobaan yang dihitung. Hasil impor tanpa jawaban tidak masuk ke sini.",
    "Rata-rata, simpangan baku, konsistensi, dan galat baku: tes awal dan tes akhir bersama, jadi beda"
    " keduanya ikut di dalamnya.",
    "Tes penguasaan yang hampir semua orang kuasai punya konsistensi rendah tanpa menjadi buruk.",
    "Setiap paket dijumpai sebagian orang sebelum dan sebagian lain sesudah belajar: bandingkan paket pada"
    " tes yang sama.",
)
