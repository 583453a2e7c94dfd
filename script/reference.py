"""Writes the reference pages that follow from declarations: docs/tables.md, docs/commands.md and docs/rights.md.

`script/docs` runs it; a test compares the pages with what it would write.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import typer.core
import typer.main

from junheng.cli import build
from junheng.tables.schema import PROVENANCE, TABLES, Column, Table
from junheng.web.people.roles import RIGHT_NAMES, RIGHTS, ROLE_NAMES, ROLE_PURPOSES, Right, Role
from junheng.web.people.roles_table import RULES

#: A command or parameter of the copy of click inside Typer, which has no public names.
_Click = Any
ROOT = Path(__file__).resolve().parent.parent


def tables_page() -> str:
    """Every table and column that a region may have."""
    parts = [
        "# Tables 数据表\n",
        "Made by `script/docs` from `src/junheng/tables/schema.py`; the reader, the Excel templates and this page share one declaration.\n",
        *(_table(table) for table in TABLES.values()),
        "## Provenance\n",
        "Each row of a release also carries where it came from: " + ", ".join(f"`{name}`" for name in PROVENANCE) + ".\n",
    ]
    return "\n".join(parts)


def _table(table: Table) -> str:
    lines = [
        f"## `{table.name}` {table.title.zh}\n",
        f"{table.description.en}. {table.description.zh}。 Key: {', '.join(f'`{name}`' for name in table.key)}.\n",
        "| column | 中文 | kind | required | description | 说明 |",
        "|---|---|---|---|---|---|",
        *(_column(column) for column in table.columns),
        "",
    ]
    return "\n".join(lines)


def _column(column: Column) -> str:
    limits = [f"≥ {column.minimum:g}" if column.minimum is not None else "", f"≤ {column.maximum:g}" if column.maximum is not None else ""]
    choices = " / ".join(f"`{code}` {text.zh}" for code, text in column.choices.items())
    about = "; ".join(part for part in (column.description.en, *limits, choices, column.references and f"in `{column.references}`") if part)
    required = "yes" if column.required else "no"
    return f"| `{column.name}` | {column.title.zh} | {column.kind} | {required} | {about} | {column.description.zh} |"


def commands_page() -> str:
    """Every command with its arguments and options, in both languages."""
    english, chinese = (typer.main.get_command(build(language)) for language in ("en", "zh"))
    parts = ["# Commands 命令\n", "Made by `script/docs` from the commands themselves. Exit codes: 0 fine, 1 findings, 2 wrong use.\n"]
    parts += _commands("junheng", english, chinese)
    return "\n".join(parts)


def _commands(name: str, english: _Click, chinese: _Click) -> list[str]:
    parts = []
    if name != "junheng":
        parts = [f"## `{name}`\n", f"{english.help}. {chinese.help}。\n"]
    parameters = [p for p in english.params if p.name not in ("help", "install_completion", "show_completion")]
    if parameters:
        other = {p.name: p for p in chinese.params}
        parts += ["| | meaning | 含义 |", "|---|---|---|"]
        parts += [f"| `{_shown(p)}` | {getattr(p, 'help', '') or ''} | {getattr(other[p.name], 'help', '') or ''} |" for p in parameters]
        parts.append("")
    if isinstance(english, typer.core.TyperGroup) and isinstance(chinese, typer.core.TyperGroup):
        for command in english.commands:
            parts += _commands(f"{name} {command}", english.commands[command], chinese.commands[command])
    return parts


def _shown(parameter: _Click) -> str:
    if isinstance(parameter, typer.core.TyperArgument):
        return (parameter.name or "").upper()
    return ", ".join(parameter.opts)


def rights_page() -> str:
    """What each role may do, and where."""
    parts = [
        "# Rights of each role 各角色的权限\n",
        "Made by `script/docs` from `src/junheng/web/people/roles.py`; the site shows the same at `/people/rights/`, also as a file.\n",
        *(f"- {rule.en}\n  {rule.zh}" for rule in RULES),
        "",
        "| role | 角色 | what for | 用途 |",
        "|---|---|---|---|",
        *(
            f"| {ROLE_NAMES[role].en} (`{role}`) | {ROLE_NAMES[role].zh} | {ROLE_PURPOSES[role].en} | {ROLE_PURPOSES[role].zh} |"
            for role in Role
        ),
        "",
        "| right | 权限 | " + " | ".join(f"{ROLE_NAMES[role].en} {ROLE_NAMES[role].zh}" for role in Role) + " |",
        "|---|---" + "|:-:" * len(Role) + "|",
        *(
            f"| {RIGHT_NAMES[right].en} (`{right}`) | {RIGHT_NAMES[right].zh} | "
            + " | ".join("●" if right in RIGHTS[role] else "" for role in Role)
            + " |"
            for right in Right
        ),
        "",
        *_views(),
    ]
    return "\n".join(parts)


VIEWS = """\
## Every page and action 每个页面和操作

