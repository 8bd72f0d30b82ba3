"""A gallery: enrol somebody from the portrait of a document, and know them again by their live face.

    pip install '.[gallery]'
    python examples/keep_gallery.py enrol desk.gallery samples/mated/document.png --id t-7
    python examples/keep_gallery.py find desk.gallery samples/mated/live.jpg

Templates are personal data: they lie on the disk encrypted under the key of `desk.gallery.key`, which belongs
somewhere else than the gallery, and every entry ends on its day. Nobody is found for a purpose for which they
did not enrol. How many may be enrolled follows from the rate of wrong finds that is asked for, and from the
calibration.
"""

import argparse
import secrets
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docverify as dv
from docverify.faces import engine_named

MONTH = timedelta(days=30)
# Of 100 searches of strangers, one may find somebody.
GUESTS = dv.Purpose(name="guests", kind=dv.GalleryKind.TRUSTED, fpir=0.01, longest=MONTH)


def opened(path: Path, *, at: datetime) -> dv.Gallery:
    """The gallery of a path, made with a key of its own where there is none."""
    key_file = path.with_name(f"{path.name}.key")
    if path.exists():
        return dv.Gallery(path, key=key_file.read_bytes())
    key = secrets.token_bytes(32)
    key_file.touch(mode=0o600)
    key_file.write_bytes(key)
    encoder = engine_named().encoder.id
    return dv.Gallery.create(path, key=key, encoder=encoder, purposes=[GUESTS], at=at)


def main() -> int:
    """Enrol or find; 0 where that was done or one is found, 3 where nobody is, or several are."""
    asked = argparse.ArgumentParser(description="Keep a gallery of guests.")
    asked.add_argument("what", choices=("enrol", "find"))
    asked.add_argument("gallery", type=Path)
    asked.add_argument("picture", type=Path)
    asked.add_argument("--id", default="t-1", help="a pseudonym")
    given = asked.parse_args()
    now = datetime.now(UTC)
    with opened(given.gallery, at=now) as gallery:
        face = dv.encode_face(given.picture)
        if given.what == "enrol":
            entry = gallery.enrol(
                face, id=given.id, purpose="guests", expires=now + timedelta(days=3), at=now
            )
            print(f"enrolled until {entry.expires:%Y-%m-%d}; {gallery.most_entries(purpose='guests')} may be")
            return 0
        found = gallery.identify(face, purpose="guests", at=now, k=2)
        gallery.purge(at=now)  # what is over is erased: once a day at least
    print(f"searched {found.size}, {len(found.matching)} match at {found.threshold or 1:.3f} and above")
    for candidate in found.matching:
        print(f"  {candidate.id}, score {candidate.score:.3f}")
    return 0 if len(found.matching) == 1 else 3


if __name__ == "__main__":
    sys.exit(main())
