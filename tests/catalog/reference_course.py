"""The small course with its reference files: sound in every rule, so that a test can break exactly one."""

from tests.catalog import course

ACTS = """\
- id: NA001
  act: Memasang spanduk calon
  stages: [pencalonan, kampanye]
  when: Masa kampanye
  kind: alat-peraga
  certainty: pasti
  rule_family: disiplin
  sanction: Hukuman disiplin berat bagi PNS.
  binds: PNS
  bases: [PP 94/2021 Pasal 5]
  instead: Pasang pengumuman dari KPU.
  doubt: null
  page: uji/awal
- id: NA002
  act: Menyukai unggahan calon
  stages: [umum]
  when: Setiap saat
  kind: media-sosial
  certainty: perlu-dicek
  rule_family: disiplin
  sanction: null
  binds: ASN
  bases: [UU 20/2023 Pasal 24]
  instead: Tonton debat tanpa memberi reaksi.
  doubt: Jalur dan sanksinya belum kami temukan.
  page: uji/awal
- id: NA003
  act: Duduk di acara partai
  stages: [sesudah]
  when: Sesudah pemungutan
  kind: kehadiran
  certainty: belum-pasti
  rule_family: belum-pasti
  sanction: null
  binds: ASN
  bases: [UU 20/2023 Pasal 24]
  instead: Baca beritanya saja.
  doubt: Daftar yang kami baca tidak menyebutnya.
  page: uji/ringkasan
"""

SITUATIONS = """\
- id: suka-unggahan
  question: menyukai unggahan tim calon?
  words: [nge-like, jempol]
  topic: media-sosial
  stages: [kampanye]
  answer: hati-hati
  reason: Tanda suka terlihat sebagai dukungan.
  step: Batalkan suka itu.
  binds: ASN
  bases: [UU 20/2023 Pasal 24]
  page: uji/awal
  acts: [NA002]
- id: foto-keluarga
  question: berfoto dengan paman yang menjadi calon?
  words: [foto keluarga, selfi]
  topic: keluarga
  stages: [kampanye]
  answer: boleh
  reason: Foto keluarga biasa bukan dukungan.
  binds: ASN
  bases: [UU 20/2023 Pasal 24]
  page: uji/ringkasan
  acts: []
- id: grup-warga
  question: tetap di grup WhatsApp warga?
  words: [grup wa, arisan]
  topic: grup-pesan
  stages: [umum]
  answer: jangan
  reason: Contoh jawaban yang melarang.
  step: null
  binds: ASN
  bases: [UU 20/2023 Pasal 24]
  page: uji/ringkasan
  acts: [NA001, NA002]
"""


def stage(name: str) -> str:
    return f"""\
- stage: {name}
  title: Tahap ini
  when: Sesuatu sedang terjadi.
  risks:
    - {{text: Memasang spanduk calon., acts: [NA001], bases: [PP 94/2021 Pasal 5]}}
  dos:
    - {{text: Tanya dahulu., bases: [], advice: true}}
    - {{text: Tetap netral., bases: [UU 20/2023 Pasal 24], advice: false}}
  reminder: Tanya dahulu.
  page: uji/ringkasan
"""


STAGES = "".join(
    stage(name)
    for name in (
        *("pra-pencalonan", "pencalonan", "kampanye"),
        *("masa-tenang", "pemungutan", "sesudah"),
    )
)

SURVEY = """\
title: Survei uji
publisher: Lembaga uji
released_on: 2021-12-16
collected_from: 2021-07-01
collected_until: 2021-07-30
population: ASN di dua daerah
people: 1200
agencies: 2
method: Acak
margin: 2,5%
caveats: [Kuesionernya tidak dibagikan.]
sources: [Rilis lembaga uji]
groups:
  - id: penyebab
    title: Penyebab
    question: Apa penyebabnya.
    answer_type: beberapa-jawaban
    note: Boleh lebih dari satu.
figures:
  - id: penyebab-keluarga
    group: penyebab
    label: Hubungan keluarga
    percent: "50.76"
    people: null
    answer_type: beberapa-jawaban
    certainty: pasti
    caveats: []
"""


def files() -> dict[str, str | bytes]:
    """The small course with every reference file; its pages link to them and show the chart."""
    made = course.files()
    made["uji/module.md"] = course.MODULE.replace(
        "Lanjut ke halaman lain.",
        "Lihat [suka](perbuatan:NA002), [boleh](bolehkah:suka-unggahan), [kartu](tahapan:kampanye)."
        "\n\n[[survei: penyebab]]\n\nLanjut ke halaman lain.",
    )
    made["miskonsepsi.yml"] = course.MISCONCEPTIONS + "  page: uji/ringkasan\n"
    return {
        **made,
        "perbuatan.yml": ACTS,
        "situasi.yml": SITUATIONS,
        "tahapan.yml": STAGES,
        "survei-2021.yml": SURVEY,
    }


def changed(name: str, old: str, new: str) -> dict[str, str | bytes]:
    """This course with one text replaced, at its first place in one file."""
    made = files()
    before = made[name]
    assert isinstance(before, str)
    assert old in before
    made[name] = before.replace(old, new, 1)
    return made
