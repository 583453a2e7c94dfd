"""`junheng draw`: numbers, samples, experts or teams from a list, by seeds that anyone can look up; and the certificate."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from junheng.cli import chance
from junheng.cli.console import Speaker
from junheng.language import Text

if TYPE_CHECKING:
    from junheng.certificates import Listing, Sealed

LIST_HELP = Text(
    "名单，或 junheng seal 的封存文件夹；名单旁有封存的，按封存抽取",
    "The list, or the folder that junheng seal wrote; a list with its seal beside it is drawn under that seal",
)
OUT_HELP = Text("证书、结果、公告、见证单、核对页写到这个文件夹", "Folder for certificate, result, notice, witness sheet and verifier")
PREVIOUS_HELP = Text("补录：首轮的完整证书", "For late arrivals: the first round's own certificate")
ROUND_HELP = Text("轮次名称", "The round's name")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(
            Text("抽签：排号、抽样、抽专家、双随机，并出证书", "Draw numbers, samples, experts or teams of inspectors, with a certificate")
        )
    )
    def draw(
        source: Annotated[Path, typer.Argument(metavar="LIST", help=speak(LIST_HELP))],
        seed: Annotated[list[str], typer.Option(help=speak(chance.SEED_HELP))],
        out: Annotated[Path, typer.Option(help=speak(OUT_HELP))],
        pick: Annotated[int | None, typer.Option(help=speak(chance.PICK_HELP))] = None,
        strata: Annotated[str | None, typer.Option(help=speak(chance.STRATA_HELP))] = None,
        conflicts: Annotated[Path | None, typer.Option(help=speak(chance.CONFLICTS_HELP))] = None,
        inspectors: Annotated[Path | None, typer.Option(help=speak(chance.INSPECTORS_HELP))] = None,
        percent: Annotated[int | None, typer.Option(help=speak(chance.SHARE_HELP))] = None,
        team: Annotated[int | None, typer.Option(help=speak(chance.TEAM_HELP))] = None,
        most: Annotated[int | None, typer.Option(help=speak(chance.MOST_HELP))] = None,
        rules: Annotated[Path | None, typer.Option(help=speak(chance.RULES_HELP))] = None,
        failed: Annotated[list[str] | None, typer.Option(help=speak(chance.FAILED_HELP))] = None,
        previous: Annotated[Path | None, typer.Option(help=speak(PREVIOUS_HELP))] = None,
        round_name: Annotated[str, typer.Option("--round", help=speak(ROUND_HELP))] = "1",
        at: Annotated[str, typer.Option(help=speak(chance.AT_HELP))] = "",
    ) -> None:
        from junheng.certificates import Certificate, Sealed
        from junheng.cli.draw_rules import Wishes, exclude, rules_of
        from junheng.draw import typed_sources
        from junheng.engines.allotment import certify, parse_rules, seal_draw
        from junheng.reports.draw_files import draw_files, write_draw_files

        typed = chance.typed_seeds(speak, seed)
        wishes = Wishes(pick, strata, percent, team, most, inspectors)
        with chance.refusals(speak):
            sealed = _sealed(speak, source)
            if sealed is None or not sealed.rules:
                people = chance.read_lists(
                    speak, [source, *([inspectors] if inspectors else [])], ("sites", "inspectors") if inspectors else ("list",)
                )
                people = exclude(speak, people, conflicts) if conflicts is not None else people
                text = rules.read_bytes().decode("utf-8-sig") if rules is not None else rules_of(wishes, next(iter(people.values())))
                text = text.replace("\r\n", "\n")
                sealed = Sealed(seal_draw(text, people), text, people, {})
            elif wishes.any or rules is not None or conflicts is not None:
                speak.fail(
                    Text(
                        "名单已连同规则封存，抽取时不能再另给规则。请去掉这些选项，或写明理由重新封存。",
                        "The list is sealed with its rules, and takes no others now. Leave these options out, or seal it anew and say why.",
                    )
                )
            rehearsal = not sealed.seals[-1].at
            sources = typed_sources(
                parse_rules(sealed.rules).sources,
                typed,
                at="" if rehearsal else at or chance.now(),
                failed=dict(chance.pairs(speak, "--failed", failed or [])),
            )
            before = Certificate.from_json(previous.read_bytes().decode()) if previous is not None else None
            certificate = certify(sealed.rules, sealed.people, sealed.seals, sources, round_name=round_name, previous=before)
            written = write_draw_files(draw_files(certificate, language=speak.language), out)
        if certificate.rehearsal:
            speak.complain(
                Text(
                    "演练：名单、规则或号码来源没有事先封存，证书上已注明。正式抽签请先用 junheng seal 一并封存并公布。",
                    "A rehearsal: list, rules or sources were not sealed before, and the certificate says so. "
                    "Before a draw that counts, seal them by junheng seal and publish the seal.",
                )
            )
        speak.say(
            Text("名单 {n} 行，抽出 {drawn}；种子 {seed}；短码 {code}。", "{n} rows, {drawn} drawn; seed {seed}; short code {code}."),
            n=sum(len(shown.rows) for shown in certificate.lists.values()),
            drawn=len(certificate.assigned),
            seed=certificate.seed,
            code=certificate.short_code,
        )
        for path in written:
            speak.say(Text("{path}", "{path}"), path=path)


def _sealed(speak: Speaker, source: Path) -> "Sealed | None":
    """What was sealed for a list; a list that was changed since is refused."""
    from junheng.certificates import open_sealed
    from junheng.certificates.sealed import SEALS

    folder = chance.sealed_folder_of(source)
    if not (folder / SEALS).exists():
        if source.is_dir():
            speak.fail(Text("{folder} 不是封存文件夹。", "{folder} is no sealed folder."), folder=source)
        return None
    sealed = open_sealed(folder)
    if source.is_file():
        _refuse_other(source, sealed.people)
    return sealed


def _refuse_other(source: Path, people: "Mapping[str, Listing]") -> None:
    """Refuse a file that is no longer the list sealed from it; the sealed one may have a column of exclusions more."""
    from junheng.certificates import CertificateError, read_listing

    given, kept = read_listing(source), next(iter(people[name] for name in ("list", "sites") if name in people))
    now = {code: {column: row[column] for column in given.columns if column in kept.columns} for code, row in given.by_code.items()}
    then = {code: {column: row[column] for column in given.columns if column in kept.columns} for code, row in kept.by_code.items()}
    if set(given.columns) - set(kept.columns) or now != then:
        changed = sorted(code for code in now.keys() | then.keys() if now.get(code) != then.get(code))
        raise CertificateError(
            Text(
                "{file} 在封存后有改动（{codes} 等 {n} 行）。请用封存的名单；确需改动的，用 junheng seal --reason 重新封存。",
                "{file} was changed after its seal (rows: {n}, such as {codes}). "
                "Use the sealed list; if the change is needed, seal it anew with junheng seal --reason.",
            ).format(file=source, codes="、".join(changed[:3]), n=len(changed))
        )
