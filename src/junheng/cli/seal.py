"""`junheng seal`: list and rules, hashed, compared with a register and dated, before the seed exists."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Certificate, Listing
    from junheng.cli.draw_rules import Wishes

FILES_HELP = Text(
    "名单（CSV 或 Excel），可附规则文件（.toml）；双随机为检查对象、检查人员两份名单",
    "The list (CSV or Excel), and perhaps its rule file (.toml); for inspections the sites and then the inspectors",
)
REGISTER_HELP = Text("对照名册：学籍、上年名单或报名名单", "Register to compare with: the roll, last year's list, the enrolment list")
REASONS_HELP = Text("不一致的原因表：code、reason 两列", "Why some differ: columns code and reason")
SOURCE_HELP = Text(
    "号码来源，至少两个：名称=说明，如 --source hall=家长代表现场摇出 --source lottery=排列五26231期",
    "A source of the seed, two or more: NAME=WHAT, as in --source hall=drawn-by-parents --source lottery=issue-26231",
)
REASON_HELP = Text("改动后重新封存的理由", "Why a sealed list or rule file is changed")
PREVIOUS_HELP = Text(
    "分班补录：上一轮的完整证书；规则沿用，已分的班一并封存",
    "For late pupils of classes: the office's own certificate of the round before; its rules hold, and its classes are sealed too",
)
OUT_HELP = Text("封存文件夹；缺省为名单旁的 名称-sealed", "The sealed folder; NAME-sealed beside the list by default")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text(
                "封存名单和规则：规范化、核对是否完整、算 SHA-256、记时间",
                "Seal list and rules: canonical form, completeness, SHA-256, time",
            )
        )
    )
    def seal(
        files: Annotated[list[Path], typer.Argument(help=speak(FILES_HELP))],
        register: Annotated[Path | None, typer.Option(help=speak(REGISTER_HELP))] = None,
        reasons: Annotated[Path | None, typer.Option(help=speak(REASONS_HELP))] = None,
        conflicts: Annotated[Path | None, typer.Option(help=speak(chance.CONFLICTS_HELP))] = None,
        pick: Annotated[int | None, typer.Option(help=speak(chance.PICK_HELP))] = None,
        strata: Annotated[str | None, typer.Option(help=speak(chance.STRATA_HELP))] = None,
        source: Annotated[list[str] | None, typer.Option(help=speak(SOURCE_HELP))] = None,
        reason: Annotated[str, typer.Option(help=speak(REASON_HELP))] = "",
        previous: Annotated[Path | None, typer.Option(help=speak(PREVIOUS_HELP))] = None,
        at: Annotated[str, typer.Option(help=speak(chance.AT_HELP))] = "",
        out: Annotated[Path | None, typer.Option(help=speak(OUT_HELP))] = None,
    ) -> None:
        from junheng.certificates import Sealed, write_sealed
        from junheng.cli.classes_spoken import say_roster
        from junheng.cli.draw_rules import Wishes, exclude
        from junheng.cli.sealing import compared, earlier
        from junheng.engines.classes import prepare_roster
        from junheng.reports.draws import Sealing, engine_of, forms_classes, roster_of

        rule_files, lists = [path for path in files if path.suffix == ".toml"], [path for path in files if path.suffix != ".toml"]
        if not 1 <= len(lists) <= 2 or len(rule_files) > 1:
            speak.fail(
                Text("请给出一份名单（双随机两份），至多一个规则文件。", "Give one list (two for inspections) and at most one rule file.")
            )
        people = chance.read_lists(speak, lists, ("list",) if len(lists) == 1 else ("sites", "inspectors"))
        folder = out or chance.sealed_folder_of(lists[0])
        with chance.refusals(speak, lists[0]):
            if conflicts is not None:
                people = exclude(speak, people, conflicts)
            wishes = Wishes(pick, strata, inspectors=lists[1] if len(lists) > 1 else None)
            drawn = _drawn(speak, previous, other_rules=bool(rule_files or source or wishes.any))
            rules = _rules(speak, rule_files, wishes, people, source or []) if drawn is None else drawn.rules
            engine = engine_of(rules, drawn)
            if forms_classes(rules) and drawn is None:
                say_roster(speak, prepare_roster(roster_of(people)))
            people = dict(engine.prepared(people))
            before = earlier(folder)
            comparison = compared(speak, next(iter(people.values())), register, reasons, rules)
            so_far = before.seals if before else ()
            fresh = engine.seal(rules, people, Sealing(at or chance.now(), comparison, so_far, reason))
            sealed = Sealed((*so_far, *fresh), rules, people, engine.public(rules, people))
            written = write_sealed(sealed, folder)
        for one in fresh:
            speak.say(
                Text("名单“{name}”{n} 行，SHA-256 {hash}", "List “{name}”, {n} rows, SHA-256 {hash}"),
                name=one.name,
                n=one.list_rows,
                hash=one.list_sha256,
            )
            speak.say(Text("规则 SHA-256 {hash}", "Rules, SHA-256 {hash}"), hash=one.rules_sha256)
            if one.comparison is not None:
                speak.say(
                    Text(
                        "{register} {register_rows} 行，SHA-256 {hash}；相同 {common}，缺 {absent}，增 {added}",
                        "{register}: {register_rows} rows, SHA-256 {hash}; in both {common}, absent {absent}, added {added}",
                    ),
                    register=one.comparison.register,
                    register_rows=one.comparison.register_rows,
                    hash=one.comparison.register_sha256,
                    common=one.comparison.common,
                    absent=len(one.comparison.absent),
                    added=len(one.comparison.added),
                )
            speak.say(
                Text("封存时间 {at}，封存 SHA-256 {digest}", "Sealed {at}, SHA-256 of the seal {digest}"), at=one.at, digest=one.digest
            )
        speak.say(
            Text(
                "请在号码产生之前公布 {file}；名单留在 {folder}。",
                "Publish {file} before the numbers are known; the lists stay in {folder}.",
            ),
            file=written[-1],
            folder=folder,
        )
        if "[[source]]" not in rules:
            speak.complain(
                Text(
                    "号码来源没有一并封存（规则文件的 [[source]]，或 --source）：由此抽签只作演练。",
                    "No sources of the seed were sealed ([[source]] in the rule file, or --source): a draw from this is a rehearsal.",
                )
            )


def _drawn(speak: Speaker, previous: Path | None, *, other_rules: bool) -> "Certificate | None":
    """The certificate of the round before, under whose rules late pupils are sealed."""
    from junheng.cli.late import own_certificate
    from junheng.reports.draws import forms_classes

    if previous is None:
        return None
    drawn = own_certificate(speak, previous)
    if other_rules or not forms_classes(drawn.rules):
        speak.fail(
            Text(
                "--previous 用于分班补录，沿用首轮规则，不能另给规则。抽签的补录请用首轮的规则文件封存。",
                "--previous is for late pupils of classes, under the rules of the first round; leave other rules out. "
                "For a late round of another draw, seal with the first round's rule file.",
            )
        )
    return drawn


def _rules(speak: Speaker, files: Sequence[Path], wishes: "Wishes", people: "Mapping[str, Listing]", sources: Sequence[str]) -> str:
    """The rule file's text; none where nothing was said of rules, so that the list is sealed alone."""
    from junheng.cli.draw_rules import rules_of

    if files:
        return files[0].read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    if not wishes.any and not sources:
        return ""
    return rules_of(wishes, next(iter(people.values())), chance.pairs(speak, "--source", sources))
