"""The Python side of the comparison that ``benchmarks/paired`` makes: reads lines ``CASE CODEC WORKERS SECONDS FILE``,
works on that case for about so many seconds of processor time in each worker, and answers ``EVENTS WALL CPU`` like the Java side."""

import functools
import multiprocessing
import os
import resource
import sys
import time
import warnings

warnings.filterwarnings("ignore")

import numpy as np
import uproot

import processors
from histeft import HistEFT, terms

COLUMNS = """nElectron nMuon nJet Electron_pt Electron_eta Electron_phi Electron_mvaTTHUL Electron_lostHits Muon_pt
Muon_eta Muon_phi Muon_mvaTTHUL Muon_mediumId Jet_pt Jet_eta Jet_phi Jet_btagDeepFlavB MET_pt HLT_IsoMu24 event""".split()
FILL_EVENTS = 20_000


@functools.lru_cache(maxsize=None)
def tree(path):
    return uproot.open(path, num_workers=1)["Events"]


def columns(path, start, stop):
    tree(path).arrays(COLUMNS, entry_start=start, entry_stop=stop, array_cache=None)
    return stop - start


@functools.lru_cache(maxsize=None)
def fill_input():
    random = np.random.default_rng(1)
    q = random.normal(0.3, 0.5, (FILL_EVENTS, terms(22))).astype(np.float32)
    return random.exponential(100, FILL_EVENTS), q


def fill(path, start, stop):
    import boost_histogram as bh

    x, q = fill_input()
    histogram = HistEFT([f"c{i}" for i in range(22)], bh.axis.Regular(10, 0, 500))
    histogram.fill(("signal",), x, np.full(len(x), 1.5), q)
    return len(x)


def nano_events(path, start, stop):
    from coffea.nanoevents import NanoAODSchema, NanoEventsFactory

    NanoAODSchema.warn_missing_crossrefs = False
    if processors.MODERN:
        factory = NanoEventsFactory.from_root(
            {path: "Events"}, entry_start=start, entry_stop=stop, schemaclass=NanoAODSchema, mode="virtual"
        )
    else:
        factory = NanoEventsFactory.from_root(
            path, treepath="Events", entry_start=start, entry_stop=stop, schemaclass=NanoAODSchema
        )
    return factory.events()


def chunk(name, path, start, stop):
    sample = processors.read_sample(path.rsplit("_", 1)[0] + ".json")
    sample["name"] = os.path.basename(path)
    getattr(processors, name)(nano_events(path, start, stop), sample)
    return stop - start


def once(job):
    name, path, start, stop = job
    if name in ("columns", "fill"):
        return globals()[name](path, start, stop)
    return chunk(name, path, start, stop)


def repeat(job):
    seconds, rest = job[0], job[1:]
    until = time.process_time() + seconds
    events = 0
    while True:
        events += once(rest)
        if time.process_time() >= until:
            return events


def cpu():
    own = resource.getrusage(resource.RUSAGE_SELF)
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def main():
    pools = {}
    for line in sys.stdin:
        name, codec, workers, seconds, path = line.split()
        workers, seconds = int(workers), float(seconds)
        entries = tree(path).num_entries
        begin, start = cpu(), time.perf_counter()
        if workers == 1:
            events = repeat((seconds, name, path, 0, entries))
        else:
            if workers not in pools:
                pools[workers] = multiprocessing.get_context("spawn").Pool(workers)
                pools[workers].map(abs, range(workers))
                begin, start = cpu(), time.perf_counter()
            share = entries // workers
            jobs = [(seconds, name, path, i * share, (i + 1) * share) for i in range(workers)]
            events = sum(pools[workers].map(repeat, jobs, chunksize=1))
        wall = time.perf_counter() - start
        print(events, f"{wall:.6f}", f"{cpu() - begin:.6f}", flush=True)


if __name__ == "__main__":
    main()
