"""A document, then its bearer, before a camera: hints for the person, and a reasoned answer at the end.

    python examples/webcam.py                       # the first camera, for both
    python examples/webcam.py --document 1 --face 0 # a camera that looks down, and one that looks ahead
    python examples/webcam.py --document clip.mp4 --face pictures/ --picture seen.png

A folder of pictures, or a video, plays the camera: tests of a kiosk need no person.

docverify installs OpenCV without windows (`opencv-python-headless`): `cv2.imshow` does not work, and
`opencv-python` must not be installed beside it, for both write the package `cv2`. So hints are printed, and
`--picture` writes what was seen. Whoever wants a live view shows the frames in a page of a browser, as
`docverify serve` does, or in a window of the toolkit that they have: a frame is an array of RGB.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

import docverify as dv

Frame = NDArray[np.uint8]
EXIT_CODES = {dv.Outcome.PASSED: 0, dv.Outcome.FAILED: 1, dv.Outcome.INCONCLUSIVE: 3}


def frames_of(source: str) -> Iterator[Frame]:
    """Every frame of a camera (its number), of a video, or of a folder of pictures: (H, W, 3) uint8 RGB."""
    if Path(source).is_dir():
        for path in sorted(Path(source).iterdir()):
            yield dv.load_image(path)
        return
    camera = cv2.VideoCapture(int(source) if source.isdigit() else source)
    try:
        if not camera.isOpened():
            sys.exit(f"{source} cannot be opened: name a camera's number, a video, or a folder of pictures")
        camera.set(cv2.CAP_PROP_FRAME_WIDTH, 1280)
        camera.set(cv2.CAP_PROP_FRAME_HEIGHT, 720)
        while True:
            there, frame = camera.read()
            if not there:
                return
            yield dv.load_image(frame, bgr=True)  # OpenCV's frames are blue-green-red
    finally:
        camera.release()


class Hints:
    """Prints what to do, one thing at a time: a hint stays for a second, or nobody could follow it."""

    def __init__(self) -> None:
        self._said, self._at = "", 0.0

    def show(self, hint: str) -> None:
        """Print a hint, unless it was just said or the last one is younger than a second."""
        now = time.monotonic()
        if hint and hint != self._said and now - self._at >= 1:
            print(f"  {hint}", flush=True)
            self._said, self._at = hint, now


def read_document(source: str, seconds: float) -> list[Frame]:
    """Guide until the MRZ is certain; the frames in which the document is seen best, the best one first."""
    print("Show the document: all four corners, the lines of < at the bottom.", flush=True)
    # A camera does not wait: frames are passed over where reading takes longer. A file and a folder do.
    stream = dv.MrzStream(budget=1 / 15 if source.isdigit() else None)
    hints, best = Hints(), list[tuple[float, int, Frame]]()
    until = time.monotonic() + seconds
    for number, frame in enumerate(frames_of(source)):
        reading = stream.add(frame)
        seen = stream.seen
        if seen is not None and seen.document:
            best = sorted([*best, (-seen.score, number, frame)], key=lambda one: one[:2])[:1]
        if reading.sure or time.monotonic() > until:
            break
        hints.show(seen.instruction if seen is not None else "")
    reading = stream.finish()
    print("  Read." if reading.sure else f"  {reading.instruction or 'Not read with certainty.'}")
    return [frame for _, _, frame in best]


def see_face(source: str, seconds: float) -> list[Frame]:
    """Guide until five good frames of one person are there; the best ones, the best one first."""
    print("Now look into the camera.", flush=True)
    stream, hints = dv.FaceStream(), Hints()
    until = time.monotonic() + seconds
    for frame in frames_of(source):
        hints.show(stream.add(frame).instruction)
        if stream.full or time.monotonic() > until:
            break
    return stream.frames  # none when two people were seen


def main() -> int:
    """Run the loop once; the exit code is that of `docverify verify`."""
    asked = argparse.ArgumentParser(description="Verify a document and its bearer before a camera.")
    asked.add_argument("--document", default="0", help="camera, video or folder that sees the document")
    asked.add_argument("--face", default="0", help="camera, video or folder that sees the person")
    asked.add_argument("--policy", default="kiosk", help="document, kiosk, border, lenient")
    asked.add_argument("--seconds", type=float, default=30, help="how long to wait for each of the two")
    asked.add_argument("--picture", type=Path, help="write here, as PNG, what was seen and what counted")
    given = asked.parse_args()

    document = read_document(given.document, given.seconds)
    live = see_face(given.face, given.seconds) if document else []
    if not (document and live):
        print(f"INCONCLUSIVE: no {'face' if document else 'document'} was seen: please go to the desk.")
        return EXIT_CODES[dv.Outcome.INCONCLUSIVE]
    report = dv.verify(document=document[0], live=live, policy=given.policy)
    print(f"{report.outcome.value}{': ' if report.why else ''}{report.why}")
    if given.picture is not None:
        Image.fromarray(dv.explain_verification(report, document=document[0], live=live)).save(given.picture)
    return EXIT_CODES[report.outcome]


if __name__ == "__main__":
    sys.exit(main())
