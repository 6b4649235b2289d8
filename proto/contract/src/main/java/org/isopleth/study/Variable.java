package org.isopleth.study;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// A variable of a study: a term, and which values it may take. Immutable, thread-safe.
///
/// A variable without a term (`term: none`) exists for simulations only.
public sealed interface Variable {

    /// The study's own name: a letter, then letters, digits, `_`, `-` or `.`, at most 60 characters.
    String name();

    /// What is measured.
    Optional<TermId> term();

    /// A number in one unit within a public range.
    ///
    /// @param unit the unit every site converts to
    /// @param minimum the smallest plausible value, inclusive; public, never taken from data
    /// @param maximum the largest plausible value, inclusive
    record Numeric(String name, Optional<TermId> term, Unit unit, double minimum, double maximum) implements Variable {
        public Numeric {
            requireName(name);
            if (!Double.isFinite(minimum) || !Double.isFinite(maximum) || minimum >= maximum) {
                throw new IllegalArgumentException(
                        "variable '" + name + "' needs a range whose first number is below its second");
            }
            // Minus zero is zero, as in the canonical form, so that a variable equals itself after a round trip.
            minimum = minimum + 0.0;
            maximum = maximum + 0.0;
        }
    }

    /// One of several levels; the first is the reference.
    record Categorical(String name, Optional<TermId> term, List<Level> levels) implements Variable {
        public Categorical {
            requireName(name);
            levels = List.copyOf(levels);
            if (levels.size() < 2 || levels.size() > 40) {
                throw new IllegalArgumentException("variable '" + name + "' needs 2 to 40 values");
            }
            Set<String> seen = new HashSet<>();
            for (Level level : levels) {
                if (!seen.add(level.name())) {
                    throw new IllegalArgumentException("variable '" + name + "' names a value twice");
                }
            }
        }

        /// The names of the levels, in order.
        public List<String> levelNames() {
            return levels.stream().map(Level::name).toList();
        }
    }

    /// One value of a categorical variable.
    ///
    /// @param name the study's word for it, without `=`
    /// @param term what it means
    record Level(String name, Optional<TermId> term) {
        public Level {
            if (name.isBlank() || name.length() > 60 || name.indexOf('=') >= 0) {
                throw new IllegalArgumentException("a value's name has 1 to 60 characters and no '='");
            }
        }
    }

    private static void requireName(String name) {
        if (!name.matches("[A-Za-z][A-Za-z0-9_.-]{0,59}")) {
            throw new IllegalArgumentException("a variable's name is a letter, then letters, digits, '_', '-' or '.'");
        }
    }
}
