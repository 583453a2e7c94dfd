"""Write the committed city and the table for the quick check again."""

from junheng.examples import QUICK_CHECK
from junheng.examples.chengdu import generate, quick_check

generate()
quick_check.write(QUICK_CHECK)
