package org.topcoffea.plugins.eft;

import org.topcoffea.hist.Axis;
import org.topcoffea.hist.DenseAxis;

/** The quantities that can be filled. */
enum Variable {
    NJETS(Axis.regular("njets", "Jet multiplicity", 10, 0, 10)),
    J0PT(Axis.regular("j0pt", "$p_T$ of the leading jet [GeV]", 10, 0, 500)),
    L0PT(Axis.variable("l0pt", "Cone $p_T$ of the leading lepton [GeV]", 0, 50, 100, 200)),
    LJ0PT(Axis.variable("lj0pt", "Largest $p_T$ of a pair of leptons and jets [GeV]", 0, 150, 250, 500)),
    PTZ(Axis.variable("ptz", "$p_T$ of the Z boson [GeV]", 0, 200, 300, 400, 500)),
    MET(Axis.regular("met", "Missing transverse momentum [GeV]", 20, 0, 400)),
    HT(Axis.variable("ht", "Scalar sum of jet $p_T$ [GeV]", 0, 300, 500, 800)),
    LJPTSUM(Axis.variable("ljptsum", "Scalar sum of lepton and jet $p_T$ [GeV]", 0, 400, 600, 1000)),
    L0ETA(Axis.regular("l0eta", "$\\eta$ of the leading lepton", 20, -2.5, 2.5)),
    L1PT(Axis.regular("l1pt", "Cone $p_T$ of the second lepton [GeV]", 10, 0, 100)),
    L1ETA(Axis.regular("l1eta", "$\\eta$ of the second lepton", 20, -2.5, 2.5)),
    J0ETA(Axis.regular("j0eta", "$\\eta$ of the leading jet", 30, -3, 3)),
    NBTAGSL(Axis.regular("nbtagsl", "Loose b-tag multiplicity", 5, 0, 5)),
    INVMASS(Axis.regular("invmass", "Mass of the two leading leptons [GeV]", 20, 0, 1000)),
    O0PT(Axis.variable("o0pt", "Largest $p_T$ of leptons and jets [GeV]", 0, 100, 200, 400)),
    BL0PT(Axis.variable("bl0pt", "Largest $p_T$ of a pair of b-jet and lepton [GeV]", 0, 100, 200, 400));

    private final DenseAxis axis;

    Variable(DenseAxis axis) {
        this.axis = axis;
    }

    DenseAxis axis() {
        return axis;
    }

    String label() {
        return axis.name();
    }

    /** Whether it is filled in a channel with a jet multiplicity; some make no sense in some. */
    boolean suits(Channel channel, int jetBin, int jets) {
        return switch (this) {
            case J0PT, J0ETA -> jets > 0 && jetBin != 0 && channel != Channel.CR_Z && channel != Channel.CR_FLIP;
            case PTZ -> channel.label().contains("onZ");
            case O0PT, BL0PT -> !channel.control();
            default -> true;
        };
    }
}
