package org.isopleth.radiomics.region;

import java.util.List;

/// Which region of a file answers a name.
public sealed interface Selection {
    /// One does.
    ///
    /// @param index its place in the file, from 0
    record Found(int index, RegionName name) implements Selection {}

    /// None does.
    record Absent() implements Selection {}

    /// Several do.
    ///
    /// @param labels of the candidates, in the file's order
    record Several(List<String> labels) implements Selection {
        public Several {
            labels = List.copyOf(labels);
        }

        /// One line in plain words.
        public String words() {
            return "more than one region answers: " + String.join(", ", labels) + "; ask for one by its number";
        }
    }
}
