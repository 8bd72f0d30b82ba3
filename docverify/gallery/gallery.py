"""Galleries: people enrolled for a purpose until a time; `opened` finds them again."""

import os
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Final, Self

import numpy as np

from docverify.arguments import expect, listed
from docverify.errors import ConfigurationError, InputError
from docverify.evidence.calibration import Calibration
from docverify.evidence.deed import Deed
from docverify.evidence.template import Template
from docverify.gallery.opened import OpenGallery
from docverify.gallery.register import Placed, Register
from docverify.gallery.seal import Entropy, require_cryptography
from docverify.gallery.values import Enrolment, Entry, Purpose, bytes_of, instant_of, seconds_of

_LONGEST_ENCODER: Final = 200


class Gallery(OpenGallery):
    """A gallery on the disk, opened: see `Gallery.create` for making one, `OpenGallery` for searching.

    Templates lie on the disk encrypted, in memory in the clear. Several threads may use one `Gallery`, and
    several processes one file, each by its own `Gallery`; what another changed is seen by the next search.

    Args:
        path: of the register; `PATH-wal`, `PATH-shm` and `PATH-rows` lie beside it.
        key: the 32 bytes that it was made with.
        calibration: of its encoder; the one that ships unless given.
        read_only: whether it only searches.
        index: what searches; its own memory unless given.
        wait: seconds to wait for another writer.
        record: is told of every change before it is made and of every search before its answer, as
            `Journal.gallery` is; where it raises, nothing is changed or told. A change that the disk refuses
            after it was recorded is recorded all the same.

    Raises:
        GalleryUnavailable: no such file, or it cannot be read.
        GalleryKeyWrong: another key.
        GalleryBroken: it does not hold what was written.
        UnsupportedFormat: no gallery, or one of another version.
        ConfigurationError: the calibration is of another encoder build; the key is none.
        EngineMissing: cryptography is not installed.
    """

    @classmethod
    def create(
        cls,
        path: str | os.PathLike[str],
        *,
        key: bytes,
        encoder: str,
        purposes: Iterable[Purpose],
        at: date,
        calibration: Calibration | None = None,
        entropy: Entropy = os.urandom,
    ) -> Self:
        """Make an empty gallery.

        Args:
            path: of the register; nothing may be there.
            key: 32 random bytes, to be kept apart from the gallery: without them nobody reads a template.
            encoder: id of the encoder build whose templates it takes, `Template.encoder`. Another build's
                mean something else: who changes the encoder makes a new gallery and enrols from pictures.
            purposes: for which people may be enrolled.
            at: now.
            calibration: of the encoder; the one that ships unless given.
            entropy: gives random bytes.

        Raises:
            GalleryUnavailable: it exists already, or cannot be made.
            ConfigurationError: no purposes, two of one name, or a key that is none.
            InputError: an argument is not what is said above.
            EngineMissing: cryptography is not installed.
        """
        require_cryptography()
        expect("path", path, (str, os.PathLike), "where the register shall be")
        expect("encoder", encoder, str, "the id of the encoder build")
        if not 0 < bytes_of("encoder", encoder) <= _LONGEST_ENCODER:
            raise InputError("encoder is empty or too long: pass the id of the encoder build")
        if not callable(entropy):
            raise InputError("entropy is no function: pass one that gives so many random bytes")
        wanted = listed("purposes", purposes, Purpose)
        if not wanted or len({one.name for one in wanted}) < len(wanted):
            raise ConfigurationError(
                "purposes is empty, or two have one name: pass one Purpose for each name"
            )
        register = Register.create(
            Path(path), key, encoder=encoder, purposes=wanted, at=seconds_of(at), entropy=entropy
        )
        register.store.close()
        return cls(path, key=key, calibration=calibration)

    def enrol(
        self,
        template: Template,
        *,
        id: str,  # noqa: A002
        purpose: str,
        expires: date,
        at: date,
        policy: str = "",
    ) -> Entry:
        """Enrol somebody; on the disk when this returns.

        Args:
            template: of this gallery's encoder build.
            id: what the caller calls the entry; a pseudonym is advised.
            purpose: name of one of the gallery's.
            expires: the instant, or the day in UTC, from which on the entry never matches.
            at: now.
            policy: under which rule, for the record.

        Raises:
            AlreadyEnrolled: the gallery has an entry of this id.
            InputError: another encoder's template, an unknown purpose, an expiry in the past or later than
                the purpose allows, or an argument that is none.
            GalleryUnavailable: it cannot be written.
        """
        one = Enrolment(template=template, id=id, purpose=purpose, expires=expires, policy=policy)
        self.enrol_all([one], at=at)
        return self.entry(id)

    def enrol_all(self, enrolments: Iterable[Enrolment], *, at: date) -> int:
        """Enrol many at once: all of them are on the disk when this returns, or none.

        Returns:
            How many.

        Raises as `enrol`.
        """
        expect("enrolments", enrolments, Iterable, "Enrolments")
        now = seconds_of(at)
        ids: list[str] = []
        purposes: set[str] = set()

        def placed() -> Iterator[Placed]:
            for one in enrolments:
                expect("one of enrolments", one, Enrolment, "an Enrolment")
                yield self._placed(one, now)
                ids.append(one.id)
                purposes.add(one.purpose)

        with self._state.changing():
            self._register.put(placed(), at=now)
            self._did(Deed.ENROL, purposes, len(ids), tuple(ids))
        return len(ids)

    def replace(self, id: str, template: Template, *, at: date, expires: date | None = None) -> Entry:  # noqa: A002
        """Put a newer template in the place of an entry's, which is overwritten.

        Raises:
            NotEnrolled: the gallery has no entry of this id.
            InputError: as `enrol`.
            GalleryUnavailable: it cannot be written.
        """
        now = seconds_of(at)
        with self._state.changing():
            kept = self._kept(id)
            old = self._register.open(kept.number)
            until = instant_of(kept.expires) if expires is None else expires
            purpose = self._name_of(kept.purpose)
            one = Enrolment(template=template, id=id, purpose=purpose, expires=until, policy=old.policy)
            self._register.replace(kept, self._placed(one, now), at=now)
            self._did(Deed.REPLACE, [purpose], 1, (id,))
        return self.entry(id)

    def remove(self, id: str, *, at: date) -> None:  # noqa: A002
        """Take an entry out: it never matches again. `erase` also destroys what the disk may still hold.

        Raises:
            NotEnrolled: the gallery has no entry of this id.
            GalleryUnavailable: it cannot be written.
        """
        self._cleared(Deed.REMOVE, id, at)

    def erase(self, id: str, *, at: date) -> None:  # noqa: A002
        """Take an entry out and overwrite its bytes in every file of the gallery before this returns.

        What the file system or the medium keeps of overwritten blocks is not in docverify's hands; without
        the key it cannot be read.

        Raises:
            NotEnrolled: the gallery has no entry of this id.
            GalleryUnavailable: it cannot be written, or a reader holds on to what was there: run it again.
        """
        self._cleared(Deed.ERASE, id, at)
        self.forget()

    def purge(self, *, at: date) -> int:
        """Erase every entry whose time is over, and all that was removed or replaced; run it every day.

        Returns:
            How many were over.

        Raises:
            GalleryUnavailable: it cannot be written, or a reader holds on to what was there: run it again.
        """
        now = seconds_of(at)
        with self._state.changing():
            over = self._register.over(now)
            if over:
                self._register.clear(over, at=now)
                purposes = [self._name_of(one.purpose) for one in over]
                self._did(Deed.PURGE, purposes, len(over))
        self.forget()
        return len(over)

    def forget(self) -> None:
        """Overwrite what the files still hold of entries that were removed or replaced.

        Raises:
            GalleryUnavailable: it cannot be written, or a reader holds on to what was there: run it again.
        """
        self._state.forget()

    def confirm(self, purpose: str, *, at: date) -> None:
        """Note that the content of a purpose was compared with its source, and is that of now.

        Raises:
            InputError: no such purpose.
            GalleryUnavailable: it cannot be written.
        """
        number, _ = self._purpose(purpose)
        now = seconds_of(at)
        with self._state.changing():
            self._register.confirm([number], at=now)
            self._did(Deed.CONFIRM, [purpose], self._register.count(number, now))

    def _cleared(self, did: Deed, entry: str, at: date) -> None:
        now = seconds_of(at)
        with self._state.changing():
            kept = self._kept(entry)
            self._register.clear([kept], at=now)
            self._did(did, [self._name_of(kept.purpose)], 1, (entry,))

    def _placed(self, one: Enrolment, now: int) -> Placed:
        """An enrolment as the register takes it."""
        number, rules = self._purpose(one.purpose)
        self._mine(one.template)
        until = seconds_of(one.expires, name="expires")
        if not now < until <= now + int(rules.longest.total_seconds()):
            raise InputError(
                f"expires is over, or later than the {rules.longest} that the purpose {one.purpose} allows"
            )
        return Placed(
            token=self._register.seal.token(one.id),
            purpose=number,
            enrolled=now,
            expires=until,
            id=one.id,
            policy=one.policy,
            row=one.template.direction.astype(np.float32),
        )
