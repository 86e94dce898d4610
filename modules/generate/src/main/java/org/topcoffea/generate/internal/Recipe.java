package org.topcoffea.generate.internal;

/**
 * What a hard process makes.
 *
 * @param tops the number of top quarks, of both charges in turn
 * @param bosons the other heavy particles: W, Z, H; L for a W that decays to leptons; P for a photon or Z that decays to leptons
 * @param extraJets the mean number of jets beside what decays give
 * @param scale the scale of the spectrum of transverse momenta in GeV
 * @param leptons the least number of charged leptons; events with fewer are made anew
 */
record Recipe(int tops, String bosons, double extraJets, double scale, int leptons) {}
