"""Objections: taken in, answered, and told in public without names."""

from __future__ import annotations

import hashlib
from typing import Any

from django.db import transaction
from django.utils import timezone

from junheng.certificates import own_row
from junheng.language import Text
from junheng.web.admission.changing import DrawRefused
from junheng.web.admission.models import Draw
from junheng.web.admission.public.finding import in_period
from junheng.web.admission.public.models import Objection, TimeLimit

MOST_TEXT = 2_000


def object_to(draw: Draw, *, code: str, salt: str, text: str, contact: str) -> Objection:
    """Take an objection in; the same once more gives the same receipt.

    Raises
    ------
    DrawRefused
        The period is over, number and check code are not on the list, or nothing is said.
    """
    published = draw.published if in_period(draw) else None
    if published is None:
        raise DrawRefused(Text("公示期已过，不再受理网上异议。", "The publication period is over; objections are not taken here any more."))
    found = own_row(published, code[:100], salt[:100])
    if found is None:
        raise DrawRefused(
            Text(
                "编号和核对码不在这份名单上。请照核对码单再输入一次。",
                "Number and check code are not on this list. Type them again as they stand on your slip.",
            )
        )
    said = text.strip()
    if not said or len(said) > MOST_TEXT:
        raise DrawRefused(
            Text("请写明异议内容，不超过 {most} 字。", "Say what you object to, in {most} characters at most.").format(most=MOST_TEXT)
        )
    made, _fresh = Objection.objects.get_or_create(
        draw=draw,
        public_code=found.public_code,
        text_sha256=hashlib.sha256(said.encode()).hexdigest(),
        defaults={"text": said, "contact": contact.strip()[:200]},
    )
    return made


def answer(objection: Objection, user: Any, *, text: str, question: str = "", told: str = "") -> None:
    """Answer; where both `question` and `told` are given, they are published as they stand.

    Raises
    ------
    DrawRefused
        Nothing is answered, or only one of the two is given.
    """
    said = text.strip()
    if not said:
        raise DrawRefused(Text("请写答复。", "Write the answer."))
    if bool(question.strip()) != bool(told.strip()):
        raise DrawRefused(
            Text(
                "公开时问题和答复都要写，且不含姓名和个人情况。",
                "To publish it, write both question and answer, without names and private matters.",
            )
        )
    with transaction.atomic():
        Objection.objects.filter(pk=objection.pk).update(
            answer=said[:MOST_TEXT],
            answered_at=objection.answered_at or timezone.now(),
            answered_by=user,
            shown_question=question.strip()[:MOST_TEXT],
            shown_answer=told.strip()[:MOST_TEXT],
        )
    objection.refresh_from_db()


def set_time_limit(draw: Draw, *, days: str, source: str) -> TimeLimit:
    """State within how many days objections are answered, and by which rule.

    Raises
    ------
    DrawRefused
        It is no number of days, or no rule is named.
    """
    plain = days.strip()
    if not plain.isascii() or not plain.isdigit() or not 1 <= int(plain[:4]) <= 365:
        raise DrawRefused(Text("天数请填 1 到 365 的整数。", "The days are a whole number from 1 to 365."))
    if not source.strip():
        raise DrawRefused(Text("请写明依据：文件名称、文号、条款。", "Say which rule: its title, number and article."))
    made, _fresh = TimeLimit.objects.update_or_create(draw=draw, defaults={"days": int(plain), "source": source.strip()[:200]})
    return made
