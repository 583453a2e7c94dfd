"""A region whose trade has no pupils: what its units returned and what indicators make of it, where schools would be compared."""
