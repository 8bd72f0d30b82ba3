"""What a traveller's page is told of a session."""

from docverify.service.models.sessions import SessionOf
from docverify.service.sessions.rules import Rules
from docverify.service.sessions.session import Session


def told(session: Session, *, at: float, rules: Rules) -> SessionOf:
    """The session as its traveller may know it.

    Args:
        session: as it stands.
        at: the second by the clock that it goes by.
        rules: what it goes by.
    """
    flow = session.flow
    ends = session.expires if flow.state.over else min(flow.until, session.expires)
    return SessionOf(
        state=flow.state,
        hint=flow.hint,
        part=flow.part,
        outline=[list(point) for point in flow.outline],
        progress=round(flow.progress, 3),
        tries_left=max(0, rules.tries - flow.tries),
        manual=flow.manual,
        more_time=not flow.state.over and flow.extended < rules.more_times,
        helped=flow.helped,
        seconds_left=round(max(0.0, ends - at), 1),
    )
