"""The draw hall 抽签现场 and the papers of a draw, made from its certificate alone."""
