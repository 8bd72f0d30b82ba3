"""What hundreds of millions of verifications take, from the rows, and a port's day, simulated.

`assumed` is what nobody measured; `queueing` is Erlang's formula; `port` the simulation, with what it
assumes; `costs` cores, memory and disk; `page` the tables of docs/at-scale.md, which
`python -m benchmarks figures` writes there. `python -m benchmarks.scale --seed N` prints them.
"""
