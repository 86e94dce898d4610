package org.topcoffea.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RichTextTest {
    /** Runs as text: _ and ^ for scripts, / for italics. */
    private static String shown(String source) {
        return RichText.parse(source).runs().stream()
                .map(run -> switch (run.script()) {
                            case NORMAL -> "";
                            case SUB -> "_";
                            case SUPER -> "^";
                        }
                        + (run.italic() ? "/" : "")
                        + run.text())
                .collect(Collectors.joining("|"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "$p_T$ [GeV]; /p|_T| [GeV]",
                "p_T [GeV]; p|_T| [GeV]",
                "leading p_{T}^{miss}; leading p|_T|^{miss}",
                "$p_{T}^{miss}$; /p|_T|^miss",
                "2lss_p_4j; 2lss_p_4j",
                "ttH_privateUL17; ttH_privateUL17",
                "lep_T; lep_T",
                "fb$^{-1}$; fb|^−1",
                "$\\eta_{\\mathrm{lead}}$; /η|_lead",
                "t$\\bar{t}$H; t|/t̄|H",
                "$\\Delta R(\\ell, j)$; /Δ| |/R|(|/ℓ|, |/j|)",
                "$\\sqrt{s}$ = 13 TeV; √|/s| = 13 TeV",
                "$m_T$; /m|_T",
                "100 %; 100 %",
            })
    void readsALittleTex(String source, String expected) {
        assertEquals(expected, shown(source));
    }

    @Test
    void anythingIsText() {
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            String source = random.ints(random.nextInt(12), 0, 12)
                    .mapToObj(c -> String.valueOf("$_^{}\\pT aμ😀".charAt(c)))
                    .collect(Collectors.joining());
            assertTrue(RichText.parse(source).width(10) >= 0, source);
        }
    }
}
