package org.topcoffea.plugins.eft;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.topcoffea.hist.WilsonCoefficients;
import org.topcoffea.spi.AnalysisException;
import org.topcoffea.spi.Parameter;
import org.topcoffea.spi.Parameters;
import org.topcoffea.spi.Run;
import org.topcoffea.spi.UserError;

/**
 * What a run was asked to do.
 *
 * @param coefficients the Wilson coefficients
 * @param variables what is filled
 * @param channels the channels that are filled
 * @param errors whether squared weights are kept
 * @param systematics whether systematic variations are filled
 * @param splitFlavours whether lepton flavours are told apart
 * @param sidebands whether application regions other than the signal regions are filled
 * @param ptSumCut the scalar sum of lepton and jet pt that events have to stay below, in GeV
 */
record Settings(
        WilsonCoefficients coefficients,
        List<Variable> variables,
        List<Channel> channels,
        boolean errors,
        boolean systematics,
        boolean splitFlavours,
        boolean sidebands,
        double ptSumCut) {
    static final Settings NONE =
            new Settings(WilsonCoefficients.NONE, List.of(), List.of(), false, false, false, false, 0);

    static final List<Parameter> PARAMETERS = List.of(
            flag(
                    "do-errors",
                    "Also keep squared weights, as quartic forms in the Wilson coefficients; slow and large."),
            flag("do-systs", "Also fill variations of the generator scales and of the trigger prefiring."),
            flag("split-lep-flavor", "Tell the flavours of the leptons apart."),
            flag("skip-sr", "Leave out the signal regions."),
            flag("skip-cr", "Leave out the control regions."),
            flag("sidebands", "Also fill the regions with leptons that are not tight, and flipped charges in data."),
            new Parameter(
                    "hist-list",
                    Parameter.Type.LIST,
                    "njets,j0pt,l0pt,lj0pt",
                    "The histograms to fill, or 'ana' or 'cr' for those of the analysis or of control plots."),
            new Parameter(
                    "ecut",
                    Parameter.Type.NUMBER,
                    "Infinity",
                    "Keep only events whose scalar sum of lepton and jet pt is below this value in GeV."));

    private static final List<Variable> ANALYSIS = List.of(Variable.NJETS, Variable.LJ0PT, Variable.PTZ);
    private static final List<Variable> CONTROL = List.of(
            Variable.LJ0PT,
            Variable.PTZ,
            Variable.MET,
            Variable.LJPTSUM,
            Variable.L0PT,
            Variable.L0ETA,
            Variable.L1PT,
            Variable.L1ETA,
            Variable.J0PT,
            Variable.J0ETA,
            Variable.NJETS,
            Variable.NBTAGSL,
            Variable.INVMASS);

    private static Parameter flag(String name, String help) {
        return new Parameter(name, Parameter.Type.FLAG, "false", help);
    }

    static Settings of(Run run) {
        Parameters parameters = run.parameters();
        boolean skipSignal = parameters.flag("skip-sr");
        boolean skipControl = parameters.flag("skip-cr");
        if (skipSignal && skipControl) {
            throw bad("skip-sr and skip-cr together leave nothing to fill: give only one of them");
        }
        return new Settings(
                new WilsonCoefficients(run.wcNames()),
                variables(parameters.list("hist-list")),
                Arrays.stream(Channel.values())
                        .filter(channel -> channel.control() ? !skipControl : !skipSignal)
                        .toList(),
                parameters.flag("do-errors"),
                parameters.flag("do-systs"),
                parameters.flag("split-lep-flavor"),
                parameters.flag("sidebands"),
                parameters.number("ecut"));
    }

    private static List<Variable> variables(List<String> names) {
        if (names.equals(List.of("ana"))) {
            return ANALYSIS;
        }
        if (names.equals(List.of("cr"))) {
            return CONTROL;
        }
        List<Variable> variables = new ArrayList<>();
        for (String name : names) {
            Variable variable = Arrays.stream(Variable.values())
                    .filter(known -> known.label().equals(name))
                    .findFirst()
                    .orElseThrow(() -> bad("hist-list names '" + name + "', but there are ana, cr, "
                            + Arrays.stream(Variable.values())
                                    .map(Variable::label)
                                    .collect(Collectors.joining(", "))));
            if (!variables.contains(variable)) {
                variables.add(variable);
            }
        }
        return variables;
    }

    private static AnalysisException bad(String message) {
        return new AnalysisException(UserError.BAD_PARAMETER, message);
    }
}
