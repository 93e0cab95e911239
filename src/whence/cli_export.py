"""`whence export`: the whole account in a format, as one file or as a folder of files."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from tempfile import mkdtemp

from whence.cli_views import opened, writing
from whence.errors import CommandError
from whence.show.exports import FORMATS


def write_export(path: str, form: str, out: str, *, as_of: str | None = None) -> None:
    """Write the whole account, or the account as of a day, in a format."""
    wanted = FORMATS.get(form)
    if wanted is None:
        raise CommandError(f"{form!r} is not a format this version writes; formats: {', '.join(FORMATS)}")
    with _working(form, out), opened(path, as_of) as story:
        if wanted.folder:
            with writing_folder(out, form) as folder:
                wanted.write_folder(story, folder)
        else:
            with writing(out, path) as file:
                wanted.write(story, file)


def _working(form: str, out: str) -> AbstractContextManager[object]:
    """A sign on the terminal that work goes on, where nothing else is printed there."""
    from whence.show.terminal import page

    console = page.make_console(stderr=True)
    return console.status(f"writing {form} to {out}") if out != "-" and console.is_terminal else nullcontext()


@contextmanager
def writing_folder(out: str, form: str) -> Iterator[Path]:
    """An empty folder to write files named `*.form` into; they appear at `out` all together, or none does.

    Raises CommandError where `out` is no folder, holds anything but an earlier export, or cannot be written.
    """
    if out == "-":
        raise CommandError(f"{form} writes a file for each table; name a folder for them with -o")
    target = Path(out)
    if target.exists() and not target.is_dir():
        raise CommandError(f"{out}: is a file; {form} writes a file for each table, so name a folder")
    if target.is_dir() and any(not there.is_file() or there.suffix != f".{form}" for there in target.iterdir()):
        raise CommandError(f"{out}: holds more than an earlier {form} export; name a new folder, nothing was changed")
    try:
        made = Path(mkdtemp(dir=target.absolute().parent, prefix=f".{target.name}."))
        try:
            yield made
            made.chmod(0o755)
            for old in target.iterdir() if target.is_dir() else ():
                old.unlink()
            made.replace(target)
        finally:
            shutil.rmtree(made, ignore_errors=True)
    except OSError as error:
        raise CommandError(f"{out}: cannot be written ({error.strerror}); name another folder with -o") from error
