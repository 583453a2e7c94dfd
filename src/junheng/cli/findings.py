"""Issues on the terminal: grouped, worst first, each with its place and its remedy."""

from __future__ import annotations

from collections.abc import Sequence

from rich.markup import escape

from junheng.cli.console import Speaker
from junheng.language import Text
from junheng.tables import Issue, Severity, group_issues

_MARK = {Severity.ERROR: ("red", Text("▲ 错误", "▲ error")), Severity.WARNING: ("yellow", Text("◐ 提醒", "◐ warning"))}


def show_issues(speak: Speaker, issues: Sequence[Issue]) -> None:
    """Print every group of issues, then how many there are."""
    for group in group_issues(issues):
        colour, word = _MARK[group.severity]
        out = speak.out
        out.print(f"[{colour}]{speak(word)}[/] {escape(speak(group.where))}", highlight=False)
        out.print(f"  {escape(speak(group.message))}", highlight=False)
        out.print(f"  [dim]{escape(speak(group.remedy))}[/]", highlight=False)
    errors = sum(issue.severity is Severity.ERROR for issue in issues)
    speak.say(
        Text("错误 {errors} 处，提醒 {warnings} 处。", "Errors: {errors}, warnings: {warnings}."),
        errors=errors,
        warnings=len(issues) - errors,
    )
