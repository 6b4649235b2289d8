package org.isopleth.study;

import java.util.regex.Pattern;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// What a site's software measured on IBSI's digital phantom on its machine. Two sites of equal passports measure
/// the phantom alike, to the last bit; features of unequal ones are never mixed. It speaks of no patient.
/// Immutable, thread-safe.
///
/// @param software name and version of what measured, such as `isopleth-radiomics 0.1.0`
/// @param passed reference values that were met, 0 to total
/// @param total reference values there are
/// @param values digest of every measured value, each by feature and aggregation
public record Passport(String software, int passed, int total, Digest values) {
    private static final int VERSION = 1;

    /// It comes from another program and is shown to people.
    private static final Pattern SOFTWARE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._+-]{0,63}");

    public Passport {
        if (!SOFTWARE.matcher(software).matches()) {
            throw new IllegalArgumentException("software is named by letters, digits and any of . _ + -");
        }
        if (passed < 0 || passed > total) {
            throw new IllegalArgumentException("no more reference values are met than there are");
        }
    }

    /// Whether every reference value was met: otherwise no feature of this machine may be used.
    public boolean isSound() {
        return total > 0 && passed == total;
    }

    /// By which passports are compared.
    public Digest digest() {
        return CanonicalJson.digest(json());
    }

    /// The JSON form.
    public Json.Obj json() {
        return Json.object()
                .with("passport", VERSION)
                .with("software", software)
                .with("passed", passed)
                .with("total", total)
                .with("values", values.hex())
                .build();
    }

    /// Reads the JSON form.
    ///
    /// @throws JsonException when it is not one of this version
    public static Passport read(Json.Obj json) {
        if (json.integer("passport") != VERSION) {
            throw new JsonException("a passport of a version this release does not know");
        }
        try {
            return new Passport(
                    json.text("software"), json.count("passed"), json.count("total"), new Digest(json.text("values")));
        } catch (IllegalArgumentException e) {
            throw new JsonException("a passport has a member of the wrong form");
        }
    }

    /// One line for people.
    public String line() {
        return software + ": " + passed + " of " + total + " IBSI reference values, passport " + shortDigest();
    }

    /// Enough of the digest to tell passports apart by eye.
    public String shortDigest() {
        return digest().hex().substring(0, 12);
    }
}
