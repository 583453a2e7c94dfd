"""What the commands of draws share: seeds as they are typed, lists as they lie there, refusals in words."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import typer

from junheng.certificates import CertificateError, Listing, ListRejected, read_listing, rows_by_code
from junheng.cli.console import Speaker
from junheng.draw import DrawError, normalised
from junheng.language import Text

#: A refusal that is about more rows than these names the first.
_SHOWN_ROWS = 20
SEED_HELP = Text(
    "种子：名称=号码（或 @文件），至少两个互不相干的来源，如 --seed hall=07-19-23-31-02 --seed lottery=40771",
    "A seed: NAME=VALUE (or @FILE), at least two independent sources, as in --seed hall=07-19-23-31-02 --seed lottery=40771",
)
FAILED_HELP = Text("某个来源失效、改用备用来源的理由：名称=理由", "Why a source failed and its fallback was used: NAME=REASON")
RULES_HELP = Text("规则文件（TOML）", "Rule file (TOML)")
AT_HELP = Text("时间，如 2026-08-25T18:00:00+08:00；缺省为现在", "The time, like 2026-08-25T18:00:00+08:00; now by default")
PICK_HELP = Text("抽取几个；缺省为全部排号", "How many to pick; by default everyone gets a number")
STRATA_HELP = Text("按哪一列分层", "The column of the strata")
SHARE_HELP = Text("检查对象的抽取比例（%）", "Share of the sites to be drawn, in per cent")
TEAM_HELP = Text("每处几名检查人员，至少 2", "Inspectors a site, 2 or more")
MOST_HELP = Text("每名检查人员至多几处", "Visits of one inspector at most")
INSPECTORS_HELP = Text("检查人员名单：给名单中的对象各抽一组", "List of inspectors: a team of them is drawn for each site of LIST")
CONFLICTS_HELP = Text(
    "回避表：code、reason 两列；抽检查人员时为 inspector、site 两列",
    "Who is excluded: columns code and reason; for inspectors the columns inspector and site",
)


def pairs(speak: Speaker, option: str, values: Sequence[str]) -> list[tuple[str, str]]:
    """NAME=VALUE as typed; a full-width equals sign is one too."""
    found = []
    for value in values:
        name, mark, rest = value.replace("＝", "=", 1).partition("=")
        if not mark:
            speak.fail(
                Text("{option} {value}：应写作 名称=内容。", "{option} {value}: write it as NAME=VALUE."), option=option, value=value
            )
        found.append((name, rest))
    return found


def typed_seeds(speak: Speaker, values: Sequence[str]) -> list[tuple[str, str]]:
    """Seeds as typed; where the rule writes a value differently, that is said."""
    typed = [
        (name, _imported(speak, Path(value[1:])) if value.startswith("@") else value) for name, value in pairs(speak, "--seed", values)
    ]
    for name, value in typed:
        if normalised(value):
            from junheng.draw import seed_source

            with refusals(speak):
                written = seed_source(name, value).value
                speak.complain(
                    Text("种子来源“{name}”按规则写作 {value}。", "The seed source “{name}” is written {value} by the rule.").format(
                        name=name, value=written
                    )
                )
    return typed


def _imported(speak: Speaker, path: Path) -> str:
    """A value from a file that somebody saved: its text, or the `randomness` of a beacon's round as JSON."""
    if not path.is_file():
        speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=path)
    text = path.read_text(encoding="utf-8-sig").strip()
    try:
        round_of_beacon = json.loads(text)
    except ValueError:
        return text
    return str(round_of_beacon["randomness"]) if isinstance(round_of_beacon, dict) and "randomness" in round_of_beacon else text


@contextmanager
def refusals(speak: Speaker, roster: Path | None = None) -> Iterator[None]:
    """Turn what a draw refuses into words: every wrong row and exit code 1, or a sentence and exit code 2.

    Whom the sentence is about is found in the file `roster`, so that its rows are named too.
    """
    try:
        yield
    except ListRejected as rejected:
        from junheng.cli.findings import show_issues

        show_issues(speak, rejected.issues)
        raise typer.Exit(1) from None
    except (CertificateError, DrawError) as error:
        speak.fail(_with_rows(error.text, getattr(error, "codes", ()), roster))


def _with_rows(text: Text, codes: Sequence[str], roster: Path | None) -> Text:
    rows = rows_by_code(roster, codes) if codes and roster is not None and roster.is_file() else {}
    if not rows:
        return text
    numbers = [str(row) for row in sorted(rows.values())]
    numbers = numbers if len(numbers) <= _SHOWN_ROWS else [*numbers[:_SHOWN_ROWS], "…"]
    where = Text("（{file} 第 {rows} 行）", " ({file}, row {rows})" if len(numbers) == 1 else " ({file}, rows {rows})").format(
        file=roster.name if roster else "", rows=Text("、".join(numbers), ", ".join(numbers))
    )
    return Text(text.zh + where.zh, text.en + where.en)


def read_lists(speak: Speaker, paths: Sequence[Path], names: Sequence[str]) -> dict[str, Listing]:
    """The lists by their names in a draw; a file that is not there is wrong use."""
    found = {}
    for path, name in zip(paths, names, strict=True):
        if not path.is_file():
            speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=path)
        with refusals(speak):
            found[name] = read_listing(path)
    return found


def now() -> str:
    """The time to the second, with this machine's offset."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def sealed_folder_of(path: Path) -> Path:
    """Where a list's seals lie by default: NAME-sealed beside it."""
    return path if path.is_dir() else path.with_name(f"{path.stem}-sealed")
