"""Reading survei-2021.yml: the published figures of the survey, with all that is known of how they came about."""

from .faults import FileFaults
from .files import Folder
from .heads import read_head
from .reference_heads import GroupHead, SurveyHead
from .reference_rules import Judge, check_survey
from .reference_types import Survey, SurveyFigure, SurveyGroup


def load_survey(folder: Folder, judge: Judge) -> dict[str, SurveyGroup] | None:
    """The groups by id, none where there is no file; None, with faults, where it cannot be read."""
    path = folder.root / "survei-2021.yml"
    if not path.exists():
        return {}
    text, faults = folder.read_text(path), folder.faults_of(path)
    read = None if text is None else read_head(SurveyHead, text, faults)
    if read is None:
        return None
    head, lines = read
    check_survey(head, lines, faults)
    _check_language(head, lines, judge, faults)
    survey = Survey(
        title=head.title,
        publisher=head.publisher,
        released_on=head.released_on,
        collected_from=head.collected_from,
        collected_until=head.collected_until,
        population=head.population,
        people=head.people,
        agencies=head.agencies,
        method=head.method,
        margin=head.margin,
        caveats=tuple(head.caveats),
        sources=tuple(head.sources),
    )
    return {group.id: _group(group, head, survey) for group in head.groups}


def _check_language(
    head: SurveyHead, lines: dict[str, int], judge: Judge, faults: FileFaults
) -> None:
    notes = [text for group in head.groups for text in (group.title, group.question, group.note)]
    about_figures = [text for f in head.figures for text in (f.label, *f.caveats)]
    judge.entry(head.caveats, (), (), lines["caveats"], faults)
    judge.entry(notes, (), (), lines["groups"], faults)
    judge.entry(about_figures, (), (), lines["figures"], faults)


def _group(group: GroupHead, head: SurveyHead, survey: Survey) -> SurveyGroup:
    return SurveyGroup(
        id=group.id,
        title=group.title,
        question=group.question,
        answer_type=group.answer_type,
        note=group.note,
        figures=tuple(
            SurveyFigure(
                id=figure.id,
                label=figure.label,
                percent=figure.percent,
                people=figure.people,
                answer_type=figure.answer_type,
                certainty=figure.certainty,
                caveats=tuple(figure.caveats),
            )
            for figure in head.figures
            if figure.group == group.id
        ),
        survey=survey,
    )
