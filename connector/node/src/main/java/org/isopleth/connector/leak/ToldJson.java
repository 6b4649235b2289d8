package org.isopleth.connector.leak;

import java.util.Optional;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Json;
import org.isopleth.connector.gate.Told;

/// A remembered message as JSON. Stateless, thread-safe.
final class ToldJson {
    static final int VERSION = 1;

    private static final String DESCRIBED = "described";
    private static final String NUMBERS = "numbers";

    private ToldJson() {}

    static String kind(Told told) {
        return switch (told) {
            case Told.Described _ -> DESCRIBED;
            case Told.Numbers _ -> NUMBERS;
        };
    }

    static Json.Obj write(Told told) {
        return switch (told) {
            case Told.Described(int analysis, Json.Obj state, Optional<Bytes> totals) -> {
                Json.Builder out = Json.object().with("analysis", analysis).with("state", state);
                totals.ifPresent(bytes -> out.with("totals", bytes.base64()));
                yield out.build();
            }
            case Told.Numbers(int count) -> Json.object().with("count", count).build();
        };
    }

    /// @throws IllegalStateException when it is of no kind or version this program has written
    static Told read(String kind, int version, Json.Obj json) {
        if (version != VERSION) {
            throw new IllegalStateException("a remembered message of a version this program does not know");
        }
        return switch (kind) {
            case DESCRIBED ->
                new Told.Described(
                        Math.toIntExact(json.integer("analysis")),
                        json.object("state"),
                        json.find("totals").map(totals -> Bytes.fromBase64(totals.asText())));
            case NUMBERS -> new Told.Numbers(Math.toIntExact(json.integer("count")));
            default -> throw new IllegalStateException("a remembered message of a kind this program does not know");
        };
    }
}
