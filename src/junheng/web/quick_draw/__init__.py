"""Quick draw 现场抽签: a list in, a sealed sheet out; then the numbers in, classes and certificate out; nothing kept."""
