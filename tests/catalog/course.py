"""A small course in a folder: sound in every rule, so that a test can break exactly one."""

from collections.abc import Mapping
from pathlib import Path

Files = Mapping[str, str | bytes]

BASES = """\
- id: pp-94-2021
  short: PP 94/2021
  title: Peraturan Pemerintah Nomor 94 Tahun 2021 tentang Disiplin Pegawai Negeri Sipil
  kind: peraturan-pemerintah
  number: "94"
  year: 2021
  in_force_from: 2021-08-31
- id: pp-53-2010
  short: PP 53/2010
  title: Peraturan Pemerintah Nomor 53 Tahun 2010
  kind: peraturan-pemerintah
  number: "53"
  year: 2010
  in_force_until: 2021-08-31
  replaced_by: pp-94-2021
- id: uu-20-2023
  short: UU 20/2023
  title: Undang-Undang Nomor 20 Tahun 2023 tentang Aparatur Sipil Negara
  kind: undang-undang
  number: "20"
  year: 2023
"""

MISCONCEPTIONS = """\
- id: jam-kerja
  belief: Sepulang kerja saya bebas.
  fact: Larangan berlaku juga di luar jam kerja.
  bases: [PP 94/2021 Pasal 1]
"""

MODULE = """\
---
title: "Modul uji: satu"
order: 1
core: true
minutes: 15
summary: Modul kecil untuk pengujian.
reviewed_on: 2026-11-22
reviewed_by_role: Tim penyusun
legal_bases: [pp-94-2021]
objectives:
  - {id: T1, measured: true, text: "membaca aturan"}
  - {id: T2, measured: true, text: "memilih tindakan"}
  - {id: T3, measured: true, text: "menilai kasus"}
  - {id: T4, measured: true, text: "mencatat bukti"}
  - {id: T5, measured: true, text: "bertanya dulu"}
  - {id: T6, measured: false, text: "berlatih sendiri"}
---

## Awal yang jelas {#awal}

Aturan ini ada dalam PP 94/2021 Pasal 5. Baca lagi [ringkasan](modul:uji/ringkasan).

![Dua kotak yang dihubungkan satu panah](alur.svg)

### Contoh

!!! contoh "Di kantor"
    Bu Rina bertanya dulu.

[[soal: UJI-101]]

Lanjut ke halaman lain.

## Ringkasan {#ringkasan}

Tanya dulu, lalu putuskan.

## Yang berubah {#yang-berubah}

PP 53/2010 sudah dicabut.
"""

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 160"><path d="M0 0h9"/></svg>'


def question(
    number: int,
    form: str,
    objective: str,
    *,
    right: int,
    fields: str = "",
) -> str:
    """A sound question of four options; the option in place `right` (from 0) is right."""
    options = "".join(
        f"- [{'x' if place == right else ' '}] Jawaban {letter} untuk kasus {number:03d}\n"
        f"  > {'Benar' if place == right else 'Keliru'}. Begitu aturannya.\n"
        for place, letter in enumerate("pqrs")
    )
    return (
        f"# Soal UJI-{number:03d}\nTujuan: {objective}\nPaket: {form}\nTahapan: umum\n"
        f"Kesulitan: mudah\nDasar: PP 94/2021 Pasal 5\n{fields}\n"
        f"Bu Rina menghadapi kasus {number:03d}. Apa yang tepat?\n\n{options}\n"
    )


def quiz() -> str:
    """Forms A (UJI-001 to 010) and B (UJI-011 to 020), then one practice question, UJI-101."""
    graded = [
        question(number, "A" if number <= 10 else "B", f"T{number % 5 + 1}", right=number % 4)
        for number in range(1, 21)
    ]
    return "".join([*graded, question(101, "latihan", "T6", right=0)])


def files() -> dict[str, str | bytes]:
    """The files of a course with one module, `uji`; no fault and no warning in it."""
    return {
        "bases.yml": BASES,
        "miskonsepsi.yml": MISCONCEPTIONS,
        "uji/module.md": MODULE,
        "uji/quiz.md": quiz(),
        "uji/alur.svg": SVG,
    }


def changed(name: str, old: str, new: str) -> dict[str, str | bytes]:
    """The sound course with one text replaced, at its first place in one file."""
    course = files()
    before = course[name]
    text = before.decode() if isinstance(before, bytes) else before
    assert old in text
    course[name] = text.replace(old, new, 1)
    return course


def write(folder: Path, course: Files) -> Path:
    """The course as a content folder; gives back its root."""
    root = folder / "content"
    for name, content in course.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    return root