What `tests/web/test_permissions.py` tries on every view, as every role, in four places; a view that is not in it fails it. What a page
shows is narrowed further, to what lies in the reader's area; `audit:restore` asks the app that owns the row, which for a cell of a return
is open to whoever fills it in.

| in the table | where the role must hold | 须在何处有此角色 |
|---|---|---|
| anywhere | wherever it is | 不限 |
| region | anywhere in the region that is shown | 所示地区内任一范围 |
| area | where that lies which is shown | 所示内容所在范围 |
| whole | in the whole region | 全地区 |
| ○ | nowhere: no sign-in is needed | 无须登录 |
"""


def _views() -> list[str]:
    """Every page and action by role: the very table that the tests visit the site with."""
    table, addresses = _permissions(), _addresses()
    return [
        VIEWS,
        "| page or action | address | " + " | ".join(f"{ROLE_NAMES[role].en} {ROLE_NAMES[role].zh}" for role in Role) + " |",
        "|---|---|" + "---|" * len(Role),
        *(
            f"| `{name}`{' ○' if row.public else ''} | `{addresses[name]}`{' POST' if row.form is not None else ''} | "
            + " | ".join(_where(table, name, role) for role in Role)
            + " |"
            for name, row in table.ROWS.items()
        ),
        "",
    ]


def _where(table: ModuleType, name: str, role: Role) -> str:
    """In which places a role opens a view, in a word."""
    row = table.ROWS[name]
    opens = set(row.reach.value) if role in row.roles else set()
    for (whose, place), status in row.unlike.items():
        if whose is role and row.yes not in (403, 404):  # what is refused for want of an object says nothing of places
            (opens.add if status == row.yes else opens.discard)(place)
    found = next((reach.name.lower() for reach in table.Reach if reach.value == opens), "")
    return found or ("whole" if table.Place.WHOLE in opens else "")


def _permissions() -> ModuleType:
    """The table of the tests."""
    path = ROOT / "tests" / "web" / "permissions.py"
    module = ModuleType("permissions")
    sys.modules[module.__name__] = module  # where dataclasses look for it
    exec(compile(path.read_text(encoding="utf-8"), path, "exec"), module.__dict__)  # noqa: S102 (our own tests, which are no package)
    return module


def _addresses(module: str = "urls", begins: str = "/", app: str = "") -> dict[str, str]:
    """The address of every view by its name, as the files of addresses say it: Django would need a site to ask."""
    source = (ROOT / "src" / "junheng" / "web").joinpath(*module.split(".")).with_suffix(".py").read_text(encoding="utf-8")
    own = re.search(r'^app_name = "(\w+)"', source, re.MULTILINE)
    app = f"{own[1]}:" if own else app
    found: dict[str, str] = {}
    for address, included in re.findall(r'path\(\s*"([^"]*)",\s*include\("junheng\.web\.([\w.]+)"', source):
        found |= _addresses(included, begins + address, app)
    for address, name in re.findall(r'path\(\s*"([^"]*)",(?!\s*include).*?\bname="(\w+)"', source, re.DOTALL):
        found[app + name] = re.sub(r"<(?:\w+:)?(\w+)>", lambda part: part[1].upper(), begins + address)
    return found


def main() -> None:
    """Write every page."""
    for name, page in {"tables.md": tables_page(), "commands.md": commands_page(), "rights.md": rights_page()}.items():
        (ROOT / "docs" / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
