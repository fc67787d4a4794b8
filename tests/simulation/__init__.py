"""The seeded simulation of protocol.md, section 7: real fold, real stores, real engine, real server; a scheduler owns
time, chance, the network and the crashes. `docs/simulation.md` says what is driven and how a seed is replayed."""
