"""Figure check 数字校核: one text in, its figures held against each other; nothing is kept."""
