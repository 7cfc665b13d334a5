"""Who did what, and when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flask import render_template, request, url_for
from flask.typing import ResponseReturnValue

from ...domain.terms import Role, TimeZone
from ...models import AuditEntry
from ...queries.audit import AN_ID, audit_log
from ..errors import not_found
from ..guards import open_to
from ..inputs.admin import LogFilter
from ..labels import label, moment_words
from .blueprint import blueprint, page_number

ACTIONS = {
    "activated": "Akun diaktifkan",
    "activation_code_made": "Kode aktivasi dibuat",
    "agency_added": "Instansi ditambahkan",
    "agency_changed": "Data instansi diubah",
    "answers_exported": "Jawaban per soal diekspor",
    "assignment_withdrawn": "Penugasan ditarik",
    "attempts_imported": "Hasil diimpor",
    "authz_denied": "Halaman yang tidak boleh atau tidak ada",
    "demo_written": "Data contoh dibuat",
    "module_assigned": "Modul ditugaskan",
    "names_exported": "Nama anggota diekspor",
    "paper_entered": "Lembar kertas dimasukkan",
    "paper_printed": "Paket soal dicetak",
    "password_changed": "Kata sandi diganti",
    "password_reset": "Kata sandi dibuat ulang dengan kode",
    "person_added": "Akun dibuat",
    "person_disabled": "Akun dinonaktifkan",
    "person_enabled": "Akun diaktifkan lagi",
    "person_moved": "Pindah instansi",
    "report_unhidden": "Indikator tanpa sembunyi",
    "role_changed": "Peran diubah",
    "set_up": "Kursus disiapkan",
    "wave_closed": "Gelombang ditutup",
    "wave_cuts": "Batas gelombang diubah",
    "wave_modules": "Modul gelombang diubah",
    "wave_opened": "Gelombang dibuka",
}

A_ROLE = re.compile("|".join(role.value for role in Role))


@dataclass(frozen=True, slots=True)
class EntryWords:
    at: str
    actor: str
    action: str
    subject: str
    detail: str


@blueprint.get("/catatan")
@open_to(Role.ADMIN)
def log() -> ResponseReturnValue:
    form = LogFilter(request.args)
    form.offer_actions(sorted(ACTIONS.items(), key=lambda action: action[1]))
    if not form.validate():
        not_found()
    action = form.tindakan.data or ""
    found = audit_log(page_number(), action)

    def page_href(page: int) -> str:
        return url_for("admin.log", tindakan=action, halaman=page)

    return render_template(
        "admin/log.html",
        form=form,
        entries=[_entry_words(entry, found.names) for entry in found.page.rows],
        found=found.page,
        page_href=page_href,
    )


def _entry_words(entry: AuditEntry, names: Mapping[str, str]) -> EntryWords:
    detail = AN_ID.sub(lambda found: names.get(found[0], found[0]), entry.detail)
    if entry.action in ("person_added", "role_changed"):
        detail = A_ROLE.sub(lambda found: label(Role(found[0])), detail)
    return EntryWords(
        at=moment_words(entry.at, TimeZone.WIB),
        actor=names.get(entry.actor_id or "", "") or "Baris perintah atau sistem",
        action=ACTIONS.get(entry.action, entry.action),
        subject=names.get(entry.subject, entry.subject),
        detail=detail,
    )
