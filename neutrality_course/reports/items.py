"""Item analysis as a report: a row for each option of each question, for the authors."""

from .report import Column, Kind

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("modul", Kind.TEXT, "Slug modul."),
    Column("paket", Kind.TEXT, "Huruf paket soal."),
    Column("versi_tes", Kind.TEXT, "Versi paket soal."),
    Column("soal", Kind.TEXT, "Kode soal."),
    Column("tujuan", Kind.TEXT, "Tujuan belajar yang diukur soal itu."),
    Column("kesulitan", Kind.TEXT, "Kesulitan menurut penulis: mudah, sedang, sulit."),
    Column("orang", Kind.COUNT, "Percobaan yang dihitung dengan soal itu, tes awal dan tes akhir."),
    Column("benar_pct", Kind.PERCENT, "Bagian yang menjawab benar, dalam persen."),
    Column(
        "daya_beda",
        Kind.NUMBER,
        "Korelasi menjawab soal itu dengan benar dengan jumlah soal lain kali 100; kosong bila tidak"
        " terdefinisi.",
    ),
    Column("efisiensi", Kind.NUMBER, "Daya beda dari yang mungkin dicapai, kali 100."),
    Column("perlu_dilihat", Kind.TEXT, "Apa yang perlu dilihat penulis; mulai dari 50 orang."),
    Column("pilihan", Kind.TEXT, "Kode pilihan; - berarti tidak dijawab."),
    Column("kunci", Kind.FLAG, "Apakah pilihan itu benar."),
    Column("dipilih", Kind.COUNT, "Berapa kali pilihan itu dipilih."),
    Column("dipilih_pct", Kind.PERCENT, "dipilih dari orang, dalam persen."),
    Column(
        "daya_beda_pilihan",
        Kind.NUMBER,
        "Korelasi memilihnya dengan jumlah soal lain kali 100, seperti daya_beda: pada kunci sama dengan"
        " daya_beda; pengecoh yang baik bernilai negatif.",
    ),
)
ON_PAPER = (
    *("soal", "paket", "orang", "benar_pct", "daya_beda", "efisiensi", "perlu_dilihat"),
    *("pilihan", "kunci", "dipilih_pct"),
)
NOTES = (
    "Dihitung dari percobaan yang dihitung, tes awal dan tes akhir bersama.",
    "Daya beda soal dan daya beda pilihan adalah korelasi dengan jumlah soal lain, bukan dengan jumlah yang"
    " memuat soal itu, kali 100.",
    "Tes penguasaan yang mudah memiliki daya beda kecil tanpa menjadi buruk.",
    "Berkas ini memuat kunci: jangan disebarkan selama gelombang masih menerima hasil tes.",
)
