"""What a coordinator has to do next, in the order in which it is done."""

from dataclasses import dataclass

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...domain.terms import Role
from ...models import Wave
from ...queries.agencies import Membership, membership
from ...queries.assignments import has_assignments
from ...queries.progress import ProgressCounts, ProgressFilter, progress_counts
from ...queries.waves import latest_wave
from ..clock import now
from ..guards import open_to
from .blueprint import blueprint


@dataclass(frozen=True, slots=True)
class Task:
    title: str
    href: str | None
    hint: str
    status: str
    status_kind: str


@blueprint.get("")
@open_to(Role.COORDINATOR)
def overview() -> ResponseReturnValue:
    agency_id = current_user.agency_id
    wave = latest_wave()
    members = membership(agency_id)
    is_assigned = wave is not None and has_assignments(agency_id, wave.id)
    counts = _counts(wave) if wave else None
    return render_template(
        "coordinate/overview.html",
        wave=wave,
        tasks=[
            _upload_task(members),
            _codes_task(members),
            _assign_task(members, wave, is_assigned),
            _progress_task(counts),
        ],
        counts=counts,
        agency=current_user.agency.name,
    )


def _counts(wave: Wave) -> ProgressCounts:
    wanted = ProgressFilter(tuple(wave.module_slugs))
    return progress_counts(current_user.agency_id, wave, wanted, now())


def _upload_task(members: Membership) -> Task:
    # The coordinator is a member too: one member alone is no list yet.
    is_done = members.active > 1
    return Task(
        "Unggah daftar anggota",
        url_for("coordinate.upload"),
        f"{members.active} anggota aktif terdaftar",
        "Selesai" if is_done else "Belum mulai",
        "done" if is_done else "todo",
    )


def _codes_task(members: Membership) -> Task:
    words = f"{members.waiting} dari {members.active} anggota belum membuat kata sandi"
    if members.active < 2:
        return Task(
            "Bagikan kode aktivasi", None, "Setelah ada anggota", "Belum bisa dibuka", "closed"
        )
    if members.waiting == 0:
        words = "Semua anggota sudah membuat kata sandi"
    return Task(
        "Bagikan kode aktivasi",
        url_for("coordinate.codes"),
        words,
        "Sedang berjalan" if members.waiting else "Selesai",
        "doing" if members.waiting else "done",
    )


def _assign_task(members: Membership, wave: Wave | None, is_assigned: bool) -> Task:
    title = "Tugaskan modul"
    if wave is None or not wave.is_open:
        hint = "Setelah admin membuka gelombang tes"
        return Task(title, None, hint, "Belum bisa dibuka", "closed")
    if members.active < 2:
        return Task(title, None, "Setelah ada anggota", "Belum bisa dibuka", "closed")
    if is_assigned:
        hint = "Lihat, tambah, atau tarik penugasan"
        return Task(title, url_for("coordinate.assignments"), hint, "Selesai", "done")
    hint = "Anggota melihat modul ini sebagai wajib, dengan tenggatnya"
    return Task(title, url_for("coordinate.assign"), hint, "Belum mulai", "todo")


def _progress_task(counts: ProgressCounts | None) -> Task:
    title = "Pantau kemajuan"
    if counts is None:
        return Task(title, None, "Setelah gelombang tes dibuka", "Belum bisa dibuka", "closed")
    if counts.people < 2:
        return Task(title, None, "Setelah ada anggota", "Belum bisa dibuka", "closed")
    is_done = counts.finished == counts.people
    return Task(
        title,
        url_for("coordinate.progress"),
        f"{counts.finished} dari {counts.people} anggota menyelesaikan semua modul",
        "Selesai" if is_done else "Sedang berjalan",
        "done" if is_done else "doing",
    )
