"""Rules for acts, situations, stage cards and the survey."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..domain.reference import Certainty, Permission, Track
from ..domain.terms import Stage
from .faults import FileFaults
from .language import Citations, word_count
from .page_rules import check_page_named
from .quiz_rules import check_citations
from .reference_heads import ActHead, SituationHead, StageHead, SurveyHead
from .reference_types import PageRef
from .text_rules import check_text
from .types import Basis

CARD_WORDS = 230
"""About what one A4 page holds in print."""
STAGES = tuple(stage for stage in Stage if stage is not Stage.GENERAL)

# UU 1/2026 has changed the threats, so a term or a sum that is printed would be an old one.
_THREAT = re.compile(
    r"\bRp|\b\d+\s*(?:\([^)]*\)\s*)?(?:tahun|bulan|hari|juta|miliar)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Judge:
    """What every entry is held against, whatever its file."""

    bases: Mapping[str, Basis] | None
    citations: Citations
    pages_of: Mapping[str, Collection[str]]
    acts: Collection[str] | None

    def entry(
        self,
        texts: Iterable[str | None],
        bases: Iterable[str],
        acts: Iterable[str],
        line: int,
        faults: FileFaults,
    ) -> None:
        """Language of the texts, legal bases in force, acts that exist."""
        for text in texts:
            if text:
                check_text(text, line, self.citations, faults)
        if self.bases is not None:
            check_citations(bases, self.bases.values(), line, faults)
        for act in acts:
            if self.acts is not None and act not in self.acts:
                faults.add(line, "K06", f"Perbuatan {act} tidak ada di perbuatan.yml. Perbaiki.")

    def page(self, address: str, line: int, faults: FileFaults) -> PageRef:
        return checked_page(address, self.pages_of, line, faults)


def checked_page(
    address: str, pages_of: Mapping[str, Collection[str]], line: int, faults: FileFaults
) -> PageRef:
    """The page named by `slug/page-slug`; a fault where there is none."""
    module, _, page = address.partition("/")
    check_page_named(module, page, pages_of, line, faults)
    return PageRef(module, page)


def check_act(head: ActHead, line: int, faults: FileFaults) -> None:
    """A sanction only where act and track are certain; what is not certain is said."""
    is_settled = head.certainty is Certainty.CERTAIN and head.rule_family is not Track.UNSETTLED
    if head.sanction and not is_settled:
        faults.add(
            line, "R01", f"{head.id}: belum pasti, jadi tanpa sanksi. Tulis `sanction: null`."
        )
    if head.doubt is None and not is_settled:
        faults.add(line, "R02", f"{head.id}: tulis di `doubt` bagian mana yang belum pasti.")
    if head.sanction and _THREAT.search(head.sanction):
        faults.add(
            line, "R06", f"{head.id}: lama dan besar ancaman tidak ditulis (UU 1/2026). Hapus."
        )


def check_situation(head: SituationHead, line: int, faults: FileFaults) -> None:
    """The question completes "Bolehkah saya"; a careful or unsettled answer says the safe step."""
    if not (head.question[0].islower() or head.question.split()[0].isupper()):
        faults.add(line, "R05", f"{head.id}: awali `question` dengan huruf kecil.")
    if not head.question.endswith("?"):
        faults.add(line, "R05", f"{head.id}: akhiri `question` dengan tanda tanya.")
    needs_step = head.answer in (Permission.CAREFUL, Permission.UNSETTLED)
    if needs_step and head.step is None:
        faults.add(line, "R04", f"{head.id}: jawabannya {head.answer}. Tulis `step` yang aman.")


def check_stages(stages: Sequence[Stage], line: int, faults: FileFaults) -> None:
    """A card for each stage, in order."""
    if tuple(stages) != STAGES:
        faults.add(line, "R03", f"Tulis tepat enam kartu, berurutan: {', '.join(STAGES)}.")


def check_card(head: StageHead, line: int, faults: FileFaults) -> None:
    """What is no advice rests on a basis, and the card fits on a printed page."""
    for todo in head.dos:
        if not todo.advice and not todo.bases:
            message = f"“{todo.text[:40]}”: tulis dasarnya, atau tandai `advice: true`."
            faults.add(line, "R08", message)
    texts = [head.when, head.reminder, *(r.text for r in head.risks), *(d.text for d in head.dos)]
    words = sum(word_count(text) for text in texts)
    if words > CARD_WORDS:
        faults.add(
            line, "R51", f"Kartu {head.stage} berisi {words} kata. Ringkas sampai {CARD_WORDS}."
        )


def check_survey(head: SurveyHead, lines: Mapping[str, int], faults: FileFaults) -> None:
    """Ids once, every figure in a group that exists, no group without a figure."""
    groups = [group.id for group in head.groups]
    for field, ids in (("groups", groups), ("figures", [figure.id for figure in head.figures])):
        for name in sorted({name for name in ids if ids.count(name) > 1}):
            faults.add(lines[field], "K05", f"{name} sudah dipakai. Pilih id lain.")
    used = {figure.group for figure in head.figures}
    for name in sorted(used - set(groups)):
        faults.add(lines["figures"], "K06", f"Kelompok {name} tidak ada di groups. Perbaiki.")
    for name in sorted(set(groups) - used):
        faults.add(lines["groups"], "R07", f"Kelompok {name} tanpa angka. Isi atau hapus.")
