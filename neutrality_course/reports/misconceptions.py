"""Misconceptions as a report: a row for each agency and wrong belief, and one for all agencies together."""

from .report import Column, Kind

COLUMNS = (
    Column("gelombang", Kind.TEXT, "Nama gelombang pengukuran."),
    Column("anggapan", Kind.TEXT, "Id anggapan keliru, seperti di content/miskonsepsi.yml."),
    Column("kode_instansi", Kind.TEXT, "Kode instansi; nasional berarti seluruh instansi."),
    Column("instansi", Kind.TEXT, "Nama instansi."),
    Column("bertemu", Kind.COUNT, "Orang yang bertemu pilihan dengan anggapan itu di tes akhir."),
    Column("memilih", Kind.COUNT, "Orang yang memilihnya; satu orang dihitung sekali."),
    Column("memilih_pct", Kind.PERCENT, "memilih dari bertemu, dalam persen."),
    Column("disembunyikan", Kind.FLAG, "Apakah angkanya disembunyikan karena orangnya sedikit."),
)
ON_PAPER = ("anggapan", "instansi", "bertemu", "memilih", "memilih_pct")
NOTES = (
    "Dihitung dari tes akhir yang dihitung dan punya jawaban per soal.",
    "Memilih satu pilihan salah belum berarti yakin: angka ini menunjukkan apa yang perlu dijelaskan.",
    "Yang kurang dari 10 orang, atau kurang dari 30 orang dan tidak seorang pun memilihnya, disembunyikan.",
)
