"""A synthetic city 合成示例: real county outlines, invented schools, six school years, as an office would keep its files."""
