package org.topcoffea.manager.internal.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.TreeMap;
import org.topcoffea.plan.InputFile;
import org.topcoffea.runner.RunPlan;
import org.topcoffea.spi.Sample;

/** What must be the same for results to be added: a hash of everything that decides what is filled. */
final class Fingerprint {
    private final StringBuilder text = new StringBuilder();

    private Fingerprint() {}

    /**
     * The hash of a run.
     *
     * @param plan the run
     * @param plugin what tells the plugin from all others
     * @param version the version of this program
     */
    static String of(RunPlan plan, String plugin, String version) {
        Fingerprint print = new Fingerprint();
        print.add(version, plugin, plan.processor(), plan.tree(), plan.reproducible());
        print.add(plan.run().wcNames(), new TreeMap<>(plan.parameters()));
        if (plan.chunkLimit().isPresent()) {
            print.add(plan.chunkLimit().getAsLong(), plan.chunks());
        }
        plan.run().samples().forEach(print::addSample);
        for (InputFile file : plan.files()) {
            print.add(file);
        }
        return print.hash();
    }

    private void addSample(Sample sample) {
        add(
                sample.name(),
                sample.process(),
                sample.year(),
                sample.isData(),
                sample.crossSection(),
                sample.sumOfWeights(),
                new TreeMap<>(sample.sumsOfWeights()),
                sample.wcNames(),
                new TreeMap<>(sample.metadata()));
    }

    private void add(Object... parts) {
        for (Object part : parts) {
            text.append(part).append('\n');
        }
    }

    private String hash() {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
