"""`junheng chances`: classes formed over and over from other seeds, and whom balance would steer."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Protocol

import typer

from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Listing

SOURCE_HELP = Text("封存文件夹，或学生名单", "The sealed folder, or a roster")
SEEDS_HELP = Text("用多少个种子各分一次班", "From how many seeds classes are formed")
CLASSES_HELP = Text(
    "分成几个班；已封存或规则文件已写明的可省略", "How many classes; may be left out where the seal or the rule file says it"
)
RULES_HELP = Text("规则文件（TOML）；没有时按名单拟定", "Rule file (TOML); without one, rules that suit the roster")
PROCESSES_HELP = Text("同时用几个进程；结果相同", "How many processes at once; the answer is the same")
OUT_HELP = Text(
    "结果写到这个文件夹：chances.json 和各表可公布，office-… 各表带编号和姓名，留在本单位",
    "Folder for the result: chances.json and the tables may be published; those named office-… have codes and names and stay",
)


class Told(Protocol):
    """Is told how far the work is."""

    def __call__(self, done: int, total: int) -> None:
        """So many draws of so many."""
        ...


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text(
                "分班机会：换许多种子各分一次班，看每名学生进各班、每两名学生同班的机会是否公平",
                "Chances of a class draw: form classes from many seeds; whether every pupil and every pair has a fair chance",
            )
        )
    )
    def chances(
        source: Annotated[Path, typer.Argument(help=speak(SOURCE_HELP))],
        out: Annotated[Path, typer.Option(help=speak(OUT_HELP))],
        seeds: Annotated[int, typer.Option(help=speak(SEEDS_HELP))] = 2_000,
        count: Annotated[int | None, typer.Option("--classes", min=1, help=speak(CLASSES_HELP))] = None,
        rules: Annotated[Path | None, typer.Option(help=speak(RULES_HELP))] = None,
        processes: Annotated[int, typer.Option(min=1, max=max(1, os.cpu_count() or 1), help=speak(PROCESSES_HELP))] = 1,
    ) -> None:
        from junheng.certificates import public_codes
        from junheng.certificates.seal import text_sha256
        from junheng.cli.saving import save
        from junheng.engines.classes import parse_rules, pose, shown
        from junheng.engines.classes.chances import base_of
        from junheng.engines.classes.chances import chances as drawn
        from junheng.engines.classes.chances_file import document, spoken, written
        from junheng.reports.class_chances import chances_sheets

        with chance.refusals(speak):
            people, text, seal = _roster(speak, source, rules, count)
            wanted = parse_rules(text)
            public = shown(wanted, people)
            with told(speak, Text("正在逐个种子分班", "Forming classes from seed after seed")) as tell:
                found = drawn(
                    pose(wanted, public), seal or base_of(text_sha256(text), public.sha256), seeds, processes=processes, progress=tell
                )
            content = document(found, seal=seal)
        known = dict(
            zip(
                public_codes(people, open_codes=wanted.open_codes),
                zip(people.codes, people.column("name") or ("",) * len(people.codes), strict=True),
                strict=True,
            )
        )
        out.mkdir(parents=True, exist_ok=True)
        (out / "chances.json").write_bytes(written(content).encode())
        for sentence in spoken(content):
            speak.say(sentence)
        speak.say(Text("{path}", "{path}"), path=out / "chances.json")
        save(speak, chances_sheets(content, language=speak.language), out)
        office = chances_sheets(content, language=speak.language, known=known)
        save(speak, tuple(replace(sheet, name=f"office-{sheet.name}") for sheet in office), out)


def _roster(speak: Speaker, source: Path, rules: Path | None, count: int | None) -> "tuple[Listing, str, str]":
    """The roster, the text of its rules, and the digest of its seal where it has one."""
    from junheng.cli.classes import rules_text, sealed_roster
    from junheng.engines.classes import parse_rules, prepare_roster, refuse_scores

    sealed = sealed_roster(speak, source)
    if sealed is None:
        people = prepare_roster(chance.read_lists(speak, [source], ("list",))["list"]).people
        text = rules_text(speak, people, rules, count)
        refuse_scores(parse_rules(text), people)
        return people, text, ""
    if rules is not None or count not in (None, parse_rules(sealed.rules).classes):
        speak.fail(
            Text(
                "名单已连同规则封存，不能再另给规则或班数。请去掉这些选项。",
                "The roster is sealed with its rules, and takes no others and no other number now. Leave these options out.",
            )
        )
    return sealed.people["list"], sealed.rules, sealed.seals[-1].digest


@contextmanager
def told(speak: Speaker, text: Text) -> Iterator[Told]:
    """A bar on a terminal; nothing elsewhere."""
    import sys

    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=speak.err, transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task(speak(text), total=None)

        def tell(done: int, total: int) -> None:
            bar.update(task, completed=done, total=total)

        yield tell
