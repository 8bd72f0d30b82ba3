"""Benchmarks: each module has `run(settings)`, which yields rows. Run: `python -m benchmarks run --all`."""
