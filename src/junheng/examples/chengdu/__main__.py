"""Write the committed city, its dirty variant and the table for the quick check again."""

from junheng.examples import QUICK_CHECK
from junheng.examples.chengdu import generate, quick_check
from junheng.examples.chengdu.dirty import generate_dirty

generate()
generate_dirty()
quick_check.write(QUICK_CHECK)
