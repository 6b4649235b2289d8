package org.isopleth.analysis.design;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.analysis.PlanException;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.study.AnalysisPlan;

/// The options of a plan, read strictly: an option the analysis does not know is an error. Immutable,
/// thread-safe.
public final class Options {
    private final Map<String, Json> values;

    /// @param known every option the analysis has
    /// @throws PlanException when the plan has another one
    public Options(AnalysisPlan plan, Set<String> known) {
        this.values = plan.options().members();
        for (String name : values.keySet()) {
            if (!known.contains(name)) {
                throw new PlanException(
                        name,
                        plan.id() + " has no option '" + name + "'; its options are "
                                + String.join(", ", new TreeSet<>(known)));
            }
        }
    }

    /// The options in `shared` and the further ones.
    public static Set<String> union(Set<String> shared, String... further) {
        Set<String> all = new TreeSet<>(shared);
        all.addAll(List.of(further));
        return all;
    }

    /// A text that must be there.
    public String text(String name) {
        return optionalText(name).orElseThrow(() -> new PlanException(name, "option '" + name + "' is missing"));
    }

    /// A text that may be there.
    public Optional<String> optionalText(String name) {
        return find(name, "text", Json::asText);
    }

    /// One of a few words.
    public String choice(String name, Optional<String> standard, Set<String> words) {
        String word = optionalText(name)
                .or(() -> standard)
                .orElseThrow(() -> new PlanException(name, "option '" + name + "' is missing"));
        if (!words.contains(word)) {
            throw new PlanException(name, "option '" + name + "' is one of " + String.join(", ", new TreeSet<>(words)));
        }
        return word;
    }

    /// A list of names that may be there.
    public Optional<List<String>> optionalNames(String name) {
        return find(name, "a list of names", Json::asTexts);
    }

    /// A list of at least one name.
    public List<String> names(String name) {
        List<String> names = optionalNames(name).orElse(List.of());
        if (names.isEmpty()) {
            throw new PlanException(name, "option '" + name + "' must name at least one variable");
        }
        return new ArrayList<>(names);
    }

    /// A number between `least` and `most`, both inclusive.
    public double number(String name, double standard, double least, double most) {
        double value = find(name, "a number", Json::asNumber).orElse(standard);
        if (!(value >= least && value <= most)) {
            throw new PlanException(name, "option '" + name + "' lies between " + least + " and " + most);
        }
        return value;
    }

    /// An integer between `least` and `most`, both inclusive.
    public int integer(String name, int standard, int least, int most) {
        long value = find(name, "an integer", Json::asInteger).orElse((long) standard);
        if (value < least || value > most) {
            throw new PlanException(name, "option '" + name + "' lies between " + least + " and " + most);
        }
        return (int) value;
    }

    private interface Reader<T> {
        T read(Json value);
    }

    private <T> Optional<T> find(String name, String expected, Reader<T> reader) {
        Json value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(value));
        } catch (JsonException e) {
            throw new PlanException(name, "option '" + name + "' must be " + expected);
        }
    }
}
