"""`docverify specimen` writes the picture that its truth describes."""

import json

import numpy as np
import pytest
import typer
from typer.testing import CliRunner

from docverify.cli.specimen import specimen
from docverify.errors import DocverifyError, InputError, UnsupportedFormat
from docverify.imaging import load_image
from docverify.mrz import MrzFormat, parse_mrz
from docverify.specimens import Side, Style, draw_specimen

app = typer.Typer()
app.command()(specimen)


def run(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    if isinstance(result.exception, DocverifyError):
        raise result.exception
    return result


@pytest.mark.parametrize("name", ["TD1", "TD2", "TD3", "MRVA", "MRVB"])
def test_the_picture_and_its_truth(name, tmp_path, read_by_templates):
    out = tmp_path / "specimen.png"
    result = run(out, "--format", name, "--seed", 3, "--surname", "Eriksson", "--json")
    assert result.exit_code == 0
    said = json.loads(result.stdout)
    image = load_image(out)
    assert image.shape == (said["height"], said["width"], 3)
    assert said["format"] == name
    mrz = parse_mrz("\n".join(said["lines"]))
    assert mrz.format.value == name
    assert "ERIKSSON" in "".join(said["lines"])
    assert "UTO" in "".join(said["lines"])
    read = read_by_templates(image, np.array(said["line_quads"]), len(said["lines"][0]))
    wrong = sum(
        a != b
        for line, other in zip(read, said["lines"], strict=True)
        for a, b in zip(line, other, strict=True)
    )
    assert wrong <= 3  # oblique type on a busy ground is more than templates can read


@pytest.mark.parametrize("how", ["kiosk", "moderate", "hard"])
def test_conditions(how, tmp_path):
    out = tmp_path / "specimen.jpg"
    result = run(out, "--capture", how, "--seed", 1)
    assert result.exit_code == 0
    assert how in result.stdout
    assert "<<" not in result.stdout  # the readable answer tells nobody's name
    assert load_image(out).ndim == 3


def test_the_same_seed_writes_the_same_picture(tmp_path):
    for name in ("one.png", "two.png"):
        run(tmp_path / name, "--seed", 5, "--capture", "hard")
    np.testing.assert_array_equal(load_image(tmp_path / "one.png"), load_image(tmp_path / "two.png"))


def test_a_portrait_is_taken(tmp_path, samples):
    out = tmp_path / "specimen.png"
    run(out, "--portrait", samples / "portraits" / "astronaut.png")
    with pytest.raises(InputError):
        run(out, "--portrait", tmp_path / "missing.png")


def test_what_cannot_be_written_is_said(tmp_path):
    with pytest.raises(UnsupportedFormat, match=r"\.png"):
        run(tmp_path / "specimen.gif")
    with pytest.raises(InputError, match="cannot be written"):
        run(tmp_path / "missing" / "specimen.png")


def test_a_scene_is_written_with_its_live_frames(tmp_path):
    out = tmp_path / "scene.png"
    said = json.loads(
        run(out, "--scene", "card_front_of_another", "--capture", "kiosk", "--seed", 2, "--json").stdout
    )
    assert said["documents"] == [str(out), str(tmp_path / "scene-2.png")]
    assert said["live"] == [str(tmp_path / "scene-live-1.png")]
    assert said["right"] == ["FAILED", "INCONCLUSIVE"]
    for path in said["documents"] + said["live"]:
        assert load_image(path).ndim == 3


def test_a_scene_that_waits_for_its_checks_is_written_too(tmp_path):
    told = run(tmp_path / "scene.png", "--scene", "front_and_back_of_two_cards", "--seed", 2).stdout
    assert "FAILED or INCONCLUSIVE" in told
    assert (tmp_path / "scene-2.png").is_file()


def test_scenes_are_listed_and_unknown_ones_refused(tmp_path):
    assert "portrait_under_fingers" in run("--scene", "list").stdout
    with pytest.raises(InputError, match="portrait_under_fingers"):
        run(tmp_path / "scene.png", "--scene", "nothing")
    with pytest.raises(InputError, match="no picture to write"):
        run()


def test_a_right_portrait_is_drawn_on_cards_only(anna):
    for fmt in (MrzFormat.TD1, MrzFormat.TD3):
        page = draw_specimen(
            fmt,
            holder=anna,
            rng=np.random.default_rng(1),
            side=Side.FRONT,
            px_per_mm=4,
            style=Style(portrait_right=True),
        )
        at_right = page.portrait_quad[:, 0].mean() > page.image.shape[1] / 2
        assert at_right == (fmt is MrzFormat.TD1)


@pytest.mark.parametrize("name", ["common", "cedar", "onyx"])
def test_a_design_is_drawn(name, tmp_path):
    said = json.loads(run(tmp_path / "one.png", "--design", name, "--seed", 4, "--json").stdout)
    labels = {line["text"] for line in said["printed"] if line["kind"] == "label"}
    assert ("Geburtsdatum" in labels) == (name == "cedar")
    assert ("1." in labels) == (name == "onyx")
    plain = json.loads(run(tmp_path / "two.png", "--seed", 4, "--json").stdout)
    alike = np.array_equal(load_image(tmp_path / "one.png"), load_image(tmp_path / "two.png"))
    assert alike == (name == "common")
    assert plain["lines"] == said["lines"]


def test_the_list_of_designs_and_of_what_can_be_altered_is_in_the_help():
    told = " ".join(run("--help").stdout.replace("│", " ").split())
    for name in ("common", "atlas", "zephyr", "number", "mrz-state"):
        assert name in told


@pytest.mark.parametrize("altered", ["expiry", "mrz-expiry"])
def test_one_field_of_one_zone_is_altered(altered, tmp_path):
    seed = ("--seed", 6, "--date-of-birth", "740812", "--design", "atlas", "--json")
    sound, said = (
        json.loads(run(tmp_path / "one.png", *seed, *more).stdout) for more in ((), ("--altered", altered))
    )
    assert said["altered"] == altered
    changed = {
        one["field"]
        for one, other in zip(sound["printed"], said["printed"], strict=True)
        if one["text"] != other["text"]
    }
    assert (sound["lines"] == said["lines"]) == (altered == "expiry")
    assert changed == ({"expiry"} if altered == "expiry" else set())


def test_unknown_designs_and_fields_are_refused_with_those_that_there_are(tmp_path):
    with pytest.raises(InputError, match="quarry"):
        run(tmp_path / "one.png", "--design", "nowhere")
    with pytest.raises(InputError, match="mrz-sex"):
        run(tmp_path / "one.png", "--altered", "hat")
