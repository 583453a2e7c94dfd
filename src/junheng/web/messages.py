"""Translations: compile them for use, or bring them up to date with what the pages say.

    python -m junheng.web.messages            compile every django.po into the django.mo beside it
    python -m junheng.web.messages extract    collect the texts of code and templates (needs GNU gettext)

The ``.mo`` files are not in the repository: set-up and the wheel's build compile them.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

FOLDER = Path(__file__).parent


def catalogues() -> list[Path]:
    """Every translation of the site: the shell's and the apps' own."""
    return sorted(FOLDER.glob("**/locale/*/LC_MESSAGES/django.po"))


def compile_all() -> list[Path]:
    """Write the ``.mo`` files that are older than their ``.po``; those written.

    Each is written beside its place and moved there, so that a running site never reads half a file.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    written = []
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime > source.stat().st_mtime:
            continue
        with source.open("rb") as file:
            catalogue = read_po(file, locale=source.parent.parent.name)
        draft = target.with_suffix(".mo.new")
        with draft.open("wb") as file:
            write_mo(file, catalogue)
        draft.replace(target)
        written.append(target)
    return written


def extract() -> None:
    """Merge the texts that code and templates mark today into every ``django.po``.

    A new text gets no translation from a similar one: a guess that nobody read is worse than a gap, which a test finds.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "junheng.web.settings")
    import django
    from django.core.management import call_command
    from django.core.management.commands.makemessages import Command

    django.setup()
    command = Command()
    command.msgmerge_options = [*Command.msgmerge_options, "--no-fuzzy-matching"]
    os.chdir(FOLDER)  # Django's command collects from the current folder
    call_command(command, locale=["zh_Hans"], no_wrap=True, no_obsolete=True, add_location="file", verbosity=0)


if __name__ == "__main__":
    if sys.argv[1:] == ["extract"]:
        extract()
    elif not sys.argv[1:]:
        compile_all()
    else:
        sys.exit(__doc__)
