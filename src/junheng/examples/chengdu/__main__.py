"""Write the committed city again."""

from junheng.examples.chengdu import generate

generate()
