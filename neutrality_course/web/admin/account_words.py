"""What is said of an account, and what each change of it means."""

from flask import url_for

from ...domain.terms import Role
from ...models import Agency, Person
from ..labels import label, nip_words
from .blueprint import Check

MEANINGS = {
    Role.LEARNER: "Peserta mengikuti modul dan tes, dan melihat hasilnya sendiri.",
    Role.COORDINATOR: (
        "Koordinator melihat nama, status, nilai, dan tingkat pemahaman anggota instansinya, mengunggah"
        " anggota, membuat kode aktivasi, dan menugaskan modul. Koordinator tetap ikut dihitung."
    ),
    Role.ADMIN: (
        "Admin mengelola gelombang, instansi, dan semua akun. Tes admin adalah pratinjau dan tidak"
        " dihitung mulai saat ini; hasil yang sudah dihitung tetap."
    ),
}
SIGNED_OUT = "Orang ini keluar dari semua perangkat dan perlu masuk lagi."


def person_status(person: Person) -> tuple[str, str]:
    """Words and kind of the account's state."""
    if not person.is_active:
        return "Dinonaktifkan", "closed"
    if person.password_hash is None:
        return "Belum diaktifkan", "todo"
    return "Aktif", "done"


def role_check(person: Person, role: Role) -> Check:
    return _check(
        person,
        heading=f"Jadikan {person.name} {label(role)}?",
        facts=[("Peran sekarang", label(person.role)), ("Peran baru", label(role))],
        sentences=[MEANINGS[role], SIGNED_OUT],
        button=f"Jadikan {label(role)}",
    )


def move_check(person: Person, agency: Agency) -> Check:
    sentences = [
        "Hasil tes yang sudah dihitung tetap di instansi lama: angka kedua instansi tidak berubah.",
        "Tes yang dikirim setelah ini dihitung di instansi baru, juga tes yang sedang dikerjakan.",
        "Koordinator instansi baru melihat nama, status, dan nilainya; koordinator lama tidak lagi.",
        SIGNED_OUT,
    ]
    if person.role is Role.COORDINATOR:
        sentences.insert(0, "Peran koordinator tidak ikut pindah: di instansi baru ia peserta.")
    return _check(
        person,
        heading=f"Pindahkan {person.name}?",
        facts=[("Instansi baru", f"{agency.name} ({agency.code})")],
        sentences=sentences,
        button="Pindahkan",
    )


def disable_check(person: Person) -> Check:
    return _check(
        person,
        heading=f"Nonaktifkan akun {person.name}?",
        facts=[],
        sentences=[
            "Orang ini langsung keluar dari semua perangkat dan tidak dapat masuk lagi.",
            "Kode aktivasi yang masih berlaku ikut mati.",
            "Hasil tes yang sudah dihitung tetap dihitung; jumlah anggota aktif berkurang satu.",
        ],
        button="Nonaktifkan akun",
        is_danger=True,
    )


def enable_check(person: Person) -> Check:
    return _check(
        person,
        heading=f"Aktifkan lagi akun {person.name}?",
        facts=[],
        sentences=[
            "Orang ini dapat masuk lagi dengan kata sandi lamanya.",
            "Bila kata sandinya lupa atau belum pernah dibuat, buat kode aktivasi baru sesudahnya.",
        ],
        button="Aktifkan akun",
    )


def code_check(person: Person, has_code: bool) -> Check:
    sentences = ["Kode berlaku 14 hari, dapat dipakai sekali, dan hanya tampil satu kali."]
    if person.password_hash is not None:
        sentences.append("Kata sandi sekarang tetap berlaku sampai kode ini dipakai.")
    if has_code:
        sentences.append("Kode sebelumnya tidak berlaku lagi.")
    sentences.append("Serahkan langsung kepada orangnya: siapa pun yang memegang kode dapat masuk.")
    return _check(
        person,
        heading=f"Buat kode aktivasi untuk {person.name}?",
        facts=[],
        sentences=sentences,
        button="Buat kode",
    )


def _check(
    person: Person,
    heading: str,
    facts: list[tuple[str, str]],
    sentences: list[str],
    button: str,
    is_danger: bool = False,
) -> Check:
    who = [
        ("Nama", person.name),
        ("NIP", nip_words(person.nip)),
        ("Instansi", person.agency.name),
    ]
    back_href = url_for("admin.person", person_id=person.id)
    return Check(heading, back_href, [*who, *facts], sentences, button, is_danger)
