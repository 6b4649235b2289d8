package org.isopleth.connector.differencing;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.canonical.JsonException;
import org.isopleth.disclosure.differencing.RowSet;
import org.isopleth.disclosure.differencing.Statistic.Reading;

/// The canonical form of a [RowSetEvent]. Stateless, thread-safe.
final class RowSetEventJson {
    /// Of the form. Later releases read this one too.
    static final int VERSION = 1;

    private static final String NUMBERED = "rows.numbered";
    private static final String KEPT = "rows.set-kept";
    private static final String RELEASED = "rows.released";

    private RowSetEventJson() {}

    static String kind(RowSetEvent event) {
        return switch (event) {
            case RowSetEvent.PatientsNumbered _ -> NUMBERED;
            case RowSetEvent.SetKept _ -> KEPT;
            case RowSetEvent.StatisticReleased _ -> RELEASED;
        };
    }

    static Json.Obj write(RowSetEvent event) {
        return switch (event) {
            case RowSetEvent.PatientsNumbered(List<Long> keys) -> {
                ByteBuffer bytes = ByteBuffer.allocate(keys.size() * Long.BYTES);
                keys.forEach(bytes::putLong);
                yield Json.object().with("keys", base64(bytes.array())).build();
            }
            case RowSetEvent.SetKept(RowSet rows) ->
                Json.object().with("rows", base64(rows.bytes())).build();
            case RowSetEvent.StatisticReleased released -> {
                Json.Builder out = Json.object()
                        .with("study", released.study().hex())
                        .with("analysis", released.analysis())
                        .with("cohort", released.cohort().hex())
                        .with("variables", Json.ofTexts(List.copyOf(new TreeSet<>(released.variables()))))
                        .with("set", released.set())
                        .with("reading", word(released.reading()));
                if (released.reading() instanceof Reading.Summed(long others, Digest sites)) {
                    out.with("others", others).with("sites", sites.hex());
                }
                yield out.build();
            }
        };
    }

    private static String word(Reading reading) {
        return switch (reading) {
            case Reading.Alone() -> "alone";
            case Reading.Totals() -> "totals";
            case Reading.Summed _ -> "summed";
        };
    }

    /// Reads [#write] back.
    ///
    /// @throws JsonException when it is no such event
    static RowSetEvent read(String kind, int version, Json.Obj in) {
        if (version != VERSION) {
            throw new JsonException("these row sets are of another release");
        }
        return switch (kind) {
            case NUMBERED -> {
                ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(in.text("keys")));
                List<Long> keys = new ArrayList<>();
                while (bytes.remaining() >= Long.BYTES) {
                    keys.add(bytes.getLong());
                }
                yield new RowSetEvent.PatientsNumbered(keys);
            }
            case KEPT -> new RowSetEvent.SetKept(RowSet.read(Base64.getDecoder().decode(in.text("rows"))));
            case RELEASED ->
                new RowSetEvent.StatisticReleased(
                        new Digest(in.text("study")),
                        in.count("analysis"),
                        new Digest(in.text("cohort")),
                        Set.copyOf(in.get("variables").asTexts()),
                        in.count("set"),
                        reading(in));
            default -> throw new JsonException("this is no event of row sets");
        };
    }

    private static Reading reading(Json.Obj in) {
        return switch (in.text("reading")) {
            case "alone" -> new Reading.Alone();
            case "totals" -> new Reading.Totals();
            case "summed" -> new Reading.Summed(in.integer("others"), new Digest(in.text("sites")));
            default -> throw new JsonException("nobody reads an output so");
        };
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
