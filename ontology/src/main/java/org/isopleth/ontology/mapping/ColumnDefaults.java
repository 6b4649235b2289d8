package org.isopleth.ontology.mapping;

import java.util.Set;

/// What holds for every column unless it says otherwise.
///
/// @param folding which differences do not count
/// @param missing folded texts that mean "no value"
/// @param decimalComma numbers are written `1,5`
record ColumnDefaults(Folding folding, Set<String> missing, boolean decimalComma) {}
