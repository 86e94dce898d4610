package org.topcoffea.interchange.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.topcoffea.hist.Axis;
import org.topcoffea.hist.CategoryAxis;
import org.topcoffea.hist.DenseAxis;
import org.topcoffea.hist.IntegerAxis;
import org.topcoffea.hist.RegularAxis;
import org.topcoffea.hist.VariableAxis;

/** The JSON form of axes. */
public final class UhiAxes {
    private UhiAxes() {}

    /** The axes of a histogram. */
    public static List<Object> toJson(Cells cells) {
        List<Object> axes = new ArrayList<>();
        cells.categories().forEach(axis -> axes.add(category(axis)));
        cells.dense().forEach(axis -> axes.add(dense(axis)));
        if (!cells.termAxis().isEmpty()) {
            Map<String, Object> terms = bins("regular", false, false);
            terms.put("lower", 0);
            terms.put("upper", cells.terms());
            terms.put("bins", cells.terms());
            terms.put("metadata", Map.of("name", cells.termAxis()));
            terms.put("writer_info", boost("orig_type", "Integer"));
            axes.add(terms);
        }
        return axes;
    }

    private static Map<String, Object> category(CategoryAxis axis) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", "category_str");
        json.put("categories", axis.categories());
        json.put("flow", false);
        json.put("metadata", metadata(axis));
        // hist adds an overflow to a category axis that neither grows nor says that it has none; ours never have one.
        json.put("writer_info", axis.growing() ? boost("growth", true) : Map.of());
        return json;
    }

    private static Map<String, Object> dense(DenseAxis axis) {
        Map<String, Object> json =
                bins(axis instanceof VariableAxis ? "variable" : "regular", axis.underflow(), axis.overflow());
        switch (axis) {
            case RegularAxis regular -> {
                json.put("lower", regular.lower());
                json.put("upper", regular.upper());
                json.put("bins", regular.bins());
            }
            case IntegerAxis integer -> {
                json.put("lower", integer.lower());
                json.put("upper", integer.upper());
                json.put("bins", integer.bins());
                json.put("writer_info", boost("orig_type", "Integer"));
            }
            case VariableAxis variable ->
                json.put("edges", Arrays.stream(variable.edges()).boxed().toList());
        }
        json.put("metadata", metadata(axis));
        return json;
    }

    private static Map<String, Object> bins(String type, boolean underflow, boolean overflow) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("type", type);
        json.put("underflow", underflow);
        json.put("overflow", overflow);
        json.put("circular", false);
        return json;
    }

    private static Map<String, Object> metadata(Axis axis) {
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("name", axis.name());
        metadata.put("label", axis.label());
        return metadata;
    }

    private static Map<String, Object> boost(String key, Object value) {
        return Map.of("boost-histogram", Map.of(key, value));
    }
}
