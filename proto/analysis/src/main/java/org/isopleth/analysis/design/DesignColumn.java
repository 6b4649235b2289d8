package org.isopleth.analysis.design;

import java.util.OptionalInt;

/// One column of a model. Immutable, thread-safe.
///
/// @param name `age`, or `sex=male` for the indicator of a level
/// @param level the index of the level it indicates; empty for a number taken as it is
/// @param range the values it can take
public record DesignColumn(String name, OptionalInt level, PublicRange range) {

    /// The study's variable.
    public String variable() {
        return range.variable();
    }
}
