"""A whole verification: document and bearer in, a reasoned answer out."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from docverify.api.document import acquire_document
from docverify.api.identified import enquiries_of, searched
from docverify.api.live import scene_of
from docverify.api.moment import moment_of
from docverify.api.opened import MOST_FRAMES, Pictures, opened
from docverify.api.printed import printed_zone
from docverify.api.stopwatch import Stopwatch
from docverify.arguments import expect
from docverify.errors import InputError
from docverify.evidence.bag import Evidence
from docverify.evidence.engine_faults import builds_of
from docverify.evidence.liveness import LivenessEvidence
from docverify.evidence.population import Population
from docverify.evidence.reading import Reader
from docverify.faces import Engine, acquire_each, compare_samples, engine_named, fuse_frames
from docverify.faces.engines.choose import DEFAULT as DEFAULT_FACE_ENGINE
from docverify.gallery import Enquiry
from docverify.imaging import Limits
from docverify.lists import Lists
from docverify.printed.engines import DEFAULT as DEFAULT_PRINT_READER
from docverify.printed.engines import PrintReader, print_reader_named
from docverify.reading.engines import DEFAULT as DEFAULT_READER
from docverify.reading.engines import reader_named
from docverify.verification import (
    CHECKS,
    Demand,
    EngineBuild,
    Policy,
    Referral,
    Report,
    SignedPolicy,
    TrustedSigners,
    judge,
    policy_of,
)
from docverify.verification.referral import require_referral


def verify(
    *,
    document: Pictures,
    live: Pictures | None = None,
    liveness: LivenessEvidence | None = None,
    policy: str | Policy | SignedPolicy | None = None,
    trusted: TrustedSigners | None = None,
    referral: Referral | None = None,
    at: date | None = None,
    case_id: str | None = None,
    engine: str | Reader = DEFAULT_READER,
    face_engine: str | Engine = DEFAULT_FACE_ENGINE,
    print_engine: str | PrintReader = DEFAULT_PRINT_READER,
    population: Population | None = None,
    lists: Lists | None = None,
    galleries: Sequence[Enquiry] = (),
    limits: Limits | None = None,
    threads: int = 1,
) -> Report:
    """Verify a travel document and its bearer: read it, check it, and compare its portrait with a live face.

    Args:
        document: picture of the document as `load_image` takes it (arrays are (H, W, 3) uint8 RGB; OpenCV's
            BGR arrays by `load_image(…, bgr=True)`), or a list of pictures of its sides.
        live: picture of the person, likewise; or a list of several, frames of one person, whose best are
            taken together; None judges the document alone.
        liveness: what came of a challenge, as `ChallengeSession.finish` gave it; hand its `ahead` over as the
            live picture. It can keep the verification from passing, and proves nothing.
        policy: what is demanded: a `Policy`, or the name of one that ships ("border", "kiosk", "document",
            "lenient"); "border" unless given, "document" without a live picture; or a `SignedPolicy`.
        trusted: whose signatures under policies count; where it is given, only signed policies are taken.
        referral: what cases that pass are drawn for an officer with, where the policy refers some.
        at: the day for which the answer shall hold, or the instant; now unless given.
        case_id: what the caller calls the case; a random one unless given.
        engine: the reader: "docverify", "passporteye", "null", one that a package brings, or a `Reader`.
        face_engine: name of a face engine, or an `Engine`.
        print_engine: the reader of what is printed beside the MRZ: "docverify", "ppocr", or a `PrintReader`
            of your own; it reads where the policy asks for a printed field.
        population: of the people who come, so that the false match rate holds among them; the report says
            which one counted.
        lists: of documents and of names, in which the document and its holder are looked up; a hit refers the
            case to an officer under every policy.
        galleries: watchlists and galleries of trusted travellers that are searched for the bearer's face.
        limits: how large each picture may be; `Limits()` unless given.
        threads: processor threads that the networks may use.

    Returns:
        The report. A document that fails, and pictures from which too little could be acquired, are reported
        and never raised: see `Report.outcome` and `Report.raise_for_failure`.

    Raises:
        InputError: a picture cannot be used at all (`UnreadableImage`, `LimitExceeded`, `UnsupportedFormat`);
            its `picture` says which.
        ConfigurationError: the policy's FMR is below what the calibration supports, or a policy's or an
            engine's name is unknown; the population is of another encoder build or calibration; a gallery is
            of another encoder build, or too large for the rate that it asks for; a policy's
            signature does not count; a policy refers cases, and what it takes to do so is missing.
        EngineMissing: an engine is not installed.
        EngineFailed: an engine broke.
    """
    expect(
        "liveness", liveness, (LivenessEvidence, type(None)), "what ChallengeSession.finish() gave, or None"
    )
    if liveness is not None and live is None:
        raise InputError(
            "live is missing: with what came of a challenge pass the picture that it kept, "
            "ChallengeSession.ahead; it keeps none where no face was seen, and then nobody was verified"
        )
    expect("lists", lists, (Lists, type(None)), "Lists(…), or None")
    day, instant = moment_of(at)
    demanded = policy_of(policy, live=live is not None, trusted=trusted, at=instant or day)
    called = uuid.uuid4().hex if case_id is None else str(case_id)
    require_referral(demanded, referral, called)
    reader = reader_named(engine, threads=threads)
    printer = print_reader_named(print_engine, threads=threads)
    matcher = engine_named(face_engine, threads=threads)
    # What cannot be kept is refused before any picture is opened.
    point = matcher.point(demanded.fmr, population=population)
    enquiries = enquiries_of(galleries, matcher, at=instant or day, population=population)
    watch = Stopwatch()
    frames = []
    if live is not None:
        with watch.stage("live.load"):
            frames = opened(live, "live", limits=limits, most=MOST_FRAMES)
    asked = _asks_for(demanded, "portrait", "comparison")
    faces = matcher if frames or enquiries or asked else None
    shown = acquire_document(document, engine=reader, face_engine=faces, limits=limits, threads=threads)
    watch.timings += shown.timings
    printed = None
    if _asks_for(demanded, "printed"):
        with watch.stage("document.print"):
            printed = printed_zone(shown, printer)
    evidence = Evidence(
        reading=shown.reading,
        page=shown.page,
        printed=printed,
        inventory=shown.inventory,
        portrait=shown.portrait,
        liveness=liveness,
    )
    if lists is not None:
        with watch.stage("lists"):
            evidence = replace(
                evidence,
                listed=lists.look_up(shown.reading, at=day),
                manifested=lists.find_passenger(shown.reading, at=day),
            )
    if frames and shown.portrait is not None:
        samples = acquire_each(frames, engine=matcher)
        person = fuse_frames(samples, engine=matcher)
        watch.add("live", person.timings)
        with watch.stage("live.scene"):
            scene = scene_of(
                frames, samples, documents=shown.pictures, portrait=shown.portrait, threads=threads
            )
        with watch.stage("compare"):
            comparison = compare_samples(
                shown.portrait,
                person,
                encoder=matcher.encoder.id,
                point=point,
                fmr=demanded.fmr,
                population=population,
            )
        evidence = replace(evidence, live=person, live_scene=scene, comparison=comparison)
    if enquiries:
        with watch.stage("galleries"):
            evidence = replace(
                evidence,
                searched=searched(
                    enquiries,
                    portrait=evidence.portrait,
                    live=evidence.live,
                    shown=bool(frames),
                    at=instant or day,
                    fmr=demanded.fmr,
                    population=population,
                ),
            )
    return judge(
        evidence,
        demanded,
        at=day,
        instant=instant,
        case_id=called,
        engines=(
            EngineBuild(role="reader", name=reader.name, builds=builds_of(reader)),
            EngineBuild(role="faces", name=matcher.encoder.id, builds=matcher.builds),
            *(
                ()
                if printed is None
                else (EngineBuild(role="print", name=printer.name, builds=builds_of(printer)),)
            ),
        ),
        timings=watch.timings,
        referral=referral,
    )


def _asks_for(policy: Policy, *items: str) -> bool:
    """Whether some check that counts needs one of the items."""
    counts = (Demand.REQUIRED, Demand.OPTIONAL)
    return any(set(items) & set(c.needs) for c in CHECKS if policy.demand(c.name) in counts)
