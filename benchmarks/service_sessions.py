"""Sessions that are begun and left."""

import json

from benchmarks.service_client import FORM, Service, form


def abort_sessions(service: Service, document: bytes, count: int) -> int:
    """Begin sessions, hand over a document in every other one, and delete most of them.

    Returns:
        How many were begun.
    """
    body, begun = form([("picture", document)], {}), 0
    for number in range(count):
        line = service.connected()
        try:
            line.request("POST", "/v1/sessions", b"{}", {"Content-Type": "application/json"})
            answer = line.getresponse()
            told = json.loads(answer.read())
            if answer.status not in (200, 201):
                continue
            begun += 1
            session, own = told["id"], {"Authorization": f"Bearer {told['token']}"}
            if number % 10 == 0:
                line.request("PUT", f"/v1/sessions/{session}/document", body, {**FORM, **own})
                line.getresponse().read()
            if number % 25:  # the others are left, and end by themselves
                line.request("DELETE", f"/v1/sessions/{session}", headers=own)
                line.getresponse().read()
        finally:
            line.close()
    return begun
