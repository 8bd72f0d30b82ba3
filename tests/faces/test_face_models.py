"""The networks as they ship: equal to the published ones, and built from them alone."""

import hashlib
from importlib.resources import files

import numpy as np
import pytest

from docverify.errors import EngineMissing, InputError, UnsupportedFormat
from docverify.evidence import similarity_of
from docverify.faces import encode_face
from docverify.imaging import load_image
from docverify.networks import Network, shipped_network

MODELS = files("docverify.faces.models")


def test_every_shipped_file_has_its_sum():
    lines = (MODELS / "SHA256SUMS").read_text().splitlines()
    sums = dict(reversed(line.split()) for line in lines)
    networks = {entry.name for entry in MODELS.iterdir() if entry.name.endswith(".onnx")}
    assert set(sums) == networks
    for name, digest in sums.items():
        assert hashlib.sha256((MODELS / name).read_bytes()).hexdigest() == digest


def test_licences_lie_beside_the_networks():
    assert "Apache License" in (MODELS / "LICENSE-SFace.txt").read_text()
    assert "MIT License" in (MODELS / "LICENSE-YuNet.txt").read_text()


@pytest.fixture(scope="module")
def published(data):
    build = pytest.importorskip("docverify.faces.models.build", reason="needs onnx", exc_type=ImportError)
    folder = data.parent / "models"
    if not folder.is_dir():
        pytest.skip(f"no published models at {folder}")
    return build, folder


@pytest.mark.data
def test_the_same_sources_give_the_same_graphs(published):
    build, folder = published
    from docverify.faces.models.sface import sface_graph

    sface = sface_graph(build.open_source(folder, "sface.onnx"))
    yunet = build.yunet_graph(build.open_source(folder, "yunet.onnx"))
    models = {"yunet.onnx": yunet, "sface.onnx": sface, "sface-int8.onnx": build.fast_graph(sface)}
    for name, model in models.items():
        assert model.SerializeToString(deterministic=True) == (MODELS / name).read_bytes()


@pytest.mark.data
def test_the_fast_variant_scores_nearly_alike(data):
    """Mean shift of a score 0.009, largest 0.04, on faces of lfw-dev when it was built."""
    paths = sorted((data / "face" / "lfw-dev").glob("*/*.jpg"))[100:900:100]
    images = [load_image(path) for path in paths]
    found = {name: [encode_face(image, engine=name) for image in images] for name in ("sface", "sface-int8")}
    exact, fast = (np.array([t.direction for t in templates]) for templates in found.values())
    assert np.abs(exact @ exact.T - fast @ fast.T).max() < 0.06
    with pytest.raises(InputError, match="do not compare"):
        similarity_of(found["sface"][0], found["sface-int8"][0])


@pytest.mark.data
def test_descriptors_equal_the_published_network(published):
    build, folder = published
    plain = Network(build.plain_graph(build.open_source(folder, "sface.onnx")).SerializeToString(), threads=1)
    faces = np.random.default_rng(3).uniform(0, 255, (2, 3, 112, 112)).astype(np.float32)
    ours = shipped_network("faces", "sface.onnx", threads=1).run(faces)[0]
    theirs = np.concatenate([plain.run(face[None])[0] for face in faces])

    def unit(rows):
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)

    assert np.abs(unit(ours) - unit(theirs)).max() < 1e-5


@pytest.mark.data
def test_a_source_that_is_not_the_published_one_is_refused(published, tmp_path):
    build, _ = published
    with pytest.raises(InputError, match="pass --source"):
        build.open_source(tmp_path, "yunet.onnx")
    (tmp_path / build.SOURCES["yunet.onnx"][0]).write_bytes(b"another file")
    with pytest.raises(InputError, match="sha256"):
        build.open_source(tmp_path, "yunet.onnx")


def test_other_bytes_are_not_taken_for_dlibs_network():
    weights = pytest.importorskip("docverify.faces.models.dlib_weights", exc_type=ImportError)
    for data in (b"", b"\x01\x05con_4", b"\x01\x05con_4\x01\x02\x02\x80\x12\x01\x01\x01\x01\x01\x01ME"):
        with pytest.raises(UnsupportedFormat):
            weights.dlib_graph(data)


def test_dlibs_descriptors_are_dlibs_own():
    """On one chip: dlib's network in onnxruntime, dlib itself, and `face_recognition` through our engine."""
    from docverify.faces.engines.face_recognition import import_dlib, model_folder

    try:
        dlib, folder = import_dlib(), model_folder()
        from docverify.faces.engines.dlib_onnx import DlibNetwork

        network = DlibNetwork(threads=1)
    except EngineMissing as problem:
        pytest.skip(str(problem))
    chip = np.random.default_rng(4).integers(0, 256, (150, 150, 3), np.uint8)
    own = dlib.face_recognition_model_v1(str(folder / "dlib_face_recognition_resnet_model_v1.dat"))
    expected = np.array(own.compute_face_descriptor(chip))
    assert np.abs(network.descriptors([chip])[0] - expected).max() < 1e-4


@pytest.mark.data
def test_the_second_engine_equals_face_recognition(data):
    peer = pytest.importorskip("face_recognition", exc_type=ImportError)
    image = load_image(data / "face" / "lfw-dev" / "AJ_Cook" / "AJ_Cook_0001.jpg")
    (expected,) = peer.face_encodings(image)
    assert np.abs(encode_face(image, engine="face-recognition").values - expected).max() < 1e-4
