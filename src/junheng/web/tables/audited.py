"""What the audit log says of saved views."""

from __future__ import annotations

from junheng.language import Text
from junheng.web.audit.things import thing

thing(
    "tables_savedview",
    Text("已存视图", "Saved view"),
    columns={
        "user_id": Text("所属人", "Whose"),
        "page": Text("页面", "Page"),
        "name": Text("名称", "Name"),
        "query": Text("筛选、排序和列", "Filters, order and columns"),
        "changed_at": Text("修改时间", "Changed"),
    },
    label=lambda values: values.get("name", ""),
)
