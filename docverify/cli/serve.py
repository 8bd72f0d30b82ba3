"""`docverify serve`: the HTTP service, with the kiosk's and the operator's page; and its keys."""

import json
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from docverify.cli.gallery.enquiries import GalleriesOption, GalleryKeyOption
from docverify.cli.gallery.options import key_of
from docverify.cli.list_option import KeyOption, ListsOption, ManifestOption, ManifestUntilOption
from docverify.cli.options import secret_of
from docverify.cli.policy_option import ReferralSecretOption, TrustedOption, names_a_file, signed_in
from docverify.errors import ConfigurationError
from docverify.operation.journal import JournalProfile
from docverify.service import check_installed
from docverify.verification import Policy, SignedPolicy, TrustedSigners

if TYPE_CHECKING:
    from docverify.service.lookups import Lookups


def serve(
    *,
    host: Annotated[
        str, typer.Option(help="Address to listen on; others than loopback take keys.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65_535, help="0 takes a free one.")] = 8017,
    workers: Annotated[
        int | None, typer.Option(min=1, max=256, help="Processes that work; one a core unless given.")
    ] = None,
    queue: Annotated[int, typer.Option(min=0, help="Requests that may wait; more are answered 503.")] = 32,
    policy: Annotated[
        str, typer.Option(metavar="NAME|FILE", help="What is demanded where a request names nothing.")
    ] = "border",
    trusted: TrustedOption = None,
    referral_secret: ReferralSecretOption = None,
    gallery: GalleriesOption = None,
    gallery_key: GalleryKeyOption = None,
    in_lists: ListsOption = None,
    list_key: KeyOption = None,
    manifest: ManifestOption = None,
    manifest_until: ManifestUntilOption = None,
    challenge: Annotated[
        bool, typer.Option("--challenge", help="Let the kiosk ask to turn the head.")
    ] = False,
    journal: Annotated[
        Path | None,
        typer.Option(help="Write every verification and decision into this journal before it is told."),
    ] = None,
    journal_profile: Annotated[
        JournalProfile,
        typer.Option(help="How much of a verification is written down; basic holds nothing personal."),
    ] = JournalProfile.BASIC,
    keys_file: Annotated[
        Path | None, typer.Option(help="File of keys; the user's own unless given, where there is one.")
    ] = None,
    certificate: Annotated[Path | None, typer.Option(help="PEM file of the certificate, for TLS.")] = None,
    certificate_key: Annotated[Path | None, typer.Option(help="PEM file of its private key.")] = None,
    behind_proxy: Annotated[
        bool, typer.Option("--behind-proxy", help="A proxy does TLS, and alone can reach this address.")
    ] = False,
    name_of_host: Annotated[
        list[str] | None, typer.Option("--name-of-host", help="Name under which the service is asked.")
    ] = None,
    origin: Annotated[
        list[str] | None,
        typer.Option(help="Origin whose pages may ask; CORS is off without."),
    ] = None,
    body: Annotated[int, typer.Option(min=1, help="Bytes that a request may have.")] = 32_000_000,
    rate: Annotated[float, typer.Option(min=0.001, help="Requests a second, for each key.")] = 20.0,
    new_key: Annotated[bool, typer.Option("--new-key", help="Make a key, show it once, and end.")] = False,
    scope: Annotated[
        list[str] | None,
        typer.Option(help="For the new key: verify, operate, report, gallery; verify else."),
    ] = None,
    name: Annotated[str, typer.Option(help="What the new key is called.")] = "unnamed",
    revoke_key: Annotated[str | None, typer.Option(metavar="ID", help="Take a key back, and end.")] = None,
    keys: Annotated[
        bool, typer.Option("--keys", help="List names, scopes and ids of keys, and end.")
    ] = False,
) -> None:
    """Serve reading, comparing and verifying over HTTP, with a page for a kiosk and one for its operator.

    Only this machine can ask unless --host says otherwise, which takes a key and TLS. The log tells no names.
    """
    check_installed()
    file = keys_file or default_keys()
    if new_key:
        _make_key(file, name, scope or ["verify"])
    elif revoke_key is not None:
        _revoke(file, revoke_key)
    elif keys:
        _list(file)
    else:
        from docverify.service.server import run
        from docverify.service.settings import Settings

        chosen: dict[str, Any] = {} if workers is None else {"workers": workers}
        settings = Settings(
            host=host,
            port=port,
            queue=queue,
            policy=_policy(policy, signed=bool(trusted)),
            trusted=TrustedSigners.read(*trusted) if trusted else None,
            referral_secret=None if referral_secret is None else secret_of(referral_secret),
            lookups=_lookups(
                gallery, gallery_key, in_lists, list_key, manifest, manifest_until=manifest_until
            ),
            challenge=challenge,
            journal=journal,
            journal_profile=journal_profile,
            keys=file if keys_file is not None or file.exists() else None,
            certificate=certificate,
            certificate_key=certificate_key,
            behind_proxy=behind_proxy,
            hosts=tuple(name_of_host or ()),
            origins=tuple(origin or ()),
            body=body,
            rate=rate,
            **chosen,
        )

        def announce(address: str) -> None:
            typer.echo(f"kiosk     {address}/kiosk")
            typer.echo(f"operator  {address}/operate")
            typer.echo(f"API       {address}/openapi.json")
            typer.echo(f"keys      {settings.keys or 'none: everybody on this machine may ask'}")
            if settings.lookups is not None:
                typer.echo(f"looks up  {settings.lookups.told}")
            if settings.journal is not None:
                typer.echo(f"journal   {settings.journal} ({settings.journal_profile})")

        run(settings, announce)


def _lookups(
    galleries: list[str] | None,
    gallery_key: Path | None,
    lists: list[Path] | None,
    list_key: Path | None,
    manifest: list[Path] | None,
    *,
    manifest_until: date | None,
) -> "Lookups | None":
    """What the options name; None where they name nothing."""
    from docverify.service.lookups import GalleryPlace, Lookups

    if not (galleries or lists or manifest):
        return None
    return Lookups(
        lists=tuple(lists or ()),
        list_key=None if list_key is None else secret_of(list_key),
        manifest=tuple(manifest or ()),
        manifest_until=manifest_until,
        galleries=tuple(GalleryPlace.read(one) for one in galleries or ()),
        gallery_key=None if gallery_key is None else key_of(gallery_key),
    )


def default_keys() -> Path:
    """Where the user's keys are kept."""
    kept = os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config"
    return Path(kept) / "docverify" / "keys.json"


def _policy(named: str, *, signed: bool) -> str | Policy | SignedPolicy:
    """A name, or a policy from a file."""
    if signed:
        return signed_in(named)
    return Policy.read(named) if names_a_file(named) else named


def _make_key(file: Path, name: str, scopes: list[str]) -> None:
    """Show a new key, alone on the standard output, so that a script can take it."""
    from docverify.service.security.keys import Scope, new_key, read_keys, write_keys

    try:
        chosen = frozenset(Scope(one) for one in scopes)
    except ValueError:
        raise typer.BadParameter(f"a scope is one of {', '.join(Scope)}", param_hint="--scope") from None
    kept = read_keys(file) if file.exists() else {}
    key, made = new_key(name=name, scopes=chosen, now=datetime.now(tz=UTC))
    write_keys(file, {**kept, made.id: made})
    typer.echo(key)
    typer.echo(f"{made.id} in {file}; the key itself is shown this once and kept nowhere.", err=True)


def _revoke(file: Path, identity: str) -> None:
    from docverify.service.security.keys import read_keys, write_keys

    kept = read_keys(file)
    if kept.pop(identity, None) is None:
        raise ConfigurationError("there is no key with that id: --keys lists them")
    write_keys(file, kept)
    typer.echo(f"{identity} opens nothing any more.", err=True)


def _list(file: Path) -> None:
    """One JSON object a line."""
    from docverify.service.security.keys import read_keys

    for one in read_keys(file).values() if file.exists() else ():
        typer.echo(
            json.dumps({"id": one.id, "name": one.name, "scopes": sorted(one.scopes), "made": one.made})
        )
