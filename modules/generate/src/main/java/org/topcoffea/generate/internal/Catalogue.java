package org.topcoffea.generate.internal;

import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.topcoffea.generate.GeneratorError;
import org.topcoffea.spi.AnalysisException;

/** The text files that describe samples: one JSON file for each, and a cfg file that lists these. */
final class Catalogue {
    static final String CFG = "samples.cfg";

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final ObjectWriter WRITER = MAPPER.writer(new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));

    private Catalogue() {}

    /** Describes a sample beside its files. */
    static void describe(Path directory, SampleKind kind, List<String> files, WeightSums sums) {
        ObjectNode json = MAPPER.createObjectNode();
        json.put("xsec", kind.crossSection());
        json.put("year", "2017");
        json.put("treeName", "Events");
        json.put("histAxisName", kind.process());
        json.put("options", "");
        ArrayNode names = json.putArray("WCnames");
        kind.wilsonCoefficients().forEach(names::add);
        ArrayNode list = json.putArray("files");
        files.forEach(list::add);
        json.put("nEvents", sums.events());
        json.put("nGenEvents", sums.events());
        json.put("nSumOfWeights", sums.sum());
        json.put("isData", kind.recorded());
        if (kind.recorded()) {
            json.put("path", kind.path());
        } else {
            sums.variations().forEach((name, sum) -> json.put("nSumOfWeights_" + name, sum));
        }
        try {
            write(directory.resolve(kind.name() + ".json"), WRITER.writeValueAsString(json) + "\n");
        } catch (IOException failure) {
            throw cannotWrite(directory.resolve(kind.name() + ".json"), failure);
        }
    }

    /** Lists the samples. */
    static void list(Path directory, List<SampleKind> kinds) {
        StringBuilder text = new StringBuilder("# signal, background and data, made from a seed\n");
        kinds.forEach(kind -> text.append(kind.name()).append(".json\n"));
        try {
            write(directory.resolve(CFG), text.toString());
        } catch (IOException failure) {
            throw cannotWrite(directory.resolve(CFG), failure);
        }
    }

    private static void write(Path path, String text) throws IOException {
        Path temporary = path.resolveSibling("." + path.getFileName() + ".part");
        try {
            Files.writeString(temporary, text);
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    private static AnalysisException cannotWrite(Path path, IOException failure) {
        return new AnalysisException(
                GeneratorError.CANNOT_WRITE,
                path + ": cannot write (" + failure + "); free space on that disk or choose another directory",
                failure);
    }
}
