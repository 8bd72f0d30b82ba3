"""Mutations of the command line: exit codes, what is printed, what is refused before the work."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "cli/codes.py",
        ("test_verify_command.py::test_the_gravest_code_decides",),
        (
            "codes-gravest",
            "(ExitCode.PASSED, ExitCode.INCONCLUSIVE, ExitCode.FAILED,",
            "(ExitCode.INCONCLUSIVE, ExitCode.PASSED, ExitCode.FAILED,",
            "of two pictures the one that passed decides",
        ),
        room="cli",
    ),
    *mutations_of(
        "cli/read.py",
        (
            "test_read_command.py::test_a_picture_without_an_mrz_is_inconclusive_and_says_what_to_do",
            "test_read_command.py::test_folders_are_searched_and_a_bad_picture_does_not_stop_the_others",
            "test_read_command.py::test_an_mrz_that_is_not_valid_fails_and_the_gravest_picture_decides",
        ),
        (
            "read-doubts-fail",  # C2 and C5 of the first review
            "return ExitCode.UNUSABLE if self.report is None else code_of_outcome(self.report.outcome)",
            (
                "return ExitCode.UNUSABLE if self.report is None else "
                'ExitCode(int(self.report.outcome != "PASSED"))'
            ),
            "a reading in doubt exits as one that failed",
        ),
        (
            "read-first-problem-ends",
            "    except DocverifyError as problem:\n        yield",
            "    except EngineMissing as problem:\n        yield",
            "one bad picture keeps a folder from being read",
        ),
        (
            "read-least-grave",
            "    raise typer.Exit(gravest(codes))\n",
            "    raise typer.Exit(codes[-1] if codes else ExitCode.PASSED)\n",
            "of many pictures the last one decides",
        ),
        room="cli",
    ),
    *mutations_of(
        "cli/parse.py",
        ("../mrz/test_mrz_cli.py",),
        (
            "parse-doubts-fail",  # C4
            "ExitCode.UNUSABLE if read.report is None else code_of_outcome(read.report.outcome)",
            ('ExitCode.UNUSABLE if read.report is None else ExitCode(int(read.report.outcome != "PASSED"))'),
            "a digit that is not printed exits as one that was refuted",
        ),
        (
            "parse-strict",
            "*(_STRICTER if profile is ProfileName.STRICT else ())",
            "*()",
            "the strict profile is none",
        ),
        (
            "parse-lenient-for-all",
            "    if profile is ProfileName.LENIENT:\n",
            "    if True:\n",
            "impossible dates pass",
        ),
        room="cli",
    ),
    *mutations_of(
        "cli/verify.py",
        (
            "test_verify_command.py::test_no_text_of_the_document_is_shown",
            "test_verify_command.py::test_a_failure_and_a_doubt_have_codes_and_marks_of_their_own",
            "test_verify_command.py::test_an_fmr_that_cannot_be_kept_says_which_can",
        ),
        (
            "verify-identity-untold",
            "typer.echo(json.dumps(report.to_dict(identity=identity), ensure_ascii=False, allow_nan=False))",
            "typer.echo(json.dumps(report.to_dict(identity=True), ensure_ascii=False, allow_nan=False))",
            "names and numbers are printed without being asked for",
        ),
        room="cli",
    ),
)
