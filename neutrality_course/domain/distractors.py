"""Who chose which option: whether each wrong one tempts, and those who should be tempted.

From the sums that `answer_cell` keeps. An option that nobody chose has no row there, and still is a
distractor: `options_of` puts it in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .counting import UNANSWERED
from .items import ItemSums, percent_correlation
from .quiz import Question

CHOSEN_FROM = 0.05
"""A distractor that fewer choose does not function (Tarrant, Ware & Mohammed, BMC Med Educ 2009, 9:40)."""


@dataclass(frozen=True, slots=True)
class OptionSums:
    """The people who chose an option, and the sums of their totals (points of the whole form)."""

    choice_id: str
    is_right: bool
    people: int
    total: int
    total_squared: int


@dataclass(frozen=True, slots=True)
class OptionFigures:
    """One option; `discrimination` is the question's own for the right option, on the same scale."""

    choice_id: str
    is_right: bool
    people: int
    share: float | None
    """Of all who met the question, those who left it blank among them."""
    discrimination: float | None
    """100 · the correlation of choosing it with the rest, the points of the other questions; None without variance."""
    is_functional: bool | None
    """Of a distractor: chosen by 5% at least, and not rather by those who know more. None for the right option,
    for no answer, and before anybody answered.
    """


def options_of(question: Question, cells: Mapping[str, tuple[int, int, int]]) -> list[OptionSums]:
    """The options in the author's order, and no answer at the end, from (people, Σ T, Σ T²) by choice id."""
    nobody = (0, 0, 0)
    options = [
        OptionSums(choice.id, choice.is_right, *cells.get(choice.id, nobody))
        for choice in question.choices
    ]
    return [*options, OptionSums(UNANSWERED, False, *cells.get(UNANSWERED, nobody))]


def item_sums(options: Sequence[OptionSums]) -> ItemSums:
    """The question's own sums. ValueError unless one option is right: then each person is in one option."""
    right = [option for option in options if option.is_right]
    if len(right) != 1:
        raise ValueError(f"{len(right)} right options: people cannot be added up over options")
    return ItemSums(
        people=sum(option.people for option in options),
        right=right[0].people,
        total=sum(option.total for option in options),
        total_squared=sum(option.total_squared for option in options),
        total_of_right=right[0].total,
    )


def option_figures(options: Sequence[OptionSums]) -> list[OptionFigures]:
    """The figures of every option of a question with one right option, in the order given."""
    item = item_sums(options)
    return [_figures(option, item) for option in options]


def _figures(option: OptionSums, item: ItemSums) -> OptionFigures:
    share = option.people / item.people if item.people else None
    discrimination = _discrimination(option, item)
    is_distractor = not option.is_right and option.choice_id != UNANSWERED
    is_functional = None
    if is_distractor and share is not None:
        is_functional = share >= CHOSEN_FROM and not (discrimination or 0) > 0
    return OptionFigures(
        choice_id=option.choice_id,
        is_right=option.is_right,
        people=option.people,
        share=share,
        discrimination=discrimination,
        is_functional=is_functional,
    )


def _discrimination(option: OptionSums, item: ItemSums) -> float | None:
    """Of choosing it with the rest: T − 1 for those who chose the right option, T for all others."""
    rest = option.total - (option.people if option.is_right else 0)
    together = item.people * rest - option.people * (item.total - item.right)
    return percent_correlation(together, _variance(option, item), item.rest_variance)


def with_total(option: OptionSums, item: ItemSums) -> float | None:
    """The correlation of choosing it with the total, −1 to 1, the question's own point in it.

    It flatters the right option and condemns the others, so no page shows it: golden case H08 asks for it.
    """
    together = item.people * option.total - option.people * item.total
    percent = percent_correlation(together, _variance(option, item), item.total_variance)
    return None if percent is None else percent / 100


def _variance(option: OptionSums, item: ItemSums) -> int:
    """n(n − 1) · the variance of choosing it."""
    return option.people * (item.people - option.people)


def distractor_efficiency(figures: Sequence[OptionFigures]) -> float | None:
    """The share of distractors that function; None without any, or before anybody answered."""
    judged = [f.is_functional for f in figures if f.is_functional is not None]
    return sum(judged) / len(judged) if judged else None
