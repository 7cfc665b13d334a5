"""Attempts with answers, in any number: rows put in at once."""

import random
from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert

from neutrality_course.actions.attempts import stored_version
from neutrality_course.database import db, new_id
from neutrality_course.domain.quiz import QuizForm
from neutrality_course.domain.scoring import score_answers
from neutrality_course.domain.terms import AttemptSource, Employment, JobLevel, Phase
from neutrality_course.models import Attempt, Person, Wave
from tests.builders import LONG_AGO, MODULES, a_nip, a_wave, an_agency


def answered(app: Flask, attempts: int, people_each: int = 200) -> Wave:
    """A wave whose people, `people_each` in an agency, took the first module's test before; counted."""
    wave = a_wave(title="Gelombang Uji")
    form = app.extensions["catalog"].module(MODULES[0]).forms["A"]
    version = stored_version(form, LONG_AGO)
    db.session.commit()
    draw, columns = random.Random(1), {"wave_id": wave.id, "form_version_id": version.id}
    for begun in range(0, attempts, people_each):
        agency_id = an_agency().id
        people = [_person(agency_id) for _ in range(min(people_each, attempts - begun))]
        db.session.execute(insert(Person), people)
        rows = [{**columns, **_attempt(person, form, draw)} for person in people]
        db.session.execute(insert(Attempt), rows)
    db.session.commit()
    return wave


def _person(agency_id: str) -> dict[str, Any]:
    return {
        "id": new_id(),
        "nip": a_nip(),
        "name": "Peserta Uji",
        "unit": "",
        "job_level": JobLevel.PELAKSANA,
        "employment": Employment.PNS,
        "agency_id": agency_id,
        "created_at": LONG_AGO,
    }


def _attempt(person: dict[str, Any], form: QuizForm, draw: random.Random) -> dict[str, Any]:
    layout = [[q.id, [c.id for c in q.choices]] for q in form.questions]
    answers = {q.id: [draw.choice(q.choices).id] for q in form.questions}
    return {
        "id": new_id(),
        "person_id": person["id"],
        "module_slug": form.module_slug,
        "phase": Phase.PRE_TEST,
        "number": 1,
        "source": AttemptSource.WEB,
        "form_letter": form.letter,
        "layout": draw.sample(layout, len(layout)),
        "answers": answers,
        "started_at": LONG_AGO + timedelta(days=9),
        "graded_at": LONG_AGO + timedelta(days=9, minutes=30),
        "counted": True,
        "is_late": False,
        "points": score_answers(form, answers).points,
        "possible": len(layout),
        "agency_id": person["agency_id"],
        "job_level": person["job_level"],
        "employment": person["employment"],
    }
