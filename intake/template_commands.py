"""`intake templates …`: see a mail before anybody gets it, and prove that all of them can be written."""

from __future__ import annotations

import tempfile
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from intake.console import fail, out

if TYPE_CHECKING:
    from notifier.wording import Words

cli = typer.Typer(no_args_is_help=True, help="The words of outgoing mail: preview them, check your own.")
_NARROW = 360
_HEADERS = ("From", "To", "Subject")


@cli.command("list")
def list_occasions(context: typer.Context) -> None:
    """The occasions on which the desk writes, and the languages in which it can."""
    words = _words(context, None)
    out(f"languages: {', '.join(words.languages())}")
    for occasion in words.occasions():
        out(occasion)


@cli.command()
def preview(
    context: typer.Context,
    occasion: Annotated[str, typer.Argument(help="As `intake templates list` names them.")],
    lang: Annotated[str, typer.Option(help="Language.")] = "en",
    example: Annotated[int, typer.Option(min=1, help="Which of the sample cases.")] = 1,
    png: Annotated[Path | None, typer.Option(help="Draw the HTML part into this file.")] = None,
    width: Annotated[int, typer.Option(min=240, max=2000, help="Of the picture, in pixels.")] = 800,
    dark: Annotated[bool, typer.Option("--dark", help="As a reader in dark mode sees it.")] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the picture.")] = False,
) -> None:
    """Write one mail about a sample case: its text on standard output, its look as a picture."""
    from intake.drawing import DrawingError, draw
    from notifier.examples import examples
    from notifier.samples import sample
    from notifier.wording import WordingError

    words, now = _words(context, None), datetime.now(UTC)
    if occasion not in words.occasions():
        fail(f"no occasion {occasion!r}: there are {', '.join(words.occasions())}")
    if lang not in words.languages():
        fail(f"no catalogue for {lang!r}: there are {', '.join(words.languages())}")
    tried = examples(now)[occasion]
    if example > len(tried):
        fail(f"--example {example}: {occasion} has {len(tried)}")
    try:
        raw = sample(words, occasion, lang, tried[example - 1], now)
    except WordingError as slip:
        fail(str(slip))
    if png is None and not show:
        print_mail(raw)
        return
    picture = png or Path(tempfile.mkdtemp(prefix="intake-")) / f"{occasion}-{lang}.png"
    try:
        draw(raw, picture, width, dark=dark)
    except DrawingError as trouble:
        fail(str(trouble))
    out(f"{occasion} in {lang}, example {example} of {len(tried)}: {picture}")
    if show:
        typer.launch(str(picture))


@cli.command()
def check(
    context: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(help="Your own templates; without it those of the working folder.")
    ] = None,
) -> None:
    """Write every mail in every language about every sample case, and say what is wrong: file, line, reason."""
    from notifier.examples import examples
    from notifier.samples import sample
    from notifier.wording import WordingError

    if folder is not None and not folder.is_dir():
        fail(f"{folder} is no folder")
    words, now = _words(context, folder), datetime.now(UTC)
    wrong: dict[str, list[str]] = {}
    written = 0
    for occasion, tried in examples(now).items():
        for language in words.languages():
            for values in tried:
                try:
                    sample(words, occasion, language, values, now)
                    written += 1
                except WordingError as slip:
                    wrong.setdefault(str(slip), []).append(f"{occasion} in {language}")
    for fault, where in wrong.items():
        out(f"wrong  {fault}  ({', '.join(dict.fromkeys(where))})")
    if wrong:
        raise typer.Exit(2)
    own = f", with those of {words.operator}" if words.operator is not None else ""
    out(f"ok     {written} mails on {len(words.occasions())} occasions in {len(words.languages())} languages{own}")


def _words(context: typer.Context, folder: Path | None) -> Words:
    """The words that come with the program, and over them the operator's: `folder`, or his working folder's."""
    from notifier.wording import Words

    if folder is None and context.obj.folder is not None:
        folder = context.obj.folder / "templates"
    elif folder is None and Path("desk.toml").is_file():
        folder = Path("templates")
    return Words(operator=folder if folder is not None and folder.is_dir() else None)


def print_mail(raw: bytes) -> None:
    """What a reader without HTML sees."""
    mail = message_from_bytes(raw, policy=policy.default)
    for name in _HEADERS:
        out(f"{name}: {mail[name]}")
    body = mail.get_body(("plain",))
    out("")
    out(str(body.get_content()).rstrip() if body is not None else "")
