"""What the audit log says of objections: that there is one, when and by whom it was answered; nothing of what it says."""

from __future__ import annotations

from junheng.language import Text
from junheng.web.audit.things import thing

thing(
    "admission_public_objection",
    Text("异议", "Objection"),
    columns={
        "draw_id": Text("抽签", "Draw"),
        "receipt": Text("回执号", "Receipt"),
        "public_code": Text("公开编码", "Published code"),
        "text": Text("内容", "Text"),
        "text_sha256": Text("内容摘要", "Hash of the text"),
        "contact": Text("联系方式", "Contact"),
        "received_at": Text("收到时间", "Received"),
        "answer": Text("答复", "Answer"),
        "answered_at": Text("答复时间", "Answered"),
        "answered_by_id": Text("答复人", "Answered by"),
        "shown_question": Text("公开的问题", "Question as published"),
        "shown_answer": Text("公开的答复", "Answer as published"),
    },
    secret=("receipt", "public_code", "text", "text_sha256", "contact", "answer"),
)
thing(
    "admission_public_timelimit",
    Text("答复期限", "Time to answer"),
    columns={"draw_id": Text("抽签", "Draw"), "days": Text("天数", "Days"), "source": Text("依据", "By which rule")},
)
