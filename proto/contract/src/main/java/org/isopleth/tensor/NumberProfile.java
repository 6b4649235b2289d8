package org.isopleth.tensor;

import java.util.Locale;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;

/// Which numbers a plan's sums are carried in. It is a field of the plan, so the study's digest covers
/// it and nobody can change it between permit and round. Immutable, thread-safe.
public sealed interface NumberProfile {

    /// The profile of every plan that names none.
    static NumberProfile wide() {
        return new Wide();
    }

    /// The format of a tensor with this declared bound.
    ///
    /// @throws TensorException when the bound leaves no room for exact sums
    NumberFormat format(double bound);

    /// 128 bits, the scale following from the declared bound: for every result that equals the pooled one.
    record Wide() implements NumberProfile {
        @Override
        public NumberFormat format(double bound) {
            return WideFormat.forBound(bound);
        }
    }

    /// 64 bits with a fixed scale and a declared clip: only for long vectors without a bound on their
    /// distance from the pooled result (class E4: network weights), where each site adds few parts.
    ///
    /// @param fractionBits f, 24 to 32
    /// @param clip C, the largest absolute value one part may have; above 0
    /// @param partsPerSite W, how many parts one site may add to an element: 1, or the largest whole weight of
    ///     a weighted sum; at most 2^20
    /// @param beyond what happens to a finite part beyond the clip
    record Compact(int fractionBits, double clip, int partsPerSite, Beyond beyond) implements NumberProfile {

        /// @throws TensorException when a sum over [CompactFormat#MAX_SITES] sites could overflow
        public Compact {
            CompactFormat.of(fractionBits, clip, partsPerSite);
        }

        @Override
        public NumberFormat format(double bound) {
            return new CompactFormat(fractionBits);
        }
    }

    /// What happens to a finite part beyond the clip. Numbers that are not finite are always refused.
    enum Beyond {
        /// The site refuses the round.
        REFUSE,
        /// The part becomes the clip, with its sign; the site counts how often ([CompactSum#clipped()]).
        CLIP;

        /// As it is written: `refuse`, `clip`.
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Beyond parse(String word) {
            return switch (word) {
                case "refuse" -> REFUSE;
                case "clip" -> CLIP;
                default -> throw new JsonException("beyond is refuse or clip");
            };
        }
    }

    /// The JSON form: `{"profile":"wide"}`, or
    /// `{"profile":"compact","fractionBits":24,"clip":8,"partsPerSite":1,"beyond":"refuse"}`.
    default Json.Obj json() {
        return switch (this) {
            case Wide() -> Json.object().with("profile", "wide").build();
            case Compact(int fractionBits, double clip, int partsPerSite, Beyond beyond) ->
                Json.object()
                        .with("profile", "compact")
                        .with("fractionBits", fractionBits)
                        .with("clip", clip)
                        .with("partsPerSite", partsPerSite)
                        .with("beyond", beyond.word())
                        .build();
        };
    }

    /// Reads [#json] back.
    ///
    /// @throws JsonException when it is no profile
    static NumberProfile read(Json.Obj in) {
        NumberProfile read = in.text("profile").equals("compact") ? compact(in) : wide();
        if (!read.json().equals(in)) {
            throw new JsonException("this is not a number profile");
        }
        return read;
    }

    private static Compact compact(Json.Obj in) {
        try {
            return new Compact(
                    in.count("fractionBits"),
                    in.number("clip"),
                    in.count("partsPerSite"),
                    Beyond.parse(in.text("beyond")));
        } catch (TensorException e) {
            throw new JsonException("the number profile is not possible: " + e.getMessage());
        }
    }
}
