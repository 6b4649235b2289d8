package org.isopleth.study;

/// An analysis and its version, `cox@1`: the same id gives the same numbers for ever. Immutable,
/// thread-safe.
///
/// @param name lower-case word
/// @param version from 1
public record AnalysisId(String name, int version) {
    public AnalysisId {
        if (!name.matches("[a-z][a-z0-9-]{0,29}") || version < 1) {
            throw new IllegalArgumentException("an analysis is written name@version, for example cox@1");
        }
    }

    /// Reads `name@version`.
    ///
    /// @throws IllegalArgumentException when the text has another form
    public static AnalysisId parse(String text) {
        int at = text.indexOf('@');
        if (at < 1 || !text.substring(at + 1).matches("[1-9][0-9]{0,3}")) {
            throw new IllegalArgumentException("an analysis is written name@version, for example cox@1");
        }
        return new AnalysisId(text.substring(0, at), Integer.parseInt(text.substring(at + 1)));
    }

    @Override
    public String toString() {
        return name + "@" + version;
    }
}
