"""Waves of measurement: opened and closed after a check, corrected while nothing is counted."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from ...actions import waves as acting
from ...actions.refusals import Refused
from ...domain.numbers import display_count
from ...domain.terms import Role, TimeZone
from ...domain.waves import WaveFacts
from ...models import Wave
from ...queries.indicator import people_finished, people_started
from ...queries.waves import (
    all_waves,
    count_counted_attempts,
    count_open_attempts,
    has_counted_attempts,
    open_wave,
)
from ..clock import now, today_wib
from ..guards import open_to
from ..inputs.admin import CutsInput, ModulesInput, WaveInput
from ..labels import date_words, label, module_words
from ..lookups import catalog, wave_or_404
from .blueprint import Check, blueprint, check_page
from .wave_words import cuts_in_words


@blueprint.get("/gelombang")
@open_to(Role.ADMIN)
def waves() -> ResponseReturnValue:
    return render_template("admin/waves.html", waves=all_waves(), opened=open_wave())


@blueprint.route("/gelombang/baru", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def new_wave() -> ResponseReturnValue:
    """A form, then what it means, then the wave: the last two are posts to this same address."""
    form = WaveInput()
    form.offer_modules(_all_modules())
    if request.method == "GET":
        form.suggest(today_wib(), [module.slug for module in catalog().core_modules])
        return _new_wave_page(form)
    if request.form.get("langkah") == "ubah":
        return _new_wave_page(form)
    if not form.validate():
        return _new_wave_page(form), 422
    facts = form.wave()
    if request.form.get("langkah") != "buka":
        return _new_wave_check(form, facts)
    try:
        wave_id = acting.open_wave(
            facts, [slug for slug, _ in _all_modules()], current_user.id, now()
        )
    except acting.TitleTaken as taken:
        form.title.errors = [str(taken)]
        return _new_wave_page(form), 422
    except Refused as refused:
        form.form_errors.append(str(refused))
        return _new_wave_page(form), 422
    flash(f"{facts.title} terbuka.", "success")
    return redirect(url_for("admin.wave", wave_id=wave_id), 303)


@blueprint.get("/gelombang/<wave_id>")
@open_to(Role.ADMIN)
def wave(wave_id: str) -> ResponseReturnValue:
    found = wave_or_404(wave_id)
    counted = count_counted_attempts(found.id)
    return render_template(
        "admin/wave.html",
        wave=found,
        facts=_facts(_wave_facts(found)),
        wib=TimeZone.WIB,
        can_change=found.is_open and not counted,
        started=people_started(found),
        finished=people_finished(found),
        counted=counted,
        unsent=count_open_attempts(found.id),
    )


@blueprint.route("/gelombang/<wave_id>/modul", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def wave_modules(wave_id: str) -> ResponseReturnValue:
    found = wave_or_404(wave_id)
    form = ModulesInput()
    form.offer_modules(_all_modules())
    if request.method == "GET":
        form.modules.data = found.module_slugs
        return _change_page("admin/wave_modules.html", form, found)
    if not found.is_open:
        return _to_closed(wave_id)
    if not form.validate():
        return _change_page("admin/wave_modules.html", form, found), 422
    slugs = [slug for slug, _ in _all_modules()]
    try:
        acting.set_wave_modules(found.id, form.modules.data or [], slugs, current_user.id, now())
    except Refused as refused:
        flash(str(refused), "error")
    else:
        flash("Modul gelombang disimpan.", "success")
    return redirect(url_for("admin.wave", wave_id=wave_id), 303)


@blueprint.route("/gelombang/<wave_id>/batas", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def wave_cuts(wave_id: str) -> ResponseReturnValue:
    found = wave_or_404(wave_id)
    form = CutsInput()
    if request.method == "GET":
        form.cut_good.data, form.cut_fair.data = found.cut_good, found.cut_fair
        return _change_page("admin/wave_cuts.html", form, found)
    if not found.is_open:
        return _to_closed(wave_id)
    if not form.validate():
        return _change_page("admin/wave_cuts.html", form, found), 422
    try:
        acting.set_wave_cuts(found.id, form.cuts(), current_user.id, now())
    except Refused as refused:
        flash(str(refused), "error")
    else:
        flash("Batas gelombang disimpan.", "success")
    return redirect(url_for("admin.wave", wave_id=wave_id), 303)


@blueprint.route("/gelombang/<wave_id>/tutup", methods=["GET", "POST"])
@open_to(Role.ADMIN)
def close_wave(wave_id: str) -> ResponseReturnValue:
    found = wave_or_404(wave_id)
    if not found.is_open:
        return _to_closed(wave_id)
    if request.method == "GET":
        return check_page(_close_check(found))
    try:
        acting.close_wave(current_user.id, now())
    except acting.NoWaveOpen:
        return _to_closed(wave_id)  # somebody else has closed it meanwhile
    flash("Gelombang ditutup.", "success")
    return redirect(url_for("admin.wave", wave_id=wave_id), 303)


def _to_closed(wave_id: str) -> ResponseReturnValue:
    flash("Gelombang ini sudah ditutup.", "info")
    return redirect(url_for("admin.wave", wave_id=wave_id), 303)


def _all_modules() -> list[tuple[str, str]]:
    return [(module.slug, module.title) for module in catalog().modules]


def _new_wave_page(form: WaveInput) -> str:
    return render_template("admin/wave_new.html", form=form, opened=open_wave())


def _new_wave_check(form: WaveInput, facts: WaveFacts) -> str:
    return render_template(
        "admin/wave_check.html",
        form=form,
        facts=_facts(facts),
        is_future=facts.first_on > today_wib(),
    )


def _change_page(template: str, form: ModulesInput | CutsInput, wave: Wave) -> str:
    return render_template(
        template,
        form=form,
        wave=wave,
        is_fixed=not wave.is_open or has_counted_attempts(wave.id),
        facts=_facts(_wave_facts(wave)),
        cuts=cuts_in_words(wave.cuts, catalog(), wave.module_slugs),
    )


def _wave_facts(wave: Wave) -> WaveFacts:
    return WaveFacts(
        title=wave.title,
        first_on=wave.first_on,
        last_on=wave.last_on,
        module_slugs=wave.module_slugs,
        cuts=wave.cuts,
        key_shown=wave.key_shown,
    )


def _facts(facts: WaveFacts) -> list[tuple[str, str]]:
    titles = dict(_all_modules())
    return [
        ("Judul", facts.title),
        ("Hari tes (WIB)", f"{date_words(facts.first_on)} sampai {date_words(facts.last_on)}"),
        ("Modul", "; ".join(module_words(slug, titles) for slug in facts.module_slugs)),
        *cuts_in_words(facts.cuts, catalog(), facts.module_slugs),
        ("Kunci jawaban tampil", label(facts.key_shown)),
    ]


def _close_check(wave: Wave) -> Check:
    unsent = count_open_attempts(wave.id)
    return Check(
        heading=f"Tutup {wave.title}?",
        back_href=url_for("admin.wave", wave_id=wave.id),
        facts=[
            ("Tes yang sudah dihitung", display_count(count_counted_attempts(wave.id))),
            ("Tes yang dimulai dan belum dikirim", display_count(unsent)),
        ],
        sentences=[
            "Setelah ditutup, tidak ada tes baru yang dapat dimulai.",
            "Tes yang sudah dimulai masih dihitung bila dikirim dalam 72 jam, dan diberi tanda.",
            "Jumlah pegawai sasaran setiap instansi dibekukan seperti saat ini.",
            "Gelombang yang sudah ditutup tidak dapat dibuka lagi. Angkanya tetap tersimpan.",
        ],
        button="Tutup gelombang",
        is_danger=True,
    )
