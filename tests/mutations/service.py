"""Mutations of the service: who may ask, how much, how long; and what is kept and told."""

from tests.mutations.mutation import mutations_of

MUTATIONS = (
    *mutations_of(
        "service/security/access.py",
        (
            "security/test_access.py::test_no_key_a_wrong_one_and_one_of_another_scope_open_nothing",
            "security/test_access.py::test_nothing_of_a_body_is_read_before_the_key",
            "security/test_access.py::test_guesses_are_few",
        ),
        (
            "access-any-scope",
            "    if not caller.scopes & set(scopes):\n",
            "    if False:\n",
            "a kiosk's key reads every report",
        ),
        (
            "access-without-a-key",
            "    if key is None:\n        raise",
            "    if key is None:\n        return _THIS_MACHINE\n        raise",
            "whoever shows no key may do everything",
        ),
        (
            "access-guesses",
            '        rates.guessed(address)\n        raise Refused(401, "key_unknown"',
            '        raise Refused(401, "key_unknown"',
            "keys can be guessed as fast as the network goes",
        ),
        (
            "access-after-the-body",
            "            for one in needed:\n                await one(request)\n",
            "",
            "whoever has no key fills the memory with bodies",
        ),
        room="service",
    ),
    *mutations_of(
        "service/security/hosts.py",
        (
            "security/test_access.py::test_a_request_that_names_two_hosts_is_not_served",
            "security/test_access.py::test_a_name_that_is_not_ours_is_not_served",
            "security/test_access.py::test_pages_of_other_origins_may_not_ask",
        ),
        (
            "hosts-any-origin",
            "    if origin is not None and origin not in settings.origins",
            "    if False and origin not in settings.origins",
            "any web page may send pictures in the user's name",
        ),
        (
            "hosts-any-name",
            "    if not _is_ours(_name(host), settings):\n",
            "    if False:\n",
            "a page of elsewhere asks by a name that it made point here",
        ),
        (
            "hosts-two-names",
            '    if len(headers.getlist("host")) > 1:',
            "    if False:",
            "a proxy and the service take a request for two different hosts",
        ),
        room="service",
    ),
    *mutations_of(
        "service/security/keyring.py",
        (
            "security/test_access.py::test_no_key_a_wrong_one_and_one_of_another_scope_open_nothing",
            "security/test_access.py::test_a_revoked_key_opens_nothing_at_once",
        ),
        (
            "keyring-revoked",
            "        if stamp is not None and stamp == self._stamp:\n            return\n",
            "        if self._keys:\n            return\n",
            "a key that was taken back still opens everything",
        ),
        room="service",
    ),
    *mutations_of(
        "service/settings.py",
        ("security/test_access.py::test_another_address_takes_keys_and_tls",),
        (
            "settings-open-without-keys",
            "        if self.keys is None:\n",
            "        if False:\n",
            "a service that others can reach asks for no key",
        ),
        room="service",
    ),
)
