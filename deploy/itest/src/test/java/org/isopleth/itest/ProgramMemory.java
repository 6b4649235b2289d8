package org.isopleth.itest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// The memory of a running program after a collection of its garbage. Immutable, thread-safe.
///
/// @param ownObjects how many objects of Isopleth's own classes live: not a page of a database's cache among them,
///     so that what a study leaves behind shows at once
/// @param heapMib what all objects take that live
/// @param residentMib what Linux says the process holds (`VmRSS`): compiled code, classes and the allocator's
///     fragments too
record ProgramMemory(long ownObjects, double heapMib, double residentMib) {
    private static final long JCMD_SECONDS = 60;
    private static final double MIB = 1 << 20;

    /// Measures a process of this user.
    static ProgramMemory of(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(JCMD_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError("no answer from process " + pid + ": " + histogram);
        }
        String status = Files.readString(Path.of("/proc", Long.toString(pid), "status"));
        return of(histogram, status);
    }

    /// @param histogram lines of rank, instances, bytes and class, and one that begins with `Total`
    static ProgramMemory of(String histogram, String status) {
        long own = 0;
        double bytes = Double.NaN;
        for (String line : histogram.lines().toList()) {
            String[] words = line.strip().split("\\s+", -1);
            if (words[0].equals("Total")) {
                bytes = Double.parseDouble(words[2]);
            } else if (words.length > 3 && words[3].startsWith("org.isopleth.")) {
                own += Long.parseLong(words[1]);
            }
        }
        if (own == 0 || Double.isNaN(bytes)) {
            throw new AssertionError("no histogram of a program of Isopleth: " + histogram);
        }
        String resident = status.lines()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return new ProgramMemory(own, bytes / MIB, Double.parseDouble(resident.replaceAll("\\D", "")) / 1024);
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d own objects, heap %.1f MiB, resident %.0f MiB", ownObjects, heapMib, residentMib);
    }
}
