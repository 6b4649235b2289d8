package org.isopleth.ontology.mapping;

import java.math.BigDecimal;
import org.isopleth.term.TermId;
import org.isopleth.unit.Unit;

/// One cell as a term says it. Immutable, thread-safe.
public sealed interface MappedValue {

    /// The variable.
    TermId term();

    /// A number, exactly as written.
    record Quantity(TermId term, BigDecimal value, Unit unit) implements MappedValue {}

    /// A value that is itself a term.
    record Category(TermId term, TermId value) implements MappedValue {}
}
