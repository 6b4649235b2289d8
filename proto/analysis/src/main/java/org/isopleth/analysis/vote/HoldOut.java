package org.isopleth.analysis.vote;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.isopleth.canonical.Digest;
import org.isopleth.cohort.AnalysisTable;

/// A site's patients, divided once for a study into those a model is fitted on and those it is judged on.
/// Immutable, thread-safe.
///
/// @param fitted the patients a model is fitted on
/// @param judging the others
public record HoldOut(AnalysisTable fitted, AnalysisTable judging) {

    /// Divides a frozen cohort. Which patients are held out is drawn from a secret of the site, so that
    /// nobody outside can tell, and is the same whenever it is asked again.
    ///
    /// @param table the frozen cohort; its order of rows is part of what is frozen
    /// @param secret of the site, at least 16 bytes
    /// @param study which study
    /// @param share of the patients to hold out, above 0 and below 1; rounded up to whole patients
    public static HoldOut of(AnalysisTable table, byte[] secret, Digest study, double share) {
        if (!(share > 0 && share < 1) || secret.length < 16) {
            throw new IllegalArgumentException("a hold-out needs a share between 0 and 1 and a secret of 16 bytes");
        }
        Mac mac = mac(secret);
        byte[][] draws = new byte[table.rows()][];
        for (int row = 0; row < draws.length; row++) {
            mac.update("hold-out\n".getBytes(StandardCharsets.US_ASCII));
            mac.update(study.hex().getBytes(StandardCharsets.US_ASCII));
            draws[row] =
                    mac.doFinal(ByteBuffer.allocate(Integer.BYTES).putInt(row).array());
        }
        int[] drawn = IntStream.range(0, draws.length)
                .boxed()
                .sorted(Comparator.comparing(row -> draws[row], Arrays::compareUnsigned))
                .mapToInt(Integer::intValue)
                .toArray();
        int held = (int) Math.ceil(share * draws.length);
        int[] judging = Arrays.copyOfRange(drawn, 0, held);
        int[] fitted = Arrays.copyOfRange(drawn, held, drawn.length);
        Arrays.sort(judging);
        Arrays.sort(fitted);
        return new HoldOut(table.select(fitted), table.select(judging));
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
