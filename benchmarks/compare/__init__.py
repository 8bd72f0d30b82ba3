"""Two commits side by side: `python -m benchmarks compare BASE HEAD [--quick]`.

Both do the same in turn, A B A B …, each round in a process of its own, so that a change of the machine's
speed falls on both. What is compared are ratios of processor time, item by item, and counts: how many MRZs
are exact, how many pairs accepted. `limits` says how much slower and how much worse is too much.
"""
