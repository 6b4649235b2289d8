package org.isopleth.analysis.vote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;

/// A site's patients, divided once for a study into those a model is fitted on and those it is judged on.
/// Immutable, thread-safe.
///
/// Each patient is drawn on its own, so that the order of rows, and who else is there, change nothing.
///
/// @param fitted the patients a model is fitted on
/// @param judging the others
public record HoldOut(AnalysisTable fitted, AnalysisTable judging) {

    /// The column of the draws. No variable of a study has a space in its name.
    public static final String DRAW = "hold-out draw";

    /// The table with a number from 0 (inclusive) to 1 (exclusive) for each patient, drawn from a secret of the
    /// site, so that nobody outside can tell it. Made before a cohort is frozen and kept with it.
    ///
    /// @param table a site's cohort; the draws follow its order of rows
    /// @param secret of the site, at least 16 bytes
    /// @param study which study
    public static AnalysisTable drawn(AnalysisTable table, byte[] secret, Digest study) {
        if (secret.length < 16) {
            throw new IllegalArgumentException("a hold-out needs a secret of 16 bytes");
        }
        Mac mac = mac(secret);
        double[] draws = new double[table.rows()];
        for (int row = 0; row < draws.length; row++) {
            mac.update("hold-out\n".getBytes(StandardCharsets.US_ASCII));
            mac.update(study.hex().getBytes(StandardCharsets.US_ASCII));
            byte[] drawn =
                    mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(row).array());
            // 53 bits, as many as a double below 1 can hold.
            draws[row] = Math.scalb((double) (ByteBuffer.wrap(drawn).getLong() >>> 11), -53);
        }
        List<Column> columns = new ArrayList<>(table.columns());
        columns.add(new Column.Numeric(DRAW, draws));
        return new AnalysisTable(table.rows(), columns);
    }

    /// Divides a cohort: a patient is held out whose draw is below the share.
    ///
    /// @param table with the column [#DRAW]
    /// @param share of the patients to hold out on average, above 0 and below 1
    public static HoldOut of(AnalysisTable table, double share) {
        if (!(share > 0 && share < 1)) {
            throw new IllegalArgumentException("a hold-out needs a share between 0 and 1");
        }
        if (!(table.column(DRAW) instanceof Column.Numeric draws)) {
            throw new IllegalArgumentException("draws are numbers");
        }
        return new HoldOut(
                table.select(rows(table, row -> draws.value(row) >= share)),
                table.select(rows(table, row -> draws.value(row) < share)));
    }

    private static int[] rows(AnalysisTable table, IntPredicate kept) {
        return IntStream.range(0, table.rows()).filter(kept).toArray();
    }

    private static Mac mac(byte[] secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret, "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is part of every JDK", e);
        }
    }
}
