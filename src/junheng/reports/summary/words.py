"""What every form of a summary says of its data."""

from junheng.language import Text

SYNTHETIC = Text("（演示数据，不代表任何真实学校或地区）", "(synthetic data, of no real school or area)")
FROM = Text(
    "数据：版次 {release}，规则包 {pack}；各数字的出处见 trace.json。",
    "Data: release {release}, pack {pack}; trace.json says where each figure comes from.",
)
