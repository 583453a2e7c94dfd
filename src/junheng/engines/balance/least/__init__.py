"""What it takes: least additions, least transfers, the least ways of one unit, each with its proof."""
