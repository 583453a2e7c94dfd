"""Monitor 监测: the region, an indicator, a unit, a map, and the trace of any figure."""
