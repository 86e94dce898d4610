"""The Python side of ``benchmarks/distant``: reads lines ``URL``, reads 20 columns of that file, answers ``EVENTS SECONDS CPU``."""

import sys
import time

import uproot

COLUMNS = """nElectron nMuon nJet Electron_pt Electron_eta Electron_phi Electron_mvaTTHUL Electron_lostHits Muon_pt
Muon_eta Muon_phi Muon_mvaTTHUL Muon_mediumId Jet_pt Jet_eta Jet_phi Jet_btagDeepFlavB MET_pt HLT_IsoMu24 event""".split()

for line in sys.stdin:
    begin, cpu = time.time(), time.process_time()
    with uproot.open(line.split()[0], array_cache=None, object_cache=None) as file:
        tree = file["Events"]
        tree.arrays(COLUMNS)
        events = tree.num_entries
    print(events, time.time() - begin, time.process_time() - cpu, flush=True)
