"""Write the committed files again."""

from junheng.examples.science import generate

generate()
