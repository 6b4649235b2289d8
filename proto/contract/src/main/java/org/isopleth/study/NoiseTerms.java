package org.isopleth.study;

import java.util.OptionalInt;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// What a plan asks of the noise in its sums: how much one release, that is one round, may tell of a patient of a
/// hospital. A part of the plan, so the study's digest covers it and nobody can change it between permit and
/// round. Immutable, thread-safe.
///
/// @param limit the most that one release may cost
/// @param delta δ for which ε holds: from 1e-15 to 1e-6
/// @param honestSites h, if the noise is shared over so many sites that tell nobody what they added, from 2 to
///     1000; absent if each site adds all the noise it needs itself
public record NoiseTerms(Limit limit, double delta, OptionalInt honestSites) {
    /// The smallest δ that can be computed with.
    public static final double LEAST_DELTA = 1e-15;

    /// The largest δ there is.
    public static final double MOST_DELTA = 1e-6;

    /// The largest ε or ρ that is still called private.
    public static final double MOST = 100;

    /// The smallest ε or ρ; less would be noise alone.
    public static final double LEAST = 1e-6;

    public NoiseTerms {
        if (!(delta >= LEAST_DELTA && delta <= MOST_DELTA)) {
            throw new IllegalArgumentException("delta lies between 1e-15 and 1e-6");
        }
        if (honestSites.isPresent() && (honestSites.getAsInt() < 2 || honestSites.getAsInt() > 1000)) {
            throw new IllegalArgumentException("noise is shared by 2 to 1000 honest sites");
        }
    }

    /// The most that one release may cost.
    public sealed interface Limit {
        /// Its number.
        double value();

        /// As it is written.
        String word();

        /// ε of (ε, δ)-differential privacy.
        record Epsilon(double value) implements Limit {
            public Epsilon {
                require("epsilon", value);
            }

            @Override
            public String word() {
                return "epsilon";
            }
        }

        /// ρ of zero-concentrated differential privacy.
        record Rho(double value) implements Limit {
            public Rho {
                require("rho", value);
            }

            @Override
            public String word() {
                return "rho";
            }
        }

        private static void require(String word, double value) {
            if (!(value >= LEAST && value <= MOST)) {
                throw new IllegalArgumentException(word + " lies between 1e-6 and 100");
            }
        }
    }

    /// One line for people: `epsilon 0.5 and delta 1.0E-6 a release, noise of each site`.
    public String words() {
        return limit.word() + " " + limit.value() + " and delta " + delta + " a release, noise "
                + (honestSites.isPresent()
                        ? "shared over " + honestSites.getAsInt() + " honest sites"
                        : "of each site");
    }

    /// The JSON form: `{"epsilon":0.5,"delta":0.000001}`, or with `rho`, and `honestSites` if the noise is shared.
    public Json.Obj json() {
        Json.Builder out = Json.object().with(limit.word(), limit.value()).with("delta", delta);
        honestSites.ifPresent(sites -> out.with("honestSites", sites));
        return out.build();
    }

    /// Reads [#json] back.
    ///
    /// @throws JsonException when it is no such terms
    public static NoiseTerms read(Json.Obj in) {
        try {
            NoiseTerms read = new NoiseTerms(
                    in.find("rho").isPresent()
                            ? new Limit.Rho(in.number("rho"))
                            : new Limit.Epsilon(in.number("epsilon")),
                    in.number("delta"),
                    in.find("honestSites").isPresent() ? OptionalInt.of(in.count("honestSites")) : OptionalInt.empty());
            if (!read.json().equals(in)) {
                throw new JsonException("these are not the terms of noise");
            }
            return read;
        } catch (IllegalArgumentException e) {
            throw new JsonException("the terms of noise are not possible: " + e.getMessage());
        }
    }
}
