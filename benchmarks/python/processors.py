"""The bundled processors ``sow``, ``simple`` and ``eft`` as one writes them with coffea: NanoEvents and awkward arrays,
the same columns, the same cuts, the same histograms."""

import json

import awkward as ak
import boost_histogram as bh
import numpy as np

from histeft import HistEFT, remap

MODERN = not ak.__version__.startswith("1.")
Z_MASS = 91.2
LOOSE_TAG, MEDIUM_TAG, LUMINOSITY = 0.0532, 0.3040, 41.48
TRIGGERS = """Mu17_TrkIsoVVL_Mu8_TrkIsoVVL_DZ Mu17_TrkIsoVVL_Mu8_TrkIsoVVL_DZ_Mass3p8 TripleMu_12_10_5
Ele23_Ele12_CaloIdL_TrackIdL_IsoVL Ele23_Ele12_CaloIdL_TrackIdL_IsoVL_DZ Ele16_Ele12_Ele8_CaloIdL_TrackIdL
Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL Mu23_TrkIsoVVL_Ele12_CaloIdL_TrackIdL_IsoVL_DZ
Mu12_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ Mu8_TrkIsoVVL_Ele23_CaloIdL_TrackIdL_IsoVL_DZ
Mu8_DiEle12_CaloIdL_TrackIdL Mu8_DiEle12_CaloIdL_TrackIdL_DZ DiMu9_Ele9_CaloIdL_TrackIdL_DZ
IsoMu24 IsoMu27 Ele32_WPTight_Gsf Ele35_WPTight_Gsf""".split()
FILTERS = """goodVertices globalSuperTightHalo2016Filter HBHENoiseFilter HBHENoiseIsoFilter
EcalDeadCellTriggerPrimitiveFilter BadPFMuonFilter eeBadScFilter ecalBadCalibFilter""".split()


def _numpy(array):
    return ak.to_numpy(array)


def _coefficients(events, names, selected=None):
    q = events.EFTfitCoefficients
    if selected is not None:
        q = q[selected]
    flat = _numpy(ak.flatten(q)).reshape(len(q), -1)
    return remap(flat, names, names)


def sow(events, sample):
    """One bin for each of nine sums of weights."""
    names = sample["WCnames"]
    q = _coefficients(events, names)
    ones = np.ones(len(events))
    scale, shower = events.LHEScaleWeight, events.PSWeight
    variations = {"SumOfWeights": None}
    for label, index in {"renormDown": 1, "factDown": 3, "factUp": 5, "renormUp": 7}.items():
        variations["SumOfWeights_" + label] = _numpy(scale[:, index])
    for label, index in {"renormfactDown": 0, "renormfactUp": 8}.items():
        variations["SumOfWeights_" + label] = _numpy(scale[:, index])
    for label, index in {"ISRDown": 0, "FSRDown": 1, "ISRUp": 2, "FSRUp": 3}.items():
        variations["SumOfWeights_" + label] = _numpy(shower[:, index])
    result = {}
    for name, weight in variations.items():
        result[name] = HistEFT(names, bh.axis.Regular(1, 0, 2))
        result[name].fill(sample["name"], ones, weight, q)
    return result


def simple(events, sample):
    """Generated events with two leptons and two jets."""
    names = sample["WCnames"]
    particles, jets = events.GenPart, events.GenJet
    identity = abs(particles.pdgId)
    lepton = particles[((identity == 11) | (identity == 13)) & (particles.pt > 15) & (abs(particles.eta) < 2.5)]
    jets = jets[(jets.pt > 30) & (abs(jets.eta) < 2.5)]
    pairs = ak.cartesian([jets, lepton], nested=True)
    jet, near = ak.unzip(pairs)
    delta_phi = (jet.phi - near.phi + np.pi) % (2 * np.pi) - np.pi
    distance = np.sqrt((jet.eta - near.eta) ** 2 + delta_phi**2)
    jets = jets[ak.all(distance > 0.4, axis=-1)]
    selected = _numpy((ak.num(lepton) >= 2) & (ak.num(jets) >= 2))
    lepton, jets = lepton[selected], jets[selected]
    leading_jet = ak.firsts(jets[ak.argmax(jets.pt, axis=1, keepdims=True)])
    values = {
        "njets": (bh.axis.Regular(12, 0, 12), ak.num(jets)),
        "j0pt": (bh.axis.Regular(10, 0, 600), leading_jet.pt),
        "j0eta": (bh.axis.Regular(10, -3, 3), leading_jet.eta),
        "l0pt": (bh.axis.Regular(15, 0, 400), ak.max(lepton.pt, axis=1)),
    }
    q = _coefficients(events, names, selected)
    result = {}
    for name, (axis, x) in values.items():
        result[name] = HistEFT(names, axis)
        result[name].fill((sample["name"], "2l", "2l"), _numpy(ak.fill_none(x, np.nan)), None, q)
    return result


