"""`python -m junheng`, where the command itself is not on the path."""

from junheng.cli import main

main()
