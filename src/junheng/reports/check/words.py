"""What kinds of findings and severities are called."""

from __future__ import annotations

from collections.abc import Mapping

from junheng.language import Text

from .finding import Severity

SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: Text("不符", "does not follow"),
    Severity.WARNING: Text("存疑", "doubtful"),
    Severity.INFO: Text("说明", "note"),
}
KINDS: Mapping[str, Text] = {
    "parts_and_whole": Text("分项与总数", "parts and whole"),
    "share": Text("占比", "share"),
    "share_over_100": Text("占比超过 100%", "share above 100 %"),
    "shares_sum": Text("占比合计", "sum of shares"),
    "rounding": Text("四舍五入", "rounding"),
    "impossible_percentage": Text("百分比不可能", "impossible percentage"),
    "growth": Text("增幅", "growth"),
    "growth_points": Text("百分点", "percentage points"),
    "points_not_percent": Text("百分点与百分比", "points, not per cent"),
    "difference": Text("增减量", "difference"),
    "times": Text("倍数", "times"),
    "average": Text("平均", "average"),
    "ratio": Text("比", "ratio"),
    "plan_and_result": Text("计划与完成", "plan and result"),
    "period_backwards": Text("时段倒置", "period backwards"),
    "period_span": Text("时段与名称", "span and name"),
    "range_backwards": Text("区间倒置", "range backwards"),
    "two_values": Text("前后不一", "two values"),
    "ledger": Text("与数据不符", "not what the data say"),
    "table_total": Text("表内合计", "total of a table"),
}
