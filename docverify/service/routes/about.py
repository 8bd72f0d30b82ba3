"""What the service is and how it fares: policies, engines, health."""

from fastapi import APIRouter, Depends, Request

from docverify.service.demanded import Demanded
from docverify.service.jobs.engines import engines as engines_job
from docverify.service.models.about import EnginesAnswer, FaceEngineOf, Health, PoliciesAnswer
from docverify.service.models.report import PolicyOf
from docverify.service.pool.pool import Pool
from docverify.service.refused import Refused
from docverify.service.security.access import GuardedRoute, needs
from docverify.verification.report import software

router = APIRouter(tags=["about"], route_class=GuardedRoute)


@router.get("/healthz")
async def healthz() -> Health:
    """Whether the service answers at all."""
    return Health(status="ok")


@router.get("/readyz")
async def readyz(request: Request) -> Health:
    """Whether every worker is warm."""
    pool: Pool = request.app.state.pool
    if not pool.ready:
        raise Refused(503, "not_ready", "Workers are being started.", retryable=True, retry_after=1)
    return Health(status="ready")


@router.get("/v1/policies", dependencies=[Depends(needs("verify"))], response_model_exclude_unset=True)
async def policies(request: Request) -> PoliciesAnswer:
    """What may be demanded, and what is demanded where a request names nothing."""
    demanded: Demanded = request.app.state.demanded
    told = {name: PolicyOf.model_validate(one.to_dict()) for name, one in demanded.policies.items()}
    return PoliciesAnswer(default=demanded.default, policies=told)


@router.get("/v1/engines", dependencies=[Depends(needs("verify"))])
async def engines(request: Request) -> EnginesAnswer:
    """What reads and compares, and from which false match rate on."""
    pool: Pool = request.app.state.pool
    listed = await pool.run(engines_job)
    return EnginesAnswer(software=software(), engines=[FaceEngineOf.model_validate(one) for one in listed])
