"""Figures for Prometheus."""

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse

from docverify.service.meters import Meters
from docverify.service.pool.pool import Pool

router = APIRouter(tags=["about"])


@router.get("/metrics", response_class=PlainTextResponse)
async def metrics(request: Request) -> PlainTextResponse:
    """Counters and histograms in Prometheus' text format; no label names a person, a document or a key."""
    pool: Pool = request.app.state.pool
    meters: Meters = request.app.state.meters
    gauges = {
        "docverify_pool_waiting": pool.waiting,
        "docverify_pool_working": pool.working,
        "docverify_pool_workers": pool.workers,
        "docverify_pool_jobs_total": pool.counts.done,
        "docverify_pool_refused_total": pool.counts.refused,
        "docverify_pool_lost_total": pool.counts.lost,
        "docverify_pool_late_total": pool.counts.late,
    }
    return PlainTextResponse(meters.text(gauges), media_type="text/plain; version=0.0.4; charset=utf-8")
