"""Other people's programs that benchmarks run beside docverify: `python -m benchmarks peers [--install]`.

Most are named by the extra `peers`. Two should not be: rapidocr asks for `opencv-python`, which must not be
beside the headless one, and only its files are used; face-recognition asks for `dlib`, which is compiled,
where `dlib-bin` is the same as a wheel. So those come without what they ask for. Tesseract, which PassportEye
calls, is a program of the system's.
"""

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from typing import Final, NamedTuple

from benchmarks.rows import ROOT


class Peer(NamedTuple):
    """A distribution, or a program of the system's.

    Attributes:
        name: of the distribution, or of the program.
        runs_in: benchmarks that run it.
        words: how pip is asked for it; empty where the extra `peers` says so.
        alone: whether it comes without what it asks for.
    """

    name: str
    runs_in: str
    words: str = ""
    alone: bool = False


PEERS: Final = (
    Peer("PassportEye", "mrz_reading, mrz_text, stages"),
    Peer("scikit-image", "what PassportEye finds zones with, before 0.27"),
    Peer("mrz", "mrz_text", "mrz>=0.6"),
    Peer("faiss-cpu", "matching, gallery"),
    Peer("usearch", "matching"),
    Peer("pymilvus", "gallery", "pymilvus>=2.6"),
    Peer("milvus-lite", "gallery", "milvus-lite>=3.2"),
    Peer("rapidfuzz", "lists"),
    Peer("anyascii", "lists"),
    Peer("faker", "lists: invented names", "faker>=30"),
    Peer("pydifact", "manifests", "pydifact"),
    Peer("ray", "batches", "ray>=2.60"),
    Peer("onnx", "faces: the plain graph", "onnx>=1.17"),
    Peer("dlib-bin", "face_recognition's network", "dlib-bin"),
    Peer("face-recognition", "faces, matching, stages", "face-recognition>=1.3", alone=True),
    Peer("face-recognition-models", "its weights", "face-recognition-models>=0.3", alone=True),
    Peer("setuptools", "what finds those weights, before 81", "setuptools<81"),
    Peer("rapidocr", "printed: PP-OCRv6", "rapidocr==3.10.*", alone=True),
)
PROGRAM: Final = Peer("tesseract", "PassportEye's reader", "tesseract-ocr")
_NAME = re.compile(r"^[\w.-]+")
_APT: Final = ("apt-get", "install", "-y", "--no-install-recommends")


def there(peer: Peer) -> str | None:
    """The installed version, or None; setuptools counts while it has what the weights are found with."""
    try:
        found = version(peer.name)
    except PackageNotFoundError:
        return None
    return found if peer.name != "setuptools" or int(found.partition(".")[0]) < 81 else None


def commands(missing: Iterable[Peer]) -> list[list[str]]:
    """The commands of pip that install peers, at most one for those that come with what they need."""
    pip, missing = [sys.executable, "-m", "pip", "install"], list(missing)
    usual, alone = ([_words(one) for one in missing if one.alone is which] for which in (False, True))
    return [[*pip, *usual]] * bool(usual) + [[*pip, "--no-deps", *alone]] * bool(alone)


def _words(peer: Peer) -> str:
    if peer.words:
        return peer.words
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = extras["optional-dependencies"]["peers"]
    return next(str(one) for one in named if _NAME.findall(one) == [peer.name])


def run(*, install: bool) -> int:
    """List what is there and what is missing; or install what is missing.

    Returns:
        0, or 1 where something could not be installed.
    """
    if not install:
        for peer in PEERS:
            print(f"{peer.name:25} {there(peer) or 'missing':12} {peer.runs_in}")
        print(f"{PROGRAM.name:25} {shutil.which(PROGRAM.name) or 'missing':12} {PROGRAM.runs_in}")
        return 0
    failed = [words[4:] for words in commands(one for one in PEERS if there(one) is None) if not _runs(words)]
    for words in failed:
        print(f"pip could not install {' '.join(words)}: what it wrote above says why", file=sys.stderr)
    return int(not _program() or bool(failed))


def _program() -> bool:
    """Install the system's program where this process may, or say how."""
    if shutil.which(PROGRAM.name):
        return True
    if shutil.which(_APT[0]) and os.geteuid() == 0:
        return _runs([*_APT, PROGRAM.words])
    such = shlex.join([*_APT, PROGRAM.words])
    print(f"{PROGRAM.name} is missing: install your system's package, such as {such}")
    return False


def _runs(words: list[str]) -> bool:
    print("+", shlex.join(words), flush=True)
    return subprocess.run(words, check=False).returncode == 0
