"""`junheng releases`: list a region's releases, and find any changed byte."""

from pathlib import Path
from typing import Annotated

import typer

from junheng.cli.console import Speaker
from junheng.cli.opening import FOLDER_HELP
from junheng.language import Text


def add(app: typer.Typer, speak: Speaker) -> None:
    """Add the commands to the application."""
    group = typer.Typer(help=speak(Text("版次：列出、校验", "Releases: list, verify")), no_args_is_help=True)
    app.add_typer(group, name="releases")

    @group.command("list", help=speak(Text("列出一个地区的版次", "List a region's releases")))
    def list_releases(folder: Annotated[Path, typer.Argument(help=speak(FOLDER_HELP))]) -> None:
        from junheng.releases import ReleaseError, releases_of

        if not folder.is_dir():
            speak.fail(Text("没有文件夹 {folder}。", "There is no folder {folder}."), folder=folder)
        try:
            manifests = releases_of(folder)
        except ReleaseError as error:
            speak.fail(error.text)
        if not manifests:
            speak.say(
                Text(
                    "{folder} 还没有版次；junheng release {folder} 冻结第一版。",
                    "No release in {folder} yet; junheng release {folder} makes the first.",
                ),
                folder=folder,
            )
        for manifest in manifests:
            shown = {
                "label": manifest.label,
                "hash": manifest.hash,
                "created": manifest.created.isoformat(),
                "reason": manifest.reason or "",
            }
            speak.say(Text("{label} {hash} {created} {reason}", "{label} {hash} {created} {reason}"), **shown)

    @group.command(help=speak(Text("校验版次，任何改动的字节都会被发现", "Verify releases; any changed byte is found")))
    def verify(
        folder: Annotated[Path, typer.Argument(help=speak(Text("地区文件夹，或一个版次的文件夹", "A region's folder, or one release's")))],
    ) -> None:
        from junheng.releases import release_paths
        from junheng.releases import verify as verify_release

        paths = [folder] if (folder / "manifest.json").exists() else list(release_paths(folder))
        if not paths:
            speak.fail(Text("{folder} 里没有版次。", "There is no release in {folder}."), folder=folder)
        findings = [(path, finding) for path in paths for finding in verify_release(path)]
        for path, finding in findings:
            speak.say(
                Text("{name} · {file}  {message}", "{name} · {file}  {message}"), name=path.name, file=finding.file, message=finding.message
            )
        if findings:
            raise typer.Exit(1)
        speak.say(Text("{n} 个版次，逐字节一致。", "Releases unchanged to the byte: {n}."), n=len(paths))
