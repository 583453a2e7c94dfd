"""What a command prints is what it was given."""

import polars as pl

from junheng.cli.console import Speaker
from junheng.language import Text


def test_a_figures_address_is_no_picture_and_no_markup(capsys):
    speak = Speaker("zh")
    address = "cv:510104:primary:books:2025 [red]"
    speak.say(Text("没有 {figure}", "no {figure}"), figure=address)
    speak.complain(Text("没有 {figure}", "no {figure}").format(figure=address))
    speak.table(pl.DataFrame({"figure": [address]}))
    printed = capsys.readouterr()
    assert printed.out.count(address) == 2
    assert printed.err.count(address) == 1
