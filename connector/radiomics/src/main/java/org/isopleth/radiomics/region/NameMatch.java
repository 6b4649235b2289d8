package org.isopleth.radiomics.region;

import java.util.List;

/// What a name of a file means.
public sealed interface NameMatch {
    /// It is known.
    record Known(RegionName name) implements NameMatch {}

    /// No name or synonym is like it.
    record Unknown() implements NameMatch {}

    /// It can mean more than one thing.
    ///
    /// @param labels of the names it can mean, in alphabetical order
    record Ambiguous(List<String> labels) implements NameMatch {
        public Ambiguous {
            labels = List.copyOf(labels);
        }

        /// One line in plain words; never the file's own name, which may be a patient's.
        public String words() {
            return "a region's name can mean " + String.join(" or ", labels)
                    + ": add it to the site's synonyms under one of them, with its number";
        }
    }
}
