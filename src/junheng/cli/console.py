"""How commands speak: one console for results, one for everything else, both in the reader's language."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import NoReturn

import numpy as np
import polars as pl
import typer
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from junheng.language import Language, Text

WRONG_USE = 2
#: Characters in a line where nobody says how wide the reader's screen is.
_PIPED_WIDTH = 160


def positional(value: float) -> str:
    """Four significant digits, all those before the point, never an exponent."""
    return (
        f"{value:.0f}"
        if abs(value) >= 1000 or not math.isfinite(value)
        else str(np.format_float_positional(value, 4, fractional=False, trim="-"))
    )


class Speaker:
    """Turns a `Text` into the reader's words and prints it."""

    def __init__(self, language: Language) -> None:
        self.language = language

    @property
    def out(self) -> Console:
        """Where results go."""
        # Without emoji: the ":books:" in a figure's address is an indicator, not a picture.
        return Console(file=sys.stdout, soft_wrap=True, emoji=False, width=None if sys.stdout.isatty() else _PIPED_WIDTH)

    @property
    def err(self) -> Console:
        """Where progress and complaints go, so that results can be piped."""
        return Console(file=sys.stderr, soft_wrap=True, emoji=False)

    def __call__(self, text: Text, **places: object) -> str:
        """The sentence in the reader's language, its places filled."""
        return (text.format(**places) if places else text)(self.language)

    def say(self, text: Text, **places: object) -> None:
        """Print a sentence of the result."""
        self.out.print(escape(self(text, **places)), highlight=False)

    def complain(self, text: Text) -> None:
        """Print a sentence that is no result, with the time."""
        self.err.print(escape(f"{datetime.now():%Y-%m-%d %H:%M:%S}  {self(text)}"), highlight=False)

    def fail(self, text: Text, **places: object) -> NoReturn:
        """Say what was wrong with the request and end with exit code 2."""
        self.err.print(escape(self(text, **places)), style="red", highlight=False)
        raise typer.Exit(WRONG_USE)

    def table(self, frame: pl.DataFrame, *, title: str = "", rows: int = 60) -> None:
        """Print a frame; what does not fit is counted, not hidden."""
        frame = frame.select(name for name in frame.columns if frame[name].null_count() < frame.height or not frame.height)
        table = Table(title=title or None, title_justify="left", header_style="bold")
        for name, dtype in frame.schema.items():
            table.add_column(name, justify="right" if dtype.is_numeric() else "left", overflow="fold")
        for record in frame.head(rows).iter_rows():
            table.add_row(
                *("" if value is None else positional(value) if isinstance(value, float) else escape(str(value)) for value in record)
            )
        self.out.print(table)
        if frame.height > rows:
            self.say(Text("另有 {n} 行，用 --out 全部写出。", "{n} more rows; --out writes them all."), n=frame.height - rows)

    def headed(self, frame: pl.DataFrame, heads: Mapping[str, Text]) -> pl.DataFrame:
        """A frame under heads in the reader's language."""
        return frame.rename({name: self(head) for name, head in heads.items() if name in frame.columns})

    @contextmanager
    def progress(self, text: Text) -> Iterator[None]:
        """Show that something is under way; nothing where the output is not a terminal."""
        columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
        with Progress(*columns, console=self.err, transient=True, disable=not sys.stderr.isatty()) as bar:
            bar.add_task(self(text), total=None)
            yield