def _jet_tag(leptons, jets):
    index = leptons.jetIdx
    known = (index >= 0) & (index < ak.num(jets))
    padded = ak.pad_none(jets.btagDeepFlavB, 1)
    return ak.where(known, ak.fill_none(padded[ak.where(known, index, 0)], -99.0), -99.0)


def _smooth_tag(pt):
    t = np.minimum(np.maximum(0, pt - 20) / 25, 1)
    return t * LOOSE_TAG + (1 - t) * MEDIUM_TAG


def _preselected(leptons, least_pt, largest_eta):
    return (
        (leptons.pt > least_pt)
        & (abs(leptons.eta) < largest_eta)
        & (abs(leptons.dxy) < 0.05)
        & (abs(leptons.dz) < 0.1)
        & (leptons.miniPFRelIso_all < 0.4)
        & (leptons.sip3d < 8)
    )


def _common(leptons, electron, mva_tight, jet_cone, cone_pt, tight, strict, sure, generated):
    """The fields that electrons and muons share, so that both can be in one list."""
    index = leptons.genPartIdx
    known = (index >= 0) & (index < ak.num(generated))
    identity = ak.fill_none(ak.pad_none(generated.pdgId, 1)[ak.where(known, index, 0)], 0)
    return ak.zip(
        {
            "pt": leptons.pt,
            "eta": leptons.eta,
            "phi": leptons.phi,
            "mass": leptons.mass,
            "conePt": cone_pt,
            "charge": leptons.charge,
            "pdgId": leptons.pdgId,
            "jetIdx": leptons.jetIdx,
            "electron": ak.zeros_like(leptons.charge) + electron,
            "tight": tight,
            "strict": strict,
            "sure": sure,
            "prompt": (leptons.genPartFlav == 1) | (leptons.genPartFlav == 15),
            "chargeMatched": known & (identity * leptons.pdgId > 0),
        }
    )


def _electrons(events):
    e = events.Electron
    loose = _preselected(e, 7, 2.5) & e.mvaFall17V2noIso_WPL & (e.lostHits <= 1)
    e = e[loose]
    tag = _jet_tag(e, events.Jet)
    mva_tight = e.mvaTTHUL > 0.90
    jet_cone = 0.90 * e.pt * (1 + e.jetRelIso)
    cone_pt = ak.where(mva_tight, e.pt, jet_cone)
    barrel = abs(e.eta + e.deltaEtaSC) <= 1.479
    strict = e.convVeto & (e.lostHits == 0)
    shower = (e.hoe < 0.10) & (e.eInvMinusPInv > -0.04) & (e.sieie < ak.where(barrel, 0.011, 0.030))
    relaxed = mva_tight | (e.mvaFall17V2noIso_WP90 & (tag < _smooth_tag(jet_cone)) & (e.jetRelIso < 1.0))
    fakeable = (cone_pt > 10) & (tag < MEDIUM_TAG) & shower & strict & relaxed
    common = _common(e, 1, mva_tight, jet_cone, cone_pt, mva_tight, strict, e.tightCharge >= 2, events.GenPart)
    return common, common[fakeable]


def _muons(events):
    m = events.Muon
    m = m[_preselected(m, 5, 2.4) & m.looseId]
    tag = _jet_tag(m, events.Jet)
    mva_tight = m.mvaTTHUL > 0.85
    jet_cone = 0.90 * m.pt * (1 + m.jetRelIso)
    tight = mva_tight & m.mediumId
    cone_pt = ak.where(tight, m.pt, jet_cone)
    relaxed = mva_tight | ((tag < _smooth_tag(jet_cone)) & (m.jetRelIso < 0.5))
    fakeable = (cone_pt > 10) & (tag < MEDIUM_TAG) & relaxed
    common = _common(m, 0, mva_tight, jet_cone, cone_pt, tight, m.pt > 0, m.tightCharge >= 1, events.GenPart)
    return common, common[fakeable]


