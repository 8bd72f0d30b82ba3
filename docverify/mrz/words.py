"""Names of fields: those taken for ICAO's own, and names and codes as words for a person."""

from docverify.arguments import expect

_EVERYDAY = {"surname": "primary_identifier", "given_names": "secondary_identifier"}


def field_name(name: str) -> str:
    """The name by which `Mrz.fields` knows a field: `surname` and `given_names` are taken for ICAO's words.

    >>> field_name("surname")
    'primary_identifier'
    """
    return _EVERYDAY.get(name, name)


def in_words(name: str) -> str:
    """A field's name or a code as words for a sentence.

    Raises:
        InputError: `name` is no string.

    >>> in_words("date_of_birth")
    'date of birth'
    """
    expect("name", name, str, "a string")
    return name.replace("_", " ")
