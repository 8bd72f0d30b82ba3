"""What rooms, benchmarks, cases and figures are called where a person reads them."""

import re

ROOMS = {
    "main_job": "The main job: a document and a live picture",
    "mrz_reading": "Reading MRZs from pictures",
    "mrz_odd": "Reading pictures that are not as they should be",
    "mrz_reasons": "Saying why a picture cannot be read",
    "mrz_stream": "Reading video",
    "mrz_typefaces": "Reading other typefaces than OCR-B",
    "mrz_thresholds": "What each threshold of the reader is worth",
    "mrz": "MRZ text: parse, compose, repair",
    "printed": "Does the print say what the MRZ says?",
    "false_yes": "Scenes that must not pass",
    "altered_documents": "Altered documents",
    "faces": "Faces: detection, templates, error rates, advice",
    "liveness": "Challenges before the live camera",
    "matching": "Comparing templates",
    "gallery": "Galleries: one person among many",
    "lists": "Lists of names and of documents",
    "manifests": "Manifests of passengers",
    "journal": "The journal: tampering, crashes, costs, erasure",
    "operation": "Error rates in operation, referral, signed policies",
    "batches": "Batches on several processes",
    "service": "The service under load",
    "stages": "Stages of a verification",
    "hostile": "Hostile files, flipped bytes, wrong arguments",
}
"""Every room that has rows, in the report's order."""
GLANCE = (
    ("Real MRZs read exactly, all lines", "main.mrz"),
    ("The same by PassportEye", "mrz.passporteye"),
    ("Moderate captures read exactly", "mrz.moderate"),
    ("Hard captures read exactly", "mrz.hard"),
    ("MRZ found in photographs without one", "mrz.photographs"),
    ("Mated verifications that PASSED, whole way", "main.passed"),
    ("Time of one, on one thread", "main.time"),
    ("Non-mated pairs accepted at FMR 0.1 %, London", "main.non_mated"),
    ("Two JPEGs of faces compared: face_recognition takes", "faces.compare_times"),
    ("One megapixel read: PassportEye takes", "mrz.passporteye_times"),
    ("Printed names that agree with the MRZ", "printed.name"),
    ("Altered fields that were told", "printed.altered"),
)
"""The first table of the page: what is counted, and the figure's name."""
NOTES = {
    "faces": """London: 102 people, a neutral and a smiling picture of each. `lfw-dev`: pictures of people in
the news, strangers to each other. `congress`: official portraits of one parliament, in one style.
""",
    "false_yes": """Each kind of scene is drawn many times; `docverify specimen OUT.png --scene NAME` draws
one. Beside what came of them stands how often it was another outcome than the right one.
""",
    "stages": """The sample of a document and its bearer: a page of 981 × 739 and a live picture of 480 × 640.
""",
    "matching": """A single probe costs what numpy's matrix-vector product costs, about two plain passes of
the memory. So one thread stays at about half of the bandwidth, and faiss Flat, whose own kernel reads faster,
is ahead. Batches are bound by arithmetic: there the search is level with faiss Flat told to use BLAS, and
ahead of its default.
""",
}
"""What the tables of a room cannot say."""
BENCHMARKS = {
    "altered_documents": "One digit altered in every other document, no check digit adjusted",
    "batches.workers": "The same batch in one process, on two workers, on Ray",
    "faces.advice": "Is the first advice the right one? Each cause drawn on every person of London",
    "faces.cold_start": "From import to the first comparison, in a new process",
    "faces.compare": "Two JPEGs compared, from files to score",
    "faces.dark_by_group": "Darkness, by group: refused, missed, told that it is too dark",
    "faces.detect": "Faces found in one picture",
    "faces.discard": "False non-matches after the poorest pictures are refused",
    "faces.encode": "A face made a template",
    "faces.found": "Faces that were not found",
    "faces.frames": "One frame, or the mean of several, of poor quality",
    "faces.groups": "Error rates by group, London",
    "faces.london": "Error rates, London",
    "faces.news": "Pictures of people in the news",
    "faces.population": "False matches within a population, times the rate asked for",
    "faces.population_few": "The same, where the population is made of fewer people",
    "faces.population_others": "The same, of people who are not of the population",
    "faces.refused": "Pictures that would match and were refused",
    "faces.specimens": "Portraits of captured specimens against live pictures",
    "faces.tilt": "Tilted heads: mated pairs accepted at FMR 0.1 %, by degrees",
    "faces.without_a_face": "A picture without a face against one with",
    "false_yes": "What came of every kind of scene",
    "gallery.enrol": "One durable enrolment after the other",
    "gallery.erase": "What is left of erased entries in any file",
    "gallery.fpir": "False positive identifications of people who are not enrolled",
    "gallery.killed": "Killed while it enrolls",
    "gallery.many_probes": "Many probes searched together, in processor time",
    "gallery.milvus": "The same search on Milvus Lite, in processor time",
    "gallery.one_probe": "One probe searched, in processor time",
    "gallery.open": "A large gallery opened, up to the first answer",
    "hostile": "What hostile files cost, and whether each ends as it should",
    "journal.append": "One entry, durably",
    "journal.erase": "Erased identities looked for in every file",
    "journal.kill": "Killed while it writes",
    "journal.proof": "An entry proved to somebody else",
    "journal.tampering": "Ways to tamper with a journal of 200 entries, told by its last checkpoint",
    "journal.verify": "A whole journal looked over",
    "journal.wal_cut": "Its log cut at a random byte",
    "lists.documents look-up": "A document looked up",
    "lists.names": "Names found in spite of how they are written, at 10⁻⁴ false positives a pair",
    "lists.names look-up": "A name looked up",
    "lists.names thresholds": "How often different people reach the thresholds that ship",
    "lists.names with birth": "The same with dates of birth",
    "liveness.boards": "Pictures of a face held before the camera, and moved",
    "liveness.complying": "People who do what they are told",
    "liveness.frame": "One frame, in milliseconds",
    "liveness.others": "Other attacks",
    "main_job": "Real documents, whole verifications, everybody against everybody",
    "manifests.accidents": "Messages with random damage",
    "manifests.crowd": "A million people, one after the other",
    "manifests.read": "A message read",
    "manifests.round_trip": "Messages written and read again",
    "matching.above": "Every template above a threshold",
    "matching.memory": "What this machine's memory gives",
    "matching.nearest": "The ten nearest templates",
    "matching.pair": "One template against one",
    "matching.pairs": "Templates against others, pair by pair",
    "mrz.parse": "Documents of a list parsed, one by one",
    "mrz.parse_many": "A whole list parsed at once",
    "mrz.repair": "A misread text repaired",
    "mrz_odd.read": "150 pictures of each kind",
    "mrz_reading.exact": "Pictures read exactly, all lines",
    "mrz_reading.memory": "Memory beside the picture",
    "mrz_reading.read": "Time of one picture",
    "mrz_reasons.right": "The first reason said, of pictures that could not be read",
    "mrz_stream.frame": "Time of a frame in a stream, times a good frame's read in full",
    "mrz_stream.look": "A look at a frame",
    "mrz_stream.stream": "Streams of ten frames: every frame in full, and as `MrzStream` does",
    "mrz_thresholds.read": "Every threshold halved and doubled",
    "mrz_typefaces.read": "Eleven typefaces that were never trained on",
    "operation.observe": "What counting costs a verification",
    "operation.referral": "Who is drawn for an officer",
    "operation.replayed": "Rates counted in operation against those of all pairs",
    "operation.signed": "Policies signed and checked",
    "printed": "Fields of pages, by design of page and way of capture",
    "service": "Load, crashes, generated requests, and a long run",
    "stages.compare": "Compare a portrait with a live face",
    "stages.detect": "Find the face",
    "stages.encode": "Make its template",
    "stages.load": "Open a picture",
    "stages.read": "Read the MRZ",
    "stages.verify": "The whole verification",
}
CASES = {
    "main_job": {"mrz": "real documents read", "verify": "whole verifications", "faces": "everybody's faces"},
    "printed": {
        "sound, kiosk": "kiosk captures",
        "sound, moderate": "moderate captures",
        "sound, kiosk, the same pages: docverify": "60 of the kiosk captures, docverify",
        "sound, kiosk, the same pages: ppocr": "the same 60, PP-OCRv6",
        "altered mrz": "altered MRZ",
    },
    "faces.population": {"congress": "a parliament", "london": "London"},
    "faces.population_few": {"congress": "a parliament", "london": "London"},
    "faces.population_others": {"congress": "a parliament's population", "london": "London's population"},
}
COUNTED_ONE_BY_ONE = frozenset({"main_job", "batches.workers"})
"""Benchmarks whose times are of one item, though a row counts many."""
SHOWN_BY_ANOTHER = re.compile(r"^real, turned by |^soak, cut short$")
"""Cases that another one sums up, or overtook; their rows are kept."""
NOT_TOLD = frozenset(
    {
        "encoder",
        "engine",
        "queries_per_s",
        "gflop_per_s",
        "each",
        "not_exact",
        "depth",
        "sameness",
        "least_likeness",
        "count",
        "dot_gb_per_s",
        "sum_gb_per_s",
        "gigabytes",
        "fmr",
        "log_lines",
        "memory_most",
    }
)
"""Figures that follow from others, or that a table has no room for; rows keep them."""
NOT_TOLD_OF = {
    "false_yes": {"passed_wilson"},
    "printed": {"belongs_wilson", "answers"},
    **{
        f"stages.{name}": {"document", "live"}
        for name in ("load", "read", "detect", "encode", "compare", "verify")
    },
    "matching.nearest": {"share_of_bandwidth"},
    "matching.above": {"share_of_bandwidth"},
    "lists.names": {
        f"{side}: {name}"
        for side in ("Jaro-Winkler", "token_sort_ratio")
        for name in ("threshold", "pairs", "false positives")
    },
}
"""The same, in one benchmark's tables."""
FIGURES = {
    "agree": "agree with the MRZ",
    "at_0.0001": "at FMR 0.01 %",
    "at_0.001": "at FMR 0.1 %",
    "claimed_valid_and_wrong": "called valid and wrong",
    "exact_interval_95": "exact, 95 % interval",
    "interval": "95 % interval",
    "mb_over_the_decoded_picture": "MB over the decoded picture",
    "mated_at_0.0001": "mated accepted at FMR 0.01 %",
    "mated_at_0.001": "mated accepted at FMR 0.1 %",
    "max_gb_per_s": "max, GB/s",
    "most_memory_bytes": "most memory, bytes",
    "non_mated_wilson": "non-mated accepted, 95 % interval",
    "one_and_flip": "one and its mirror image",
    "our_limits": "below our limits",
    "our_limits_discard": "refused by our limits",
    "passed_wilson": "PASSED, 95 % interval",
    "read_gb_per_s": "read, GB/s",
    "right_share": "share",
    "sound_failed_wilson": "sound FAILED, 95 % interval",
    "wrong_of_passed_wilson": "wrong of PASSED, 95 % interval",
}
UNITS = (("_ms", ", ms"), ("_mb", ", MB"), ("_px", ", px"), ("_s", ", s"))
"""What a figure's name ends in, and its unit."""


def told(benchmark: str, name: str) -> bool:
    """Whether a table has room for a figure."""
    return name not in NOT_TOLD and name not in NOT_TOLD_OF.get(benchmark, ())


def title(benchmark: str) -> str:
    """What a benchmark is called."""
    return BENCHMARKS.get(benchmark, benchmark.partition(".")[2].replace("_", " ") or benchmark)


def case(benchmark: str, name: str) -> str:
    """What a case is called."""
    return CASES.get(benchmark, {}).get(name, name.replace("_", " "))


def figure(name: str) -> str:
    """What a figure is called, with its unit."""
    if name in FIGURES:
        return FIGURES[name]
    for end, unit in UNITS:
        if name.endswith(end) and not name.endswith("per_s"):
            return name.removesuffix(end).replace("_", " ") + unit
    return name.replace("_", " ")
