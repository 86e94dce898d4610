package org.topcoffea.root;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sums over whole columns that an independent reader (JSROOT) found. */
class GoldenSumsTest {
    @ParameterizedTest
    @CsvSource({
        "nano_dy.root, run, 40",
        "nano_dy.root, nJet, 188",
        "nano_dy.root, Jet_pt, 5737.7109375",
        "nano_dy.root, Jet_jetId, 1016",
        "nanoAOD_2015_CMS_Open_Data_ttbar.root, nJet, 537",
        "nanoAOD_2015_CMS_Open_Data_ttbar.root, Jet_pt, 16785.6171875",
        "nanoAOD_2015_CMS_Open_Data_ttbar.root, Muon_pt, 1449.5771398544312",
        "nanoAOD_2015_CMS_Open_Data_ttbar.root, run, 200",
        "scouting_nano.root, run, 40",
    })
    void sumsEqualThoseOfJsroot(String file, String column, double expected) {
        try (RootFile root = RootFile.open(TestData.file(file))) {
            Tree tree = root.tree("Events");
            try (EventReader reader = tree.reader(ColumnDigests.SAMPLE)) {
                reader.select(0, tree.entries());
                double[] values = reader.doubles(column);
                int n = reader.column(column).jagged() ? reader.offsets(column)[reader.size()] : reader.size();
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += values[i];
                }
                assertEquals(expected, sum);
            }
        }
    }
}
