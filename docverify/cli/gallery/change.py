"""`docverify gallery enrol, import, replace, remove, erase, purge, confirm`: who is in it."""

from pathlib import Path
from typing import Annotated

import typer

from docverify.cli.face_engine import CalibrationOption, EngineOption, engine_of
from docverify.cli.gallery.options import (
    AtOption,
    ExpiresOption,
    GalleryArgument,
    IdOption,
    JournalOption,
    JournalProfileOption,
    JsonOption,
    KeyOption,
    PictureArgument,
    PurposeOption,
    day_text,
    now,
    opened,
    template_of,
    told,
)
from docverify.errors import EngineError, InputError
from docverify.gallery import Enrolment
from docverify.gallery.table import bad_rows, read_table
from docverify.operation.journal import JournalProfile

PolicyOption = Annotated[str, typer.Option(help="Under which rule, for the record.")]


def enrol(
    path: GalleryArgument,
    picture: PictureArgument,
    *,
    key: KeyOption,
    id: IdOption,  # noqa: A002 - what the option is called
    purpose: PurposeOption,
    expires: ExpiresOption,
    policy: PolicyOption = "",
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    at: AtOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Enrol the face of a picture; it is on the disk when this ends."""
    matcher = engine_of(engine, calibration)
    with opened(path, key, engine=matcher, journal=journal, journal_profile=journal_profile) as gallery:
        entry = gallery.enrol(
            template_of(picture, matcher), id=id, purpose=purpose, expires=expires, policy=policy, at=now(at)
        )
    until = entry.expires
    told(f"enrolled until {day_text(until)}", {"expires": until.isoformat()}, as_json=as_json)


def import_table(
    path: GalleryArgument,
    table: Annotated[
        Path,
        typer.Argument(metavar="TABLE", help="CSV with the columns file, id, purpose, expires, and policy."),
    ],
    *,
    key: KeyOption,
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    at: AtOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Enrol everybody in a table, or nobody: bad rows are all told, by their lines."""
    matcher = engine_of(engine, calibration)
    enrolments, bad = [], []
    for row in read_table(table):
        try:
            template = template_of(row.file, matcher)
            enrolments.append(
                Enrolment(
                    template=template, id=row.id, purpose=row.purpose, expires=row.expires, policy=row.policy
                )
            )
        except (InputError, EngineError) as problem:
            bad.append(f"line {row.line}: {problem}")
    if bad:
        raise InputError(bad_rows(table, bad))
    with opened(path, key, engine=matcher, journal=journal, journal_profile=journal_profile) as gallery:
        count = gallery.enrol_all(enrolments, at=now(at))
    told(f"enrolled {count}", {"enrolled": count}, as_json=as_json)


def replace(
    path: GalleryArgument,
    picture: PictureArgument,
    *,
    key: KeyOption,
    id: IdOption,  # noqa: A002
    engine: EngineOption = "sface",
    calibration: CalibrationOption = None,
    at: AtOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Put a newer picture's template in the place of an entry's."""
    matcher = engine_of(engine, calibration)
    with opened(path, key, engine=matcher, journal=journal, journal_profile=journal_profile) as gallery:
        entry = gallery.replace(id, template_of(picture, matcher), at=now(at))
    told(
        f"replaced; until {day_text(entry.expires)}", {"expires": entry.expires.isoformat()}, as_json=as_json
    )


def remove(
    path: GalleryArgument,
    *,
    key: KeyOption,
    id: IdOption,  # noqa: A002
    at: AtOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Take an entry out: it never matches again."""
    with opened(path, key, journal=journal, journal_profile=journal_profile) as gallery:
        gallery.remove(id, at=now(at))
    told("removed", {"removed": 1}, as_json=as_json)


def erase(
    path: GalleryArgument,
    *,
    key: KeyOption,
    id: IdOption,  # noqa: A002
    at: AtOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Take an entry out and overwrite its bytes in every file of the gallery."""
    with opened(path, key, journal=journal, journal_profile=journal_profile) as gallery:
        gallery.erase(id, at=now(at))
    told("erased", {"erased": 1}, as_json=as_json)


def purge(
    path: GalleryArgument,
    *,
    key: KeyOption,
    at: AtOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Erase every entry whose time is over, and all that was removed or replaced; run it every day."""
    with opened(path, key, journal=journal, journal_profile=journal_profile) as gallery:
        count = gallery.purge(at=now(at))
    told(f"erased {count} that were over", {"erased": count}, as_json=as_json)


def confirm(
    path: GalleryArgument,
    *,
    key: KeyOption,
    purpose: PurposeOption,
    at: AtOption = None,
    journal: JournalOption = None,
    journal_profile: JournalProfileOption = JournalProfile.BASIC,
    as_json: JsonOption = False,
) -> None:
    """Note that the content of a purpose was compared with its source, so that it is not stale."""
    with opened(path, key, journal=journal, journal_profile=journal_profile) as gallery:
        gallery.confirm(purpose, at=now(at))
    told("confirmed", {"confirmed": purpose}, as_json=as_json)
