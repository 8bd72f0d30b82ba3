"""Mutations of lists and manifests: who is on them, and what can be read from their files."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "lists/documents/digests.py",
        ("test_documents.py",),
        (
            "documents-other-state",
            'return self._tag(f"{state}\\0{kind}\\0{free}\\0{folded(number)}")[:FOLDED]',
            'return self._tag(f"{kind}\\0{free}\\0{folded(number)}")[:FOLDED]',
            "a number of another State's document is a hit",
        ),
        (
            "documents-look-alikes",
            'return self._tag(f"{state}\\0{kind}\\0{free}\\0{folded(number)}")[:FOLDED]',
            'return self._tag(f"{state}\\0{kind}\\0{free}\\0{number}")[:FOLDED]',
            "a stolen passport whose O was taken for a zero is not found",
        ),
        (
            "documents-short-keys",
            "if not isinstance(key, bytes) or len(key) < LEAST_KEY:",
            "if not isinstance(key, bytes):",
            "which documents are listed can be tried out",
        ),
        room="lists",
    ),
    *mutations_of(
        "lists/documents/document_list.py",
        ("test_documents.py",),
        (
            "documents-ranges",
            "if reason is not DocumentReason.NUMBER and self._in_range(state, kinds, one.number):",
            "if False:",
            "stolen blanks are not found",
        ),
        (
            "documents-of-every-kind",
            'kinds = [k for k in dict.fromkeys((kind, "")) if k in self._table.kinds]',
            "kinds = [k for k in (kind,) if k in self._table.kinds]",
            "documents of which the list tells no kind are never found",
        ),
        (
            "documents-misread-look-alikes",
            "if reason is None or (reason is DocumentReason.LOOK_ALIKE and not one.read):",
            "if reason is None:",
            "what looks like what a cell might hold is a hit",
        ),
        room="lists",
    ),
    *mutations_of(
        "lists/documents/entry.py",
        ("test_documents.py",),
        (
            "range-one-short",
            "    while low <= high:\n",
            "    while low < high:\n",
            "the last blank of a stolen range is not listed",
        ),
        (
            "range-backwards",
            "        if first > last:\n",
            "        if False:\n",
            "a range with its ends exchanged lists nothing, and nobody says so",
        ),
        room="lists",
    ),
)
