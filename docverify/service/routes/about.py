"""What the service is and how it fares: policies, engines, health."""

from fastapi import APIRouter, Request

from docverify.service.pool.pool import Pool
from docverify.service.refused import Refused

router = APIRouter(tags=["about"])


@router.get("/healthz")
async def healthz() -> dict[str, str]:
    """Whether the service answers at all."""
    return {"status": "ok"}


@router.get("/readyz")
async def readyz(request: Request) -> dict[str, str]:
    """Whether every worker is warm."""
    pool: Pool = request.app.state.pool
    if not pool.ready:
        raise Refused(503, "not_ready", "Workers are being started.", retryable=True, retry_after=1)
    return {"status": "ready"}
