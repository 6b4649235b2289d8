package org.isopleth.unit;

/// A unit of measure by its UCUM code, such as `a`, `d`, `kg` or `1`. Immutable, thread-safe.
///
/// @param code case-sensitive UCUM code, 1 to 20 printable ASCII characters
public record Unit(String code) {

    /// The unit of counts, scores and ratios.
    public static final Unit ONE = new Unit("1");

    public Unit {
        if (!code.matches("[!-~]{1,20}")) {
            throw new IllegalArgumentException("a unit is a UCUM code such as 'a', 'd', 'kg' or '1'");
        }
    }

    @Override
    public String toString() {
        return code;
    }
}
