package org.isopleth.masking;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.site.SiteId;

/// A program with little memory that hears what a bad site can say: the coordinator's part in an attempt, and the most
/// expensive messages of the largest size a coordinator takes. Prints `exact` when the sum of the others came out.
final class HostileMessages {
    /// What an event of the coordinator's store holds, and so the most that reaches the reader.
    private static final int LARGEST = 256 * 1024;

    private HostileMessages() {}

    public static void main(String[] arguments) throws IOException {
        List<byte[]> hostile = List.of(
                "[".repeat(LARGEST).getBytes(StandardCharsets.UTF_8),
                filled("[", "0,", "0]"),
                filled("[", "{},", "{}]"),
                filled("[", "{\"\":0},", "0]"),
                filled("[", "[[[[]]]],", "0]"),
                filled("{\"a\":\"", "\\u0041", "\"}"),
                filled("{\"shares\":[", "{\"box\":\"\"},", "0]}"),
                bomb(),
                new byte[MaskingMessageJson.MAX_BYTES + 1]);
        SiteId bad = TestConsortium.site(2);
        TestRound round = new TestRound(5).upTo(Step.AGREE);
        Digest context = round.question(bad).context();
        for (int time = 0; time < 20; time++) {
            for (byte[] bytes : hostile) {
                try {
                    MaskingMessageJson.readOfSite(bytes);
                    throw new AssertionError("a hostile message was taken for one");
                } catch (MaskingException e) {
                    round.step(new CoordinatorEvent.Malformed(bad));
                }
            }
        }
        // Well formed, and another each time: nothing of it is kept.
        for (int time = 0; time < 2000; time++) {
            SiteMessage message = new SiteMessage.Agreement(Digest.of("number " + time));
            round.step(
                    new CoordinatorEvent.Arrived(new Signed<>(bad.name(), context, message, new Bytes(new byte[70]))));
        }
        round.release();
        List<SiteId> survivors = new ArrayList<>(TestConsortium.sites(5));
        boolean named =
                round.blamed().equals(List.of(new CoordinatorOutput.Blame(bad, CoordinatorOutput.Fault.MALFORMED)));
        boolean exact = round.state instanceof CoordinatorMasking.Finished finished
                && finished.survivors().equals(survivors)
                && new Bytes(round.plain(survivors)).equals(new Bytes(round.sum));
        System.out.println(named && exact ? "exact" : "wrong");
    }

    private static byte[] filled(String begin, String part, String end) {
        int times = (LARGEST - begin.length() - end.length()) / part.length();
        return (begin + part.repeat(times) + end).getBytes(StandardCharsets.UTF_8);
    }

    /// 200 MB of spaces in 200 kB.
    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            byte[] spaces = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 200; i++) {
                gzip.write(spaces);
            }
        }
        return out.toByteArray();
    }
}
