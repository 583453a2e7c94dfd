"""What a figure's period knows of the organisation: the day of its tree, and what became of the units since."""

from __future__ import annotations

from collections.abc import Collection

from junheng.language import Text
from junheng.reports.question import Question
from junheng.tables.organisation import Organisation
from junheng.tables.periods import first_day

#: So many changes are told one by one.
_TOLD = 5
_AS_OF = Text("各地区有哪些学校，以 {day} 的归属为准。", "Which units an area has is read on {day}.")
_SINCE = Text("此后：{sentence}", "Since then: {sentence}")
_MORE = Text("此后这些学校另有变动 {n} 项，见学校变动表。", "Since then these units had more changes, in the table of changes: {n}.")


def tree_notes(question: Question, units: Collection[str] = ()) -> tuple[Text, ...]:
    """The day of the tree, and changes of these units after it; nothing where the region says of no change."""
    if question.release.tables["unit_changes"].is_empty():
        return ()
    organisation = Organisation.of(question.release.tables)
    day = first_day(question.figure.period, question.pack.year_starts)
    since = sorted(
        (change for unit in units for change in organisation.changes.get(unit, ()) if change.day > day),
        key=lambda change: (change.day, change.unit),
    )
    told = (_SINCE.format(sentence=organisation.sentence(change)) for change in since[:_TOLD])
    more = (_MORE.format(n=len(since) - _TOLD),) if len(since) > _TOLD else ()
    return (_AS_OF.format(day=day.isoformat()), *told, *more)


def absence(question: Question) -> Text | None:
    """Why the unit of a figure is not there in its period, without a full stop; None where it is."""
    organisation = Organisation.of(question.release.tables)
    if question.figure.subject not in organisation.areas:
        return None
    change = organisation.absence(question.figure.subject, first_day(question.figure.period, question.pack.year_starts))
    if change is None:
        return None
    told = organisation.sentence(change)
    return Text(told.zh.removesuffix("。"), told.en.removesuffix("."))
