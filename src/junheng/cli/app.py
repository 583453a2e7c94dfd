"""Put the commands together in the reader's language."""

import sys
from importlib import import_module

import typer

from junheng import __version__
from junheng.cli.console import WRONG_USE, Speaker
from junheng.language import Language, Text, system_language

#: In the order of a region's life; each module has `add(app, speak)`.
COMMANDS = (
    "init",
    "check",
    "release",
    "releases",
    "diff",
    "balance",
    "trace",
    "packs",
    "seal",
    "draw",
    "classes",
    "chances",
    "move",
    "why",
    "verify",
    "drift",
    "figures",
    "plan",
    "report",
    "load",
    "user",
    "audit",
    "returns",
    "demo",
    "serve",
    "worker",
)


def build(language: Language) -> typer.Typer:
    """The application with its help in one language."""
    speak = Speaker(language)
    app = typer.Typer(
        name="junheng",
        help=speak(
            Text(
                "均衡：用本地区自己的数据看差距、算缺口。退出码：0 正常，1 有发现，2 用法不对。",
                "Junheng: from a region's own data to its gaps and what would close them. Exit codes: 0 fine, 1 findings, 2 wrong use.",
            )
        ),
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )

    @app.callback(invoke_without_command=True)
    def root(
        version: bool = typer.Option(False, "--version", help=speak(Text("显示版本", "Show the version"))),
        # `take_language` has read it before this application was built; it stands here for the help.
        lang: str = typer.Option(
            language, "--lang", help=speak(Text("语言：zh 或 en，缺省随系统", "Language: zh or en; the system's by default"))
        ),
    ) -> None:
        del lang
        if version:
            speak.out.print(f"junheng {__version__}", highlight=False)

    for name in COMMANDS:
        import_module(f"junheng.cli.{name}").add(app, speak)
    return app


def take_language(arguments: list[str]) -> tuple[Language, list[str]]:
    """The language that `--lang` names anywhere on the line, and the line without it.

    Raises
    ------
    ValueError
        The language is neither zh nor en.
    """
    language, rest, remaining = system_language(), [], iter(arguments)
    for argument in remaining:
        if argument == "--lang" or argument.startswith("--lang="):
            named = argument.partition("=")[2] or next(remaining, "")
            if named not in ("zh", "en"):
                raise ValueError(f"--lang {named}: zh / en")
            language = "zh" if named == "zh" else "en"
        else:
            rest.append(argument)
    return language, rest


def main() -> None:
    """The `junheng` command."""
    for stream in (sys.stdout, sys.stderr):
        # A Windows console or a pipe may be set to GBK; what we print must not fail there.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        language, arguments = take_language(sys.argv[1:])
    except ValueError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(WRONG_USE)
    try:
        build(language)(args=arguments, prog_name="junheng")
    except OSError as error:
        # A disk that is full, a folder that may not be read: nothing of ours, and no reader needs the traceback.
        from junheng.cli.saving import cannot_use

        Speaker(language).complain(cannot_use(error))
        sys.exit(WRONG_USE)
