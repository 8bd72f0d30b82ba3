"""Who may touch one session: whoever holds its token, the key that made it, or who reads reports."""

from fastapi.requests import HTTPConnection

from docverify.service.refused import Refused
from docverify.service.security.access import Needs, address_of, key_of
from docverify.service.security.keys import Caller, Scope
from docverify.service.sessions.store import Store


class Holds(Needs):
    """A dependency of routes with `{identity}`: the session's token as Bearer, or the key that made it."""

    def __init__(self) -> None:
        super().__init__(Scope.VERIFY)

    async def __call__(self, connection: HTTPConnection) -> Caller:
        """Who holds the session.

        Raises:
            Refused: 401 `token_refused`, 404 `session_gone`, or as `needs("verify")`.
        """
        store: Store = connection.app.state.sessions
        identity, shown = str(connection.path_params.get("identity", "")), key_of(connection)
        if shown is not None and not shown.startswith("dv_"):
            connection.app.state.rates.check_guesses(address_of(connection))
            if store.opened_by(identity, shown) is None:
                connection.app.state.rates.guessed(address_of(connection))
                raise Refused(401, "token_refused", "This token does not open that session, or it is over.")
            return _TRAVELLER
        caller = await super().__call__(connection)
        session = store.get(identity)
        if session is None or session.owner != caller.id:
            raise session_gone()
        return caller


def session_gone() -> Refused:
    """The refusal where there is no such session, or no longer, or it is somebody else's."""
    return Refused(404, "session_gone", "There is no such session, or no longer: begin another one.")


_TRAVELLER = Caller("session", "a traveller's page", frozenset())
