"""The Python side of ``benchmarks/distant``: reads lines ``URL CHUNK``, reads 20 columns of that file, answers ``EVENTS SECONDS CPU``.

With a chunk of 0 everything is read by one call, which lets uproot ask for all of it together. Otherwise so many events at a time
and column after column, as NanoEvents does: columns are read when a processor touches them."""

import sys
import time

import uproot

COLUMNS = """nElectron nMuon nJet Electron_pt Electron_eta Electron_phi Electron_mvaTTHUL Electron_lostHits Muon_pt
Muon_eta Muon_phi Muon_mvaTTHUL Muon_mediumId Jet_pt Jet_eta Jet_phi Jet_btagDeepFlavB MET_pt HLT_IsoMu24 event""".split()


def read(tree, chunk):
    if chunk == 0:
        tree.arrays(COLUMNS)
    else:
        for start in range(0, tree.num_entries, chunk):
            for column in COLUMNS:
                tree[column].array(entry_start=start, entry_stop=start + chunk)


for line in sys.stdin:
    url, chunk = line.split()
    begin, cpu = time.time(), time.process_time()
    with uproot.open(url, array_cache=None, object_cache=None) as file:
        tree = file["Events"]
        read(tree, int(chunk))
        events = tree.num_entries
    print(events, time.time() - begin, time.process_time() - cpu, flush=True)
