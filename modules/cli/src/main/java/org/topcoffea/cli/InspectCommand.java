package org.topcoffea.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.topcoffea.root.RootFile;
import org.topcoffea.runner.EventFiles;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what is in a ROOT file. */
@Command(name = "inspect", description = "Show what is in a ROOT file: objects, trees, branches, sizes and clusters.")
final class InspectCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "FILE", description = "A ROOT file.")
    private String file = "";

    @Parameters(index = "1", arity = "0..1", paramLabel = "TREE", description = "Show the branches of this tree.")
    private @Nullable String tree;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Option(names = "--clusters", description = "With TREE, list where clusters begin.")
    private boolean clusters;

    InspectCommand() {}

    @Override
    public Integer call() throws IOException {
        try (RootFile root = RootFile.open(EventFiles.open(file))) {
            FileReport report = FileReport.of(root, tree == null ? List.of() : List.of(tree));
            if (json) {
                ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
                Console.line(mapper.writeValueAsString(report));
            } else {
                new FileReportText(report, clusters).print();
            }
        }
        return ExitCode.COMPLETE.code();
    }
}
