"""`newsdesk disclose`: the whole record of one announcement in a ZIP that anybody can verify."""

import asyncio
from pathlib import Path

import click

from bot.cli.saying import CommandError, settings_or_sentence
from bot.settings import Settings


@click.command()
@click.argument("reference", metavar="REF")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The ZIP to write.  [default: REF.zip in this folder]",
)
def disclose(reference: str, out: Path | None) -> None:
    """Write everything that is kept of the announcement REF (like NEWS-2026-0042) into a ZIP.

    Every revision and difference, who approved what, reasons, deliveries counted, the chain of history, and a program
    that verifies it all. No reader's address is in it.
    """
    settings = settings_or_sentence()
    reference = reference.strip().upper()
    path = out or Path(f"{reference}.zip")
    if path.exists():
        raise CommandError(f"{path} exists already: name another file with --out.")
    content, fingerprint, trouble = asyncio.run(_make(settings, reference))
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CommandError(
            f"{path} cannot be written ({error.strerror}): name another with --out."
        ) from error
    click.echo(f"{path}: {len(content)} bytes")
    click.echo(f"Fingerprint: {fingerprint} (noted in the history)")
    if trouble:
        raise CommandError(f"The record is NOT WHOLE: {trouble}. It was written as it is kept.")
    click.echo("The record is whole.")


async def _make(settings: Settings, reference: str) -> tuple[bytes, str, str]:
    """Return the ZIP, its fingerprint, and what does not fit in it ("" when all does)."""
    from bot.desk import disclose as disclosing
    from bot.desk.ports.failures import StorageUnavailable
    from bot.disclosure import verify
    from bot.disclosure.pack import files_of, packed
    from bot.news.refusal import Refusal
    from bot.storage import open_store
    from bot.typeset import Typesetter
    from bot.wiring import SystemClock

    zone, name, clock = settings.desk_timezone.key, settings.desk_name, SystemClock()
    try:
        store = await open_store(settings.database_url, desk_name=name, timezone=zone, clock=clock)
    except StorageUnavailable as error:
        raise CommandError(str(error)) from error
    try:
        dossier = await store.read(lambda work: disclosing.gather(work, reference))
        files = files_of(dossier, Typesetter(zone, {"desk_name": name}), clock.now())
        fingerprint = verify.fingerprint(files)
        await store.write(lambda work: disclosing.note(work, dossier, fingerprint))
    except Refusal as refusal:
        raise CommandError(_unknown(reference, refusal.values)) from refusal
    except (ValueError, KeyError) as error:
        raise CommandError(
            f"A revision of {reference} cannot be read, so the database was altered ({error}): restore a backup."
        ) from error
    finally:
        await store.close()
    return packed(files, reference), fingerprint, _trouble(files)


def _trouble(files: dict[str, bytes]) -> str:
    from bot.disclosure import verify

    try:
        verify.check(files)
    except verify.Unfit as unfit:
        return str(unfit)
    return ""


def _unknown(reference: str, values: dict[str, object]) -> str:
    near = values["near"]
    assert isinstance(near, list)
    if near:
        return f"No announcement has the reference {reference}. Did you mean {' or '.join(near)}?"
    return f"No announcement has the reference {reference}: none has been approved yet."
