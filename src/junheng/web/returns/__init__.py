"""Returns 数据填报: forms of a pack, filled in by units and areas, approved step by step, frozen as a release."""
