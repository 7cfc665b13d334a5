"""How each form of a module worked in a wave: the page's table, its files and the command read these rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..domain.disclosure import SHOW_FROM, Cell, hidden_cells
from ..domain.items import JUDGE_FROM
from ..domain.numbers import percent
from ..domain.quiz import version_name
from ..domain.terms import Phase
from ..models import Wave
from ..reports import forms
from ..reports.report import Report, Value, wib
from .answer_tally import FormLine
from .indicator import data_version_time
from .items import FormReport


@dataclass(frozen=True, slots=True)
class FormRow:
    """One version of a form. How many took it is always shown."""

    report: FormReport
    is_shown: bool
    """Whether more is said of both phases together: of enough tests, of a module whose own total is shown."""
    lines: Mapping[Phase, FormLine]
    hidden: frozenset[Phase]

    @property
    def is_judged(self) -> bool:
        """Whether consistency and standard error are said: they need more people."""
        return self.is_shown and self.report.figures.people >= JUDGE_FROM

    @property
    def is_hidden(self) -> bool:
        return bool(self.hidden) or not self.is_shown


def form_rows(
    reports: Sequence[FormReport], lines: Sequence[FormLine], is_hidden: bool, hides: bool = True
) -> list[FormRow]:
    """The forms of one module with its lines; `is_hidden`: all agencies together are hidden in the indicator.

    The versions of a phase add up to the module's total, so what is few people's own business is hidden with
    another version.
    """
    found = []
    hidden = _hidden(lines, is_hidden) if hides else frozenset()
    for report in reports:
        own = {line.phase: line for line in lines if line.version == report.version}
        is_shown = not hides or (not is_hidden and report.figures.people >= SHOW_FROM)
        found.append(
            FormRow(
                report,
                is_shown,
                own,
                frozenset(phase for phase in own if (report.version, phase) in hidden),
            )
        )
    return found


def forms_report(wave: Wave, by_module: Mapping[str, Sequence[FormRow]]) -> Report:
    """By module, letter and version."""
    computed_at = data_version_time(wave)
    return Report(
        subject="paket",
        title=f"Paket soal – {wave.title}",
        columns=forms.COLUMNS,
        rows=[
            (wave.title, slug, *_values(row), computed_at)
            for slug, rows in by_module.items()
            for row in rows
        ],
        computed_at=computed_at,
        about=(
            ("Gelombang", wave.title),
            ("Modul", ", ".join(by_module)),
            ("Batas baik", f"{wave.cut_good}% jawaban benar"),
            ("Aturan hitung", "percobaan yang dihitung, semua instansi"),
            ("Data sampai", wib(computed_at)),
        ),
        notes=forms.NOTES,
        scope=(*(by_module if len(by_module) == 1 else ()), wave.title),
        list_key="paket",
        on_paper=forms.ON_PAPER,
    )


def _values(row: FormRow) -> tuple[Value, ...]:
    """From `paket` to `disembunyikan`."""
    figures = row.report.figures
    before, after = (_phase(row, phase) for phase in (Phase.PRE_TEST, Phase.POST_TEST))
    return (
        row.report.letter,
        version_name(row.report.version),
        figures.items,
        figures.people,
        *(part for pair in zip(before, after, strict=True) for part in pair),
        figures.mean if row.is_shown else None,
        figures.sd if row.is_shown else None,
        figures.consistency if row.is_judged else None,
        figures.standard_error if row.is_judged else None,
        sum(bool(question.flags) for question in row.report.questions) if row.is_judged else None,
        row.is_hidden,
    )


def _phase(row: FormRow, phase: Phase) -> tuple[Value, ...]:
    """People, the share of them at *baik*, and the share of answers that are right.

    The latter is said of both phases or of neither: with the mean of both together, one gives the other.
    """
    line = row.lines.get(phase)
    if line is None:
        return 0, None, None
    return (
        line.people,
        None if phase in row.hidden else percent(line.good, line.people),
        None if row.is_hidden else percent(line.points, line.possible),
    )


def _hidden(lines: Sequence[FormLine], is_hidden: bool) -> frozenset[tuple[str, Phase]]:
    hidden: set[tuple[str, Phase]] = set()
    for phase in Phase:
        own = [line for line in lines if line.phase is phase]
        found = hidden_cells([Cell(line.version, line.people, line.good) for line in own])
        hidden |= {(line.version, phase) for line in own if is_hidden or line.version in found}
    return frozenset(hidden)
