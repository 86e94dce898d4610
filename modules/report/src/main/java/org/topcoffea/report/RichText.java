package org.topcoffea.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A line of text with subscripts, superscripts and italics, from plain text with a little TeX: mathematics between dollar
 * signs, where letters are italic; {@code _} and {@code ^} with a character or braces; Greek letters and a few symbols.
 * Outside of mathematics underscores are what they are, except in the names of kinematic quantities such as {@code p_T}.
 */
record RichText(List<Run> runs) {
    /** Where a run stands. */
    enum Script {
        NORMAL,
        SUB,
        SUPER
    }

    /**
     * A piece of text of one style.
     *
     * @param text the characters
     * @param script where it stands
     * @param italic whether it is slanted
     */
    record Run(String text, Script script, boolean italic) {}

    static final double SCRIPT_SIZE = 0.7;

    private static final char COMBINING_MACRON = '\u0304';

    private static final Map<String, String> SYMBOLS = Map.ofEntries(
            Map.entry("alpha", "α"),
            Map.entry("beta", "β"),
            Map.entry("gamma", "γ"),
            Map.entry("delta", "δ"),
            Map.entry("epsilon", "ε"),
            Map.entry("eta", "η"),
            Map.entry("theta", "θ"),
            Map.entry("lambda", "λ"),
            Map.entry("mu", "μ"),
            Map.entry("nu", "ν"),
            Map.entry("pi", "π"),
            Map.entry("rho", "ρ"),
            Map.entry("sigma", "σ"),
            Map.entry("tau", "τ"),
            Map.entry("phi", "φ"),
            Map.entry("chi", "χ"),
            Map.entry("psi", "ψ"),
            Map.entry("omega", "ω"),
            Map.entry("Gamma", "Γ"),
            Map.entry("Delta", "Δ"),
            Map.entry("Lambda", "Λ"),
            Map.entry("Sigma", "Σ"),
            Map.entry("Phi", "Φ"),
            Map.entry("Omega", "Ω"),
            Map.entry("ell", "ℓ"),
            Map.entry("pm", "±"),
            Map.entry("mp", "∓"),
            Map.entry("times", "×"),
            Map.entry("cdot", "·"),
            Map.entry("geq", "≥"),
            Map.entry("ge", "≥"),
            Map.entry("leq", "≤"),
            Map.entry("le", "≤"),
            Map.entry("sqrt", "√"),
            Map.entry("to", "→"),
            Map.entry("rightarrow", "→"),
            Map.entry("infty", "∞"),
            Map.entry("sum", "∑"),
            Map.entry("approx", "≈"),
            Map.entry("prime", "′"),
            Map.entry("mathrm", ""),
            Map.entry("mathit", ""),
            Map.entry("text", ""),
            Map.entry("rm", ""),
            Map.entry("left", ""),
            Map.entry("right", ""),
            Map.entry("quad", " "));

    RichText {
        runs = List.copyOf(runs);
    }

    static RichText parse(String source) {
        return new Parser(source).parse();
    }

    /** The characters without style. */
    String plain() {
        StringBuilder text = new StringBuilder();
        runs.forEach(run -> text.append(run.text()));
        return text.toString();
    }

    /** About how wide the text is, for a sans-serif font of that size; fonts differ, so leave some room. */
    double width(double size) {
        double width = 0;
        for (Run run : runs) {
            double scale = run.script() == Script.NORMAL ? size : size * SCRIPT_SIZE;
            width += run.text().codePoints().mapToDouble(RichText::width).sum() * scale;
        }
        return width;
    }

    private static double width(int character) {
        if (character == COMBINING_MACRON) {
            return 0;
        }
        if ("iljI.,:;'|!()[] ft/".indexOf(character) >= 0) {
            return 0.36;
        }
        if ("mwMW%@=+−±<>≤≥×→".indexOf(character) >= 0) {
            return 0.9;
        }
        return Character.isUpperCase(character) ? 0.73 : 0.64;
    }

