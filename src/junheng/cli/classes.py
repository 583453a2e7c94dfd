"""`junheng classes`: balanced classes from a roster, by seeds that anyone can look up; and the certificate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.cli.late import PREVIOUS_HELP, ROUND_HELP, Typed, is_late, late_csv, own_certificate, place, say_late
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Certificate, Listing, Seal, Sealed

ROSTER_HELP = Text("学生名单（CSV 或 Excel），第一列为编号", "The roster (CSV or Excel); its first column is the code")
CLASSES_HELP = Text("分成几个班；规则文件已写明的可省略", "How many classes; may be left out where the rule file says it")
RULES_HELP = Text(
    "规则文件（TOML）；没有时按名单拟定，写入 rules.toml",
    "Rule file (TOML); without one, rules that suit the roster are used and written to rules.toml",
)
REGISTER_HELP = Text("对照名册：学籍、录取名单", "Register to compare with: the roll, the admission list")
REASONS_HELP = Text("不一致的原因表：code、reason 两列", "Why some differ: columns code and reason")
OUT_HELP = Text("证书、classes.csv、规则、核对码写到这个文件夹", "Folder for certificate, classes.csv, rules and the slips with the salts")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(Text("阳光分班：各班均衡、人人可核对，并出证书", "Form balanced classes that anyone can check, with a certificate"))
    )
    def classes(
        roster: Annotated[Path, typer.Argument(help=speak(ROSTER_HELP))],
        seed: Annotated[list[str], typer.Option(help=speak(chance.SEED_HELP))],
        out: Annotated[Path, typer.Option(help=speak(OUT_HELP))],
        count: Annotated[int | None, typer.Option("--classes", min=1, help=speak(CLASSES_HELP))] = None,
        rules: Annotated[Path | None, typer.Option(help=speak(RULES_HELP))] = None,
        register: Annotated[Path | None, typer.Option(help=speak(REGISTER_HELP))] = None,
        reasons: Annotated[Path | None, typer.Option(help=speak(REASONS_HELP))] = None,
        failed: Annotated[list[str] | None, typer.Option(help=speak(chance.FAILED_HELP))] = None,
        at: Annotated[str, typer.Option(help=speak(chance.AT_HELP))] = "",
        previous: Annotated[Path | None, typer.Option(help=speak(PREVIOUS_HELP))] = None,
        round_name: Annotated[str, typer.Option("--round", help=speak(ROUND_HELP))] = "",
    ) -> None:
        from junheng.cli.classes_files import name_written, write_classes
        from junheng.cli.classes_spoken import say_result, say_roster, say_teams
        from junheng.cli.sealing import compared
        from junheng.draw import typed_sources
        from junheng.engines.classes import SCORE_ALLOWED, certify, parse_rules, prepare_roster, seal_roster, teams_beside

        typed = chance.typed_seeds(speak, seed)
        before = own_certificate(speak, previous) if previous is not None else None
        if before is not None and is_late(roster, before, rules):
            with chance.refusals(speak, roster):
                certificate = place(speak, roster, before, Typed(typed, failed or [], at, round_name, register, reasons))
                written = write_classes(speak, certificate, out, {"late.csv": late_csv(certificate)})
            say_late(speak, certificate)
            _say_rehearsal(speak, certificate)
            say_result(speak, certificate)
            name_written(speak, written)
            return
        with chance.refusals(speak, roster):
            sealed = sealed_roster(speak, roster)
            if sealed is None:
                prepared = prepare_roster(chance.read_lists(speak, [roster], ("list",))["list"])
                say_roster(speak, prepared)
                people = prepared.people
                text = rules_text(speak, people, rules, count)
                seals: tuple[Seal, ...] = (seal_roster(text, people, comparison=compared(speak, people, register, reasons, text)),)
            elif rules is not None or register is not None or count not in (None, parse_rules(sealed.rules).classes):
                speak.fail(
                    Text(
                        "名单已连同规则封存，不能再另给规则、班数或对照名册。请去掉这些选项，或写明理由重新封存。",
                        "The roster is sealed with its rules, and takes no others, no other number and no register now. "
                        "Leave these options out, or seal it anew and say why.",
                    )
                )
            else:
                people, text, seals = sealed.people["list"], sealed.rules, sealed.seals
            wanted = parse_rules(text)
            sources = typed_sources(
                wanted.sources,
                typed,
                at=(at or chance.now()) if seals[-1].at else "",
                failed=dict(chance.pairs(speak, "--failed", failed or [])),
            )
            round_name = round_name or ("1" if before is None else wanted.mode)
            certificate = certify(text, people, seals, sources, round_name=round_name, beside=before)
            together = () if before is None else teams_beside(before, certificate)
            written = write_classes(speak, certificate, out, {"rules.toml": text.encode()})
        if sealed is None and rules is None and wanted.mode == SCORE_ALLOWED:
            speak.complain(
                Text(
                    "名单有成绩列 {columns}，已按“可用成绩”（score-allowed）均衡。起始年级不得按成绩分班：请删去成绩，规则写 entry-grade。",
                    "The roster has scores ({columns}), which were balanced (score-allowed). An entry grade must not be formed by scores: "
                    "remove them, and write entry-grade in the rules.",
                ).format(columns="、".join(wanted.scores))
            )
        _say_rehearsal(speak, certificate)
        say_result(speak, certificate)
        say_teams(speak, together)
        name_written(speak, written)


def _say_rehearsal(speak: Speaker, certificate: "Certificate") -> None:
    if certificate.rehearsal:
        speak.complain(
            Text(
                "演练：名单和规则没有事先封存，证书上已注明。",
                "A rehearsal: roster and rules were not sealed before, and the certificate says so.",
            )
        )


def sealed_roster(speak: Speaker, roster: Path) -> "Sealed | None":
    """What was sealed: the folder that is named, or the one beside the roster, which must not have changed since."""
    from junheng.certificates import open_sealed
    from junheng.certificates.sealed import SEALS

    folder = chance.sealed_folder_of(roster)
    if not (folder / SEALS).exists():
        if roster.is_dir():
            speak.fail(Text("{folder} 不是封存文件夹。", "{folder} is no sealed folder."), folder=roster)
        return None
    sealed = open_sealed(folder)
    if not sealed.rules:
        return None
    if roster.is_file() and "list" in sealed.people:
        _refuse_changed(roster, sealed.people["list"])
    return sealed


def _refuse_changed(roster: Path, sealed: "Listing") -> None:
    """Refuse a file that is not the roster that was sealed from it; whoever differs is named."""
    from junheng.certificates import read_listing
    from junheng.engines.classes import ClassesError, prepare_roster

    now = prepare_roster(read_listing(roster)).people
    if now.text == sealed.text:
        return
    then = sealed.by_code
    changed = sorted(code for code in now.by_code.keys() | then.keys() if now.by_code.get(code) != then.get(code))
    raise ClassesError(
        Text(
            "{file} 在封存后有改动（{codes} 等 {n} 人）。请用封存的名单；确需改动的，用 junheng seal --reason 重新封存。",
            "{file} was changed after its seal (pupils: {n}, such as {codes}). Use the sealed roster; "
            "if the change is needed, seal it anew with junheng seal --reason.",
        ).format(file=roster, codes="、".join(changed[:3]), n=len(changed)),
        codes=changed[:3],
    )


def rules_text(speak: Speaker, people: "Listing", rules: Path | None, count: int | None) -> str:
    """The rule file's text, or the one that suits the roster."""
    from junheng.engines.classes import parse_rules, sensible_rules, write_rules

    if rules is None:
        if count is None:
            speak.fail(Text("请写明分成几个班：--classes 12。", "Say how many classes: --classes 12."))
        return write_rules(sensible_rules(people, count))
    if not rules.is_file():
        speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=rules)
    text = rules.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    stated = parse_rules(text).classes
    if count not in (None, stated):
        speak.fail(
            Text("规则文件写的是 {stated} 个班，不是 {count} 个。", "The rule file says {stated} classes, not {count}."),
            stated=stated,
            count=count,
        )
    return text
