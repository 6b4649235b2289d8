package org.isopleth.analysis.benchmark;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Base64;
import org.isopleth.canonical.Json;
import org.isopleth.tensor.TensorException;

/// What goes out in a round: `{"round":1,"values":"..."}`, the values as Base64 of single-precision
/// little-endian numbers, so that a state of any length is quickly read. Not thread-safe: it holds an array.
final class BenchmarkState {
    private final int round;
    private final float[] values;

    /// @param round from 1
    /// @param values owned by this state from now on
    BenchmarkState(int round, float[] values) {
        this.round = round;
        this.values = values;
    }

    /// The values, which nobody changes.
    float[] values() {
        return values;
    }

    /// The values of the first round, the same everywhere.
    static BenchmarkState first(int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = Math.floorMod(i * 40_503, 65_536) / 65_536f;
        }
        return new BenchmarkState(1, values);
    }

    Json.Obj json() {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Json.object()
                .with("round", round)
                .with("values", Base64.getEncoder().encodeToString(bytes.array()))
                .build();
    }

    static int round(Json.Obj state) {
        return Math.toIntExact(state.find("round").orElseThrow().asInteger());
    }

    /// Reads [#json] back.
    ///
    /// @throws TensorException when there are not as many values as planned, or one is not within ±1
    static BenchmarkState read(Json.Obj state, int length) {
        ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(state.text("values")))
                .order(ByteOrder.LITTLE_ENDIAN);
        if (bytes.remaining() != length * Float.BYTES) {
            throw new TensorException("the state has another length than planned");
        }
        float[] values = new float[length];
        bytes.asFloatBuffer().get(values);
        for (float value : values) {
            if (!(Math.abs(value) <= 1)) {
                throw new TensorException("the state holds a value beyond its bound");
            }
        }
        return new BenchmarkState(round(state), values);
    }
}