    private static final class Parser {
        private final String source;
        private final List<Run> runs = new ArrayList<>();
        private final StringBuilder pending = new StringBuilder();
        private boolean pendingItalic;
        private int position;
        private boolean math;

        Parser(String source) {
            this.source = source;
        }

        RichText parse() {
            while (position < source.length()) {
                char c = source.charAt(position);
                if (c == '$') {
                    math = !math;
                    position++;
                } else if ((c == '_' || c == '^') && (math || isKinematic()) && position + 1 < source.length()) {
                    position++;
                    script(c == '_' ? Script.SUB : Script.SUPER);
                } else {
                    piece(math);
                }
            }
            flush();
            return new RichText(runs);
        }

        /** Whether the underscore here belongs to a quantity like p_T that stands for itself. */
        private boolean isKinematic() {
            return source.substring(0, position).matches("(?s)(.*[^A-Za-z0-9_])?[pEHSm]")
                    && source.substring(position + 1).matches("(?s)(T|\\{[^{}]*\\})([^A-Za-z0-9_].*)?");
        }

        private void script(Script script) {
            flush();
            if (source.charAt(position) != '{') {
                String symbol = symbol();
                add(symbol, script, isVariable(symbol));
                return;
            }
            int depth = 0;
            StringBuilder inner = new StringBuilder();
            do {
                char c = source.charAt(position);
                depth += c == '{' ? 1 : c == '}' ? -1 : 0;
                if (c == '{' || c == '}') {
                    position++;
                } else {
                    inner.append(symbol());
                }
            } while (depth > 0 && position < source.length());
            // Indices of several letters are names, not products of variables.
            add(inner.toString(), script, inner.length() == 1 && isVariable(inner.toString()));
        }

        private static boolean isVariable(String symbol) {
            return symbol.length() == 1 && Character.isLetter(symbol.charAt(0)) && !symbol.equals("T");
        }

        private void piece(boolean mathematics) {
            char c = source.charAt(position);
            if (mathematics && (c == '{' || c == '}')) {
                position++;
                return;
            }
            boolean upright = mathematics && source.startsWith("\\mathrm{", position);
            if (upright || (mathematics && source.startsWith("\\text{", position))) {
                int open = source.indexOf('{', position);
                int close = source.indexOf('}', open);
                int end = close < 0 ? source.length() : close;
                append(source.substring(open + 1, end), false);
                position = Math.min(source.length(), end + 1);
                return;
            }
            boolean bar = mathematics && source.startsWith("\\bar{", position);
            if (bar) {
                position += "\\bar{".length();
            }
            String symbol = symbol();
            append(bar ? symbol + COMBINING_MACRON : symbol, mathematics && isVariable(symbol));
        }

        /** One character, or what a command stands for. */
        private String symbol() {
            char c = source.charAt(position++);
            if (c != '\\') {
                int end = source.offsetByCodePoints(position - 1, 1);
                String text = source.substring(position - 1, end);
                position = end;
                return math && c == '-' ? "−" : text;
            }
            int start = position;
            while (position < source.length() && Character.isLetter(source.charAt(position))) {
                position++;
            }
            String command = source.substring(start, position);
            if (command.isEmpty() && position < source.length()) {
                char escaped = source.charAt(position++);
                return ",;!:".indexOf(escaped) >= 0 ? " " : String.valueOf(escaped);
            }
            return SYMBOLS.getOrDefault(command, command);
        }

        private void append(String text, boolean italic) {
            if (italic != pendingItalic) {
                flush();
                pendingItalic = italic;
            }
            pending.append(text);
        }

        private void flush() {
            add(pending.toString(), Script.NORMAL, pendingItalic);
            pending.setLength(0);
        }

        private void add(String text, Script script, boolean italic) {
            if (!text.isEmpty()) {
                runs.add(new Run(text, script, italic));
            }
        }
    }
}
