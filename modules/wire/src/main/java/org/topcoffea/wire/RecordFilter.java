package org.topcoffea.wire;

import org.topcoffea.wire.internal.FilterParser;
import org.topcoffea.wire.internal.FilterTerm;

/**
 * A condition on records in the expression language of catalogs: fields, strings, numbers, {@code true}, {@code false},
 * {@code null}, {@code == != < <= > >=}, {@code + - * / %}, {@code and or not} (also {@code && || !}), parentheses. A comparison
 * with a field that is absent is false, except {@code !=}.
 */
public final class RecordFilter {
    private final FilterTerm term;

    private RecordFilter(FilterTerm term) {
        this.term = term;
    }

    /**
     * Parses an expression.
     *
     * @throws org.topcoffea.spi.AnalysisException {@link WireError#BAD_FILTER} with the place
     */
    public static RecordFilter parse(String expression) {
        return new RecordFilter(FilterParser.parse(expression));
    }

    /** Whether a record meets the condition. */
    public boolean matches(CatalogRecord record) {
        return FilterTerm.truth(term.value(record.fields()));
    }
}