def _mass(a, b):
    px = a.pt * np.cos(a.phi) + b.pt * np.cos(b.phi)
    py = a.pt * np.sin(a.phi) + b.pt * np.sin(b.phi)
    pz = a.pt * np.sinh(a.eta) + b.pt * np.sinh(b.eta)
    energy = np.sqrt(a.mass**2 + (a.pt * np.cosh(a.eta)) ** 2) + np.sqrt(b.mass**2 + (b.pt * np.cosh(b.eta)) ** 2)
    return np.sqrt(np.maximum(energy**2 - px**2 - py**2 - pz**2, 0))


def _on_z(leptons, count):
    a, b = ak.unzip(ak.combinations(leptons[:, :count], 2))
    return ak.any((a.pdgId == -b.pdgId) & (abs(_mass(a, b) - Z_MASS) < 10), axis=1)


def eft(events, sample):
    """Two leptons of the same sign, three and four leptons, in the categories of the bundled processor."""
    names = sample["WCnames"]
    accepted = (
        ak.sum((events.Electron.pt > 7) & (abs(events.Electron.eta) < 2.5), axis=1)
        + ak.sum((events.Muon.pt > 5) & (abs(events.Muon.eta) < 2.4), axis=1)
    ) >= 2
    triggered = np.zeros(len(events), dtype=bool)
    for path in TRIGGERS:
        triggered = triggered | _numpy(events.HLT[path])
    (loose_e, fake_e), (loose_m, fake_m) = _electrons(events), _muons(events)
    loose = ak.concatenate([loose_e, loose_m], axis=1)
    leptons = ak.concatenate([fake_e, fake_m], axis=1)
    leptons = leptons[ak.argsort(leptons.conePt, axis=1, ascending=False)]
    a, b = ak.unzip(ak.combinations(loose, 2))
    heavy = ak.all(_mass(a, b) > 12, axis=1)
    keep = _numpy(accepted & triggered & heavy & (ak.num(leptons) >= 2))
    for name in FILTERS:
        keep = keep & _numpy(events.Flag[name])
    two = ak.pad_none(leptons, 2)
    keep = keep & _numpy(ak.fill_none((two[:, 0].conePt > 25) & (two[:, 1].conePt > 15), False))

    leptons, jets = leptons[keep], events.Jet[keep]
    own = ak.any(ak.local_index(jets.pt)[:, :, np.newaxis] == leptons.jetIdx[:, np.newaxis, :], axis=-1)
    jets = jets[(jets.pt > 30) & (abs(jets.eta) < 2.4) & (jets.jetId > 0) & ~own]
    njets = _numpy(ak.num(jets))
    loose_tags = _numpy(ak.sum(jets.btagDeepFlavB > LOOSE_TAG, axis=1))
    medium = _numpy(ak.sum(jets.btagDeepFlavB > MEDIUM_TAG, axis=1))
    tagged = (medium >= 1) & (loose_tags >= 2)
    four = ak.pad_none(leptons, 4)
    number = _numpy(ak.num(leptons))
    tight_number = _numpy(ak.sum(leptons.tight, axis=1))

    def flag(field, count):
        return _numpy(ak.all(leptons[:, :count][field], axis=1)) & (number >= count)

    def above(i, electron, muon):
        cut = ak.where(four[:, i].electron == 1, electron, muon)
        return _numpy(ak.fill_none(four[:, i].conePt > cut, False))

    charge = {n: _numpy(ak.sum(leptons.charge[:, :n], axis=1)) for n in (1, 2, 3)}
    prompt = {n: flag("prompt", n) for n in (2, 3)}
    two_leptons = (
        (number >= 2) & (tight_number < 3) & above(0, 25, 25) & above(1, 15, 15) & flag("strict", 2) & flag("sure", 2)
    )
    two_leptons = two_leptons & prompt[2] & flag("chargeMatched", 2)
    both_electrons = _numpy(ak.sum(leptons.electron[:, :2], axis=1)) == 2
    two_first = ak.pad_none(leptons, 2)
    mass = _numpy(ak.fill_none(_mass(two_first[:, 0], two_first[:, 1]), 0.0))
    same_sign = two_leptons & ~(both_electrons & (abs(mass - Z_MASS) <= 10))
    three = (number >= 3) & (tight_number < 4) & above(0, 25, 25) & above(1, 15, 15) & above(2, 15, 10)
    three = three & flag("strict", 3) & prompt[3]
    quad = (number >= 4) & above(0, 25, 25) & above(1, 15, 15) & above(2, 15, 10) & above(3, 15, 10)
    quad = quad & flag("tight", 4) & flag("strict", 4)
    on_z = {n: _numpy(_on_z(leptons, n)) for n in (2, 3)}
    muons2 = 2 - _numpy(ak.sum(leptons.electron[:, :2], axis=1))
    os = charge[2] == 0
    ss_region = flag("tight", 2) & ~os
    os_region = flag("tight", 2) & os
    three_region = flag("tight", 3)
    near_z = (abs(mass - Z_MASS) < 30) & (muons2 != 1)
    off = three & ~on_z[3]
    channels = [
        ("2lss_p", 4, 7, True, ss_region & same_sign & (charge[1] > 0) & tagged & (medium < 3)),
        ("2lss_m", 4, 7, True, ss_region & same_sign & (charge[1] < 0) & tagged & (medium < 3)),
        ("2lss_4t_p", 4, 7, True, ss_region & same_sign & (charge[1] > 0) & tagged & (medium >= 3)),
        ("2lss_4t_m", 4, 7, True, ss_region & same_sign & (charge[1] < 0) & tagged & (medium >= 3)),
        ("3l_onZ_1b", 2, 5, True, three_region & three & on_z[3] & (medium == 1)),
        ("3l_onZ_2b", 2, 5, True, three_region & three & on_z[3] & (medium >= 2)),
        ("3l_p_offZ_1b", 2, 5, True, three_region & off & (charge[3] > 0) & (medium == 1)),
        ("3l_m_offZ_1b", 2, 5, True, three_region & off & (charge[3] < 0) & (medium == 1)),
        ("3l_p_offZ_2b", 2, 5, True, three_region & off & (charge[3] > 0) & (medium >= 2)),
        ("3l_m_offZ_2b", 2, 5, True, three_region & off & (charge[3] < 0) & (medium >= 2)),
        ("4l", 2, 4, True, quad & tagged),
        ("2lss_CR", 1, 3, False, ss_region & same_sign & (medium == 1)),
        ("2lss_CRflip", None, 3, False, ss_region & two_leptons & (muons2 == 0) & near_z),
        ("3l_CR", 0, 1, True, three_region & three & (medium == 0)),
        ("2los_CRtt", 2, 2, False, os_region & two_leptons & (muons2 == 1) & (medium == 2)),
        ("2los_CRZ", 0, 0, True, os_region & two_leptons & on_z[2] & (medium == 0)),
    ]

    leading = _numpy(ak.fill_none(ak.max(jets.pt, axis=1), -1))
    objects = ak.concatenate(
        [
            ak.zip({"px": leptons.pt * np.cos(leptons.phi), "py": leptons.pt * np.sin(leptons.phi)}),
            ak.zip({"px": jets.pt * np.cos(jets.phi), "py": jets.pt * np.sin(jets.phi)}),
        ],
        axis=1,
    )
    a, b = ak.unzip(ak.combinations(objects, 2))
    pair = _numpy(ak.fill_none(ak.max(np.sqrt((a.px + b.px) ** 2 + (a.py + b.py) ** 2), axis=1), 0.0))
    values = {
        "njets": (bh.axis.Regular(10, 0, 10), njets),
        "j0pt": (bh.axis.Regular(10, 0, 500), leading),
        "l0pt": (bh.axis.Variable([0, 50, 100, 200]), _numpy(ak.fill_none(ak.firsts(leptons.conePt), np.nan))),
        "lj0pt": (bh.axis.Variable([0, 150, 250, 500]), pair),
    }
    norm = 1000 * LUMINOSITY * sample["xsec"] / sample["nSumOfWeights"]
    weight = norm * _numpy(events.L1PreFiringWeight.Nom[keep]).astype(np.float64)
    q = _coefficients(events, names, keep)
    result = {name: HistEFT(names, axis) for name, (axis, x) in values.items()}
    for label, least, most, more, passed in channels:
        for jet_bin in range(most if least is None else least, most + 1):
            in_bin = njets <= most if least is None else njets == jet_bin
            if more and jet_bin == most:
                in_bin = njets >= most
            mask = passed & in_bin
            if not mask.any():
                continue
            for name, (axis, x) in values.items():
                if name == "j0pt" and (jet_bin == 0 or label in ("2los_CRZ", "2lss_CRflip")):
                    continue
                cut = mask & (njets > 0) if name == "j0pt" else mask
                category = label if name == "njets" else f"{label}_{jet_bin}j"
                result[name].fill((sample["histAxisName"], category, "nominal"), x[cut], weight[cut], q[cut])
    return result


def read_sample(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)
