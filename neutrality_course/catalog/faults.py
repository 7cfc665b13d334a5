"""What can be wrong with content: the table of rules, a fault, and the list of what was found."""

from dataclasses import dataclass

RULES = {
    # files
    "F01": "Berkas atau folder yang wajib ada tidak ditemukan.",
    "F02": "Berkas bukan teks UTF-8.",
    "F03": "Berkas memuat karakter kendali yang tidak terlihat.",
    "F04": "Berkas menunjuk ke luar folder konten.",
    "F05": "Berkas terlalu besar.",
    "F06": "Nama folder modul tidak sah.",
    "F51": "Berkas di folder modul tidak dipakai.",
    # YAML heads
    "K01": "YAML tidak terbaca.",
    "K02": "Isian wajib tidak ada.",
    "K03": "Isian tidak dikenal.",
    "K04": "Nilai isian tidak sesuai.",
    "K05": "Id, singkatan, atau urutan dipakai dua kali.",
    "K06": "Id yang dirujuk tidak ada.",
    "K07": "Modul tidak memiliki kepala YAML di antara dua baris ---.",
    "K08": "Tujuan yang diukur tidak tepat lima.",
    # pages
    "M01": "Ada teks sebelum halaman pertama.",
    "M02": "Halaman tidak memiliki id.",
    "M03": "Id halaman dipakai dua kali.",
    "M04": "Tingkat judul salah.",
    "M05": "Halaman ringkasan atau yang-berubah tidak pada tempatnya.",
    "M06": "HTML mentah.",
    "M07": "Tautan ke halaman yang tidak ada.",
    "M08": "Tautan bukan https atau modul.",
    "M09": "Penempatan soal latihan salah.",
    "M10": "Soal latihan tidak ditempatkan tepat satu kali.",
    "M11": "Jenis kotak tidak dikenal.",
    "M12": "Id atau kelas pada unsur selain judul halaman.",
    "M13": "Susunan terlalu rumit untuk dibaca dengan aman.",
    "M14": "Halaman kosong.",
    "M15": "Grafik survei salah ditempatkan.",
    "M51": "Halaman terlalu panjang.",
    # images
    "G01": "Gambar tanpa teks alternatif.",
    "G02": "Gambar tidak ditemukan atau bukan SVG di folder modul.",
    "G03": "Gambar terlalu besar.",
    "G04": "Gambar memuat skrip atau rujukan ke luar.",
    "G05": "Gambar SVG tidak terbaca atau tanpa viewBox.",
    # questions
    "Q01": "Baris soal tidak dikenal.",
    "Q02": "Isian soal yang wajib tidak ada.",
    "Q03": "Isian soal tidak dikenal, ganda, atau tidak berurutan.",
    "Q04": "Nilai isian soal salah.",
    "Q05": "Nomor soal salah atau dipakai dua kali.",
    "Q06": "Jumlah pilihan bukan tiga sampai lima.",
    "Q07": "Jumlah jawaban benar salah.",
    "Q08": "Pilihan tanpa alasan.",
    "Q09": "Alasan tidak diawali Benar. atau Keliru. sesuai pilihannya.",
    "Q10": "Dua pilihan sama.",
    "Q11": "Id pilihan salah atau dipakai dua kali.",
    "Q12": "Miskonsepsi tidak dikenal atau ditempel pada jawaban benar.",
    "Q13": "Pokok soal kosong atau bukan paragraf biasa.",
    "Q14": "Tujuan soal tidak ada, atau tidak diukur.",
    "Q15": "Paket tes tidak lengkap atau tidak seimbang.",
    "Q16": "Dasar hukum tidak ada di bases.yml.",
    "Q17": "Dasar hukum sudah tidak berlaku.",
    "Q18": "Pilihan merangkum pilihan lain.",
    "Q19": "Dua soal sama.",
    "Q51": "Jawaban terpanjang terlalu sering benar.",
    "Q52": "Letak jawaban benar tidak merata.",
    "Q53": "Kata tidak dalam pokok soal tidak ditebalkan.",
    "Q54": "Campuran kesulitan paket tidak sama.",
    "Q55": "Panjang jawaban benar menonjol.",
    "Q56": "Jawaban terpendek terlalu sering benar.",
    "Q57": "Pokok soal terlalu panjang.",
    # answers in the database
    "J01": "Soal yang sudah dijawab tidak ada lagi.",
    "J02": "Nomor soal yang sudah dijawab dipakai untuk makna lain.",
    "J51": "Soal yang sudah dijawab berubah.",
    "J52": "Paket yang sudah dijawab berubah susunannya.",
    # legal bases in running text
    "D01": "Peraturan yang disebut tidak ada di bases.yml.",
    "D51": "Peraturan yang sudah berakhir disebut tanpa keterangan.",
    "D52": "Dasar soal tidak ada di legal_bases modul.",
    # acts, situations, stage cards, survey
    "R01": "Sanksi tidak cocok dengan kepastian atau jalurnya.",
    "R02": "Bagian yang belum pasti tidak dijelaskan.",
    "R03": "Kartu tahapan bukan enam yang berurutan.",
    "R04": "Langkah yang aman belum ditulis.",
    "R05": "Pertanyaan tidak melengkapi kalimat Bolehkah saya.",
    "R06": "Besar ancaman pidana ditulis.",
    "R07": "Kelompok survei tanpa angka.",
    "R08": "Anjuran tanpa dasar tidak ditandai sebagai saran.",
    "R51": "Kartu tahapan terlalu panjang untuk satu halaman cetak.",
    # language
    "B01": "Indeks baca halaman terlalu tinggi.",
    "B02": "Kalimat terlalu panjang.",
    "B03": "Kata atau susunan yang dilarang.",
    "B04": "Bagian kerangka belum diisi.",
    "B51": "Indeks baca halaman tinggi.",
    "B52": "Kalimat panjang.",
    "B53": "Kata yang sebaiknya diganti.",
    "B54": "Ejaan tidak baku.",
    "B55": "Singkatan tidak diurai di halamannya.",
}
"""Every rule by its code. Numbers from 51 are warnings, the others stop the start of the server."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one place. As text: `content/x/quiz.md:41: GALAT Q07: pesan`."""

    path: str
    line: int
    code: str
    message: str

    @property
    def is_error(self) -> bool:
        return int(self.code[1:]) < 51

    @property
    def severity(self) -> str:
        return "GALAT" if self.is_error else "PERINGATAN"

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity} {self.code}: {self.message}"

    def as_record(self) -> dict[str, str | int]:
        """The fault as JSON values, with the rule's own sentence."""
        return {
            "path": self.path,
            "line": self.line,
            "severity": self.severity,
            "code": self.code,
            "rule": RULES[self.code],
            "message": self.message,
        }


class ContentError(Exception):
    """Content that cannot be served; `faults` holds every GALAT, the message shows them all."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("\n".join(str(fault) for fault in faults))
        self.faults = faults


class FileFaults:
    """Takes the faults of one file."""

    def __init__(self, path: str, found: set[Fault]) -> None:
        self.path = path
        self._found = found

    def add(self, line: int, code: str, message: str) -> None:
        if code not in RULES:
            raise KeyError(code)
        self._found.add(Fault(self.path, line, code, message))


class Faults:
    """Collects the faults of one run, so that a writer sees all of them at once."""

    def __init__(self) -> None:
        self._found: set[Fault] = set()

    def of(self, path: str) -> "FileFaults":
        """The part of the list that is about this file."""
        return FileFaults(path, self._found)

    def sorted(self) -> list[Fault]:
        """By file and line."""
        return sorted(self._found)

    def errors(self) -> list[Fault]:
        return [fault for fault in self.sorted() if fault.is_error]
