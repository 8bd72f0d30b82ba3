"""`docverify policy`: policies checked, signed, shown and compared."""

import json
import os
import stat
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from docverify.cli import Command, Group
from docverify.cli.options import day, instant
from docverify.cli.policy_option import TrustedOption, policy_named
from docverify.cli.policy_replay import replay
from docverify.cli.show import output, print_trimmed
from docverify.errors import ConfigurationError, NotSigned
from docverify.verification import (
    CHECKS,
    Demand,
    Policy,
    SignedPolicy,
    TrustedSigners,
    sign_policy,
)
from docverify.verification.policy import NAMES
from docverify.verification.signing_keys import is_encrypted, new_key, read_private_key

DIFFERENT: Final = 1
"""Exit code of `diff` where the policies differ, as that of the tool of this name."""
_SOON: Final = timedelta(days=30)
_LISTS: Final = ("required", "optional", "waived")

policy = typer.Typer(
    name="policy",
    cls=Group,
    help="Check, sign, show and compare policies.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

NameOrFile = Annotated[
    str, typer.Argument(metavar="NAME|FILE", help="document, kiosk, border, lenient, or a TOML file.")
]
AtOption = Annotated[
    date | None,
    typer.Option(parser=day, metavar="DATE", help="Day on which it must hold; now unless given."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@policy.command(cls=Command)
def check(
    file: Annotated[Path, typer.Argument(help="Policy's TOML file.")],
    *,
    trusted: TrustedOption = None,
    least_version: Annotated[int, typer.Option(min=0, help="Least version of a signed one.")] = 0,
    at: AtOption = None,
    as_json: JsonOption = False,
) -> None:
    """Read a policy as a verification would, and say what is the matter with it.

    With --trusted its signature, its validity and its version are checked too.
    """
    found, signed = _read(str(file))
    if trusted:
        if signed is None:
            raise ConfigurationError(f"{file} is not signed")
        signed.under(TrustedSigners.read(*trusted, least_version=least_version), at=at or _now())
    notices = list(_notices(found, signed, checked=bool(trusted), at=at))
    told = _about(found, signed) | {"signature_checked": bool(trusted), "notices": notices}
    if as_json:
        typer.echo(json.dumps(told, ensure_ascii=False))
        return
    console = output()
    console.print(Text(f"{file}: the policy {found.name} can be used, sha256 {found.sha256}"))
    _show_signature(signed, console)
    for notice in notices:
        console.print(Text(notice, style="yellow"))


@policy.command(cls=Command)
def sign(
    file: Annotated[Path, typer.Argument(help="Policy's TOML file.")],
    *,
    key: Annotated[Path, typer.Option(metavar="KEY.pem", help="Private Ed25519 key; never overwritten.")],
    out: Annotated[Path, typer.Option("--out", "-o", help="File to write.")],
    version: Annotated[int, typer.Option(min=1, help="Counted up from one signature to the next.")],
    valid_until: Annotated[
        datetime,
        typer.Option("--until", parser=instant, metavar="DATE", help="Until when it holds, left out."),
    ],
    valid_from: Annotated[
        datetime | None,
        typer.Option("--from", parser=instant, metavar="DATE", help="From when on; now unless given."),
    ] = None,
    new: Annotated[
        bool, typer.Option("--new-key", help="Make the key first: KEY.pem, and KEY.pem.pub to hand out.")
    ] = False,
) -> None:
    """Sign a policy with a version and a time for which it holds.

    Days begin at midnight UTC; an instant is written as 2026-12-01T06:00:00Z. Keys are those of
    `openssl genpkey -algorithm ed25519`; a passphrase is asked for.
    """
    text = _bytes_of(file)
    if new:
        _make_key(key)
    phrase = typer.prompt("Passphrase", hide_input=True, err=True) if is_encrypted(key) else None
    signed = sign_policy(
        text,
        read_private_key(key, passphrase=phrase),
        version=version,
        valid_from=valid_from or _now(),
        valid_until=valid_until,
    )
    _write(out, signed)
    typer.echo(f"{out}: version {version}, sha256 {SignedPolicy.from_bytes(signed).claimed.sha256}")


@policy.command(cls=Command)
def show(given: NameOrFile, *, as_json: JsonOption = False) -> None:
    """Show what a policy demands, its sum and its signature, which is not checked."""
    found, signed = _read(given)
    if as_json:
        typer.echo(json.dumps(_about(found, signed), ensure_ascii=False))
        return
    console = output()
    console.print(Text(f"{found.name}, sha256 {found.sha256}", style="bold"))
    _show_signature(signed, console)
    rules = Table(box=None, pad_edge=False, show_header=False)
    for name, value in _rules(found).items():
        rules.add_row(name, ", ".join(map(str, value)) if isinstance(value, list) else str(value))
    print_trimmed(rules, console)
    for demand in (Demand.REQUIRED, Demand.OPTIONAL, Demand.WAIVED):
        names = [row.name for row in CHECKS if found.demand(row.name) is demand]
        if names:
            console.print(Text(f"{demand.value}: ", style="bold") + Text(", ".join(names)))


@policy.command(cls=Command)
def diff(before: NameOrFile, after: NameOrFile, *, as_json: JsonOption = False) -> None:
    """Compare what two policies demand: check by check, rule by rule. Exit code 1 where they differ."""
    first, second = _read(before)[0], _read(after)[0]
    changes = list(_changes(first, second))
    if as_json:
        rows = [{"what": what, "before": old, "after": now} for what, old, now in changes]
        typer.echo(json.dumps({"same_sum": first.sha256 == second.sha256, "changes": rows}))
    else:
        table = Table("what", before, after, box=None, pad_edge=False)
        for what, old, now in changes:
            table.add_row(Text(what), Text(_said(old)), Text(_said(now)))
        console = output()
        if changes:
            print_trimmed(table, console)
        else:
            console.print("They demand the same.")
    raise typer.Exit(DIFFERENT if changes else 0)


policy.command(cls=Command)(replay)


def _read(given: str) -> tuple[Policy, SignedPolicy | None]:
    """A policy that ships or one of a file, with its signature where it has one."""
    try:
        signed = None if given in NAMES and not Path(given).is_file() else SignedPolicy.read(given)
    except NotSigned:
        signed = None
    return (policy_named(given), None) if signed is None else (signed.claimed, signed)


def _about(found: Policy, signed: SignedPolicy | None) -> dict[str, object]:
    told: dict[str, object] = {"sha256": found.sha256, "policy": found.to_dict(), "signed": None}
    if signed is not None:
        told["signed"] = {
            "version": signed.version,
            "valid_from": signed.valid_from.isoformat(),
            "valid_until": signed.valid_until.isoformat(),
            "signer": signed.signer,
        }
    return told


def _rules(found: Policy) -> dict[str, object]:
    return {n: value for n, value in found.to_dict().items() if n not in {*_LISTS, "schema", "name"}}


def _changes(first: Policy, second: Policy) -> Iterator[tuple[str, object, object]]:
    for row in CHECKS:
        demands = first.demand(row.name), second.demand(row.name)
        if demands[0] is not demands[1]:
            yield row.name, demands[0].value, demands[1].value
    rules = _rules(first), _rules(second)
    for name in dict.fromkeys([*rules[0], *rules[1]]):
        old, now = rules[0].get(name), rules[1].get(name)
        if old != now:
            yield name, old, now
    if first.name != second.name:
        yield "name", first.name, second.name


def _said(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "-" if value is None else str(value)


def _notices(found: Policy, signed: SignedPolicy | None, *, checked: bool, at: date | None) -> Iterator[str]:
    """What whoever uses a policy should know."""
    if found.waived:
        yield f"It waives {', '.join(sorted(found.waived))}."
    if signed is None:
        yield "It is not signed."
        return
    if not checked:
        yield "Its signature was not checked: name whose it must be, --trusted."
    left = signed.valid_until - (_now() if at is None else datetime(at.year, at.month, at.day, tzinfo=UTC))
    if left < _SOON:
        yield f"It holds until {signed.valid_until.isoformat()}: sign the next one."


def _show_signature(signed: SignedPolicy | None, console: Console) -> None:
    if signed is not None:
        times = f"from {signed.valid_from.isoformat()} until {signed.valid_until.isoformat()}"
        console.print(Text(f"version {signed.version}, {times}, signed with the key {signed.signer}"))


def _make_key(path: Path) -> None:
    """Write a new key, readable by its owner alone, and its public half beside it."""
    private, public = new_key()
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, stat.S_IRUSR), "wb") as file:
            file.write(private)
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be written as a new key: {problem.strerror}") from problem
    _write(path.with_name(f"{path.name}.pub"), public)


def _bytes_of(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be read as a policy: {problem.strerror}") from problem


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except OSError as problem:
        raise ConfigurationError(f"{path} cannot be written: {problem.strerror}") from problem


def _now() -> datetime:
    return datetime.now(UTC)
