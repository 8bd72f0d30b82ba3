"""Trials: many pictures or pairs of them, read, compared or verified one like the other, resumable."""

from docverify.trials.batch import BatchCounts, verify_pairs
from docverify.trials.job import Setting
from docverify.trials.on_ray import run_on_ray
from docverify.trials.workers import run_here, run_in_workers

__all__ = ["BatchCounts", "Setting", "run_here", "run_in_workers", "run_on_ray", "verify_pairs"]
