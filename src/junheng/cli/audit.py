"""`junheng audit`: verify the log of writes and looks, print a day's head for a notice, answer for what was found.

None of these brings the database up to date first: that would put triggers on again that somebody took off.
"""

from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.serve import HOME_HELP
from junheng.language import Text

SHOWN = 50
DAY_HELP = Text("日期；缺省为今天到目前为止", "The day; today so far by default")
HEAD_HELP = Text(
    "公告中刊登的哈希，可多次给出：核对是否仍在记录中", "A hash printed in a notice, several times if need be: is it still in the log?"
)
REASON_HELP = Text("说明查明的情况", "What was found out")


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help=speak(Text("审计记录：校验、每日末条哈希", "Audit log: verify, the last hash of a day")), no_args_is_help=True)
    app.add_typer(group, name="audit")

    @group.command(
        help=speak(
            Text(
                "校验审计记录：改动、删除、调换、截断的记录，失效的触发器，绕过记录的写入",
                "Verify the log: changed, removed, reordered or cut entries, triggers taken off, writes behind its back",
            )
        )
    )
    def verify(
        head: Annotated[list[str] | None, typer.Option(help=speak(HEAD_HELP))] = None,
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        database = _database(speak, home)
        from junheng.web.audit import verifying
        from junheng.web.audit.opening import reading

        with speak.progress(Text("正在校验审计记录", "Verifying the audit log")):
            findings = verifying.verify(database)
        with reading(database) as raw:
            missing = [each for each in head or () if verifying.missing_head(raw, each.strip().lower())]
            count = raw.execute("SELECT COUNT(*) FROM audit_entry").fetchone()[0]
        shown: Counter[str] = Counter()
        for finding in findings:
            shown[finding.kind] += 1
            if shown[finding.kind] <= SHOWN:
                speak.say(finding.text)
        for kind, number in shown.items():
            if number > SHOWN:
                speak.say(Text("“{kind}”另有 {n} 处。", "{n} more of the kind “{kind}”."), kind=kind, n=number - SHOWN)
        for each in missing:
            speak.say(Text("公告中的哈希 {head} 不在记录中。", "The hash {head} of the notice is not in the log."), head=each)
        if findings or missing:
            raise typer.Exit(1)
        speak.say(Text("{n} 条记录，前后相接，与数据一致。", "{n} entries, one after the other, and the data is as they say."), n=count)

    @group.command(help=speak(Text("显示某天末条记录的哈希，供公告刊登", "Print the hash of a day's last entry, for a notice")))
    def head(
        day: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help=speak(DAY_HELP))] = None,
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        database = _database(speak, home)
        from django.utils import timezone

        from junheng.web.audit import heads
        from junheng.web.audit.opening import reading

        wanted = day.date() if day else timezone.localdate()
        with reading(database) as raw:
            found = heads.of_day(raw, wanted)
        if found is None:
            speak.fail(Text("{day} 没有记录。", "Nothing was written on {day}."), day=wanted)
        speak.say(
            Text(
                "{day} 审计记录末条：第 {seq} 条\nSHA-256 {hash}",
                "Last entry of the audit log on {day}: number {seq}\nSHA-256 {hash}",
            ),
            day=found.day,
            seq=found.seq,
            hash=found.hash,
        )

    @group.command(
        help=speak(
            Text(
                "对已发现的绕过记录的写入作出说明；此后校验不再列出（链条本身的问题不能如此消除）",
                "Answer for writes found behind the log's back, so that verify lists them no more (what is wrong with the chain stays)",
            )
        )
    )
    def accept(
        reason: Annotated[str, typer.Option(help=speak(REASON_HELP))],
        home: Annotated[Path | None, typer.Option(help=speak(HOME_HELP))] = None,
    ) -> None:
        database = _database(speak, home)
        from junheng.web.audit import verifying

        if not reason.strip():
            speak.fail(Text("请用 --reason 写明查明的情况。", "Say with --reason what was found out."))
        verifying.accept(database, reason)
        speak.say(Text("已写入审计记录。", "Written into the audit log."))


def _database(speak: Speaker, home: Path | None) -> Path:
    from junheng.cli import site

    database = site.point_at(home) / "junheng.sqlite3"
    if not database.exists():
        speak.fail(Text("{path} 不存在。", "There is no {path}."), path=database)
    from junheng.web.audit import installing
    from junheng.web.audit.opening import reading

    with reading(database) as raw:
        if not installing.has_log(raw):
            speak.fail(
                Text("{path} 还没有审计记录：请先启动一次网站。", "{path} has no audit log yet: start the site once."), path=database
            )
    return database
