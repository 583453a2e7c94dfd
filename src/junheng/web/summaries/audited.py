"""What the audit log says of summaries."""

from junheng.language import Text
from junheng.web.audit.things import thing

thing(
    "summaries_summary",
    Text("总结", "Summary"),
    columns={
        "region": Text("地区", "Region"),
        "template": Text("模板", "Template"),
        "release": Text("版次", "Release"),
        "release_hash": Text("版次哈希", "Hash of the release"),
        "area": Text("范围", "Area"),
        "period": Text("期间", "Period"),
        "title": Text("标题", "Title"),
        "final_at": Text("定稿时间", "Final since"),
        "reason": Text("存疑和手填数字的说明", "Why doubtful and typed figures stay"),
        "created_by_id": Text("起草人", "Begun by"),
        "changed_at": Text("改动时间", "Changed"),
    },
    label=lambda values: values.get("title") or "",
    fleeting=("version",),
)
