"""What a folder has sealed before, and the comparison with a register."""

from __future__ import annotations

from pathlib import Path

from junheng.certificates import Comparison, Listing, Sealed, compare, listing, open_sealed, read_listing
from junheng.certificates.sealed import SEALS
from junheng.cli.console import Speaker
from junheng.language import Text


def earlier(folder: Path) -> Sealed | None:
    """What a folder has sealed so far."""
    return open_sealed(folder) if (folder / SEALS).exists() else None


def compared(speak: Speaker, people: Listing, register: Path | None, reasons: Path | None, rules_text: str) -> Comparison | None:
    """The list beside a register; None where none was given."""
    if register is None:
        return None
    for path in (register, reasons):
        if path is not None and not path.is_file():
            speak.fail(Text("没有文件 {path}。", "There is no file {path}."), path=path)
    roll = read_listing(register)
    why = {} if reasons is None else {code: row.get("reason", "") for code, row in read_listing(reasons).by_code.items()}
    columns = [column for column in ("code", "name") if column in roll.columns]
    plain = listing(columns, [[row[column] for column in columns] for row in roll.by_code.values()])
    return compare(people, plain, name=register.name, reasons=why, open_codes='codes = "open"' in rules_text)
