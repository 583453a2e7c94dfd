"""`junheng release`: freeze what the files say."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import FOLDER_HELP, PACK_HELP
from junheng.language import Text


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the command to the application."""

    @app.command(
        help=speak(Text("冻结为一个版次：排序的 Parquet、清单与哈希", "Freeze a release: sorted Parquet, a manifest and its hash"))
    )
    def release(
        folder: Annotated[Path, typer.Argument(help=speak(FOLDER_HELP))],
        pack: Annotated[str | None, typer.Option(help=speak(PACK_HELP))] = None,
        reason: Annotated[str | None, typer.Option(help=speak(Text("为何发布这一版", "Why this release is made")))] = None,
    ) -> None:
        from junheng.cli.findings import show_issues
        from junheng.cli.opening import open_pack, open_region
        from junheng.releases import ReleaseError, UnwaivedWarnings, freeze

        region = open_region(speak, folder, open_pack(speak, folder, pack))
        try:
            with speak.progress(Text("冻结 {folder}", "Freezing {folder}").format(folder=folder)):
                frozen = freeze(region, folder, reason=reason)
        except UnwaivedWarnings as refused:
            show_issues(speak, refused.issues)
            speak.say(
                Text(
                    "提醒须改正，或在 waivers.toml 写明理由；没有冻结任何内容。",
                    "Mend the warnings or give a reason for each in waivers.toml; nothing was frozen.",
                )
            )
            raise typer.Exit(1) from None
        except ReleaseError as error:
            speak.fail(error.text)
        speak.say(Text("{label} {hash}", "{label} {hash}"), label=frozen.label, hash=frozen.hash)
