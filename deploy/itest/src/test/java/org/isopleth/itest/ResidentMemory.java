package org.isopleth.itest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The memory of running programs as Linux counts it (`VmRSS`). Stateless, thread-safe.
final class ResidentMemory {
    private static final long JCMD_SECONDS = 30;

    private ResidentMemory() {}

    /// What each program of a consortium holds after a collection of its garbage, in MiB.
    static Map<String, Double> mib(Consortium consortium) throws IOException, InterruptedException {
        Map<String, Double> mib = new TreeMap<>();
        for (String program : consortium.programs()) {
            mib.put(program, mib(consortium.process(program).pid()));
        }
        return mib;
    }

    private static double mib(long pid) throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process collection = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!collection.waitFor(JCMD_SECONDS, TimeUnit.SECONDS) || collection.exitValue() != 0) {
            throw new AssertionError("no answer from process " + pid);
        }
        String line = Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(each -> each.startsWith("VmRSS:"))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.replaceAll("\\D", "")) / 1024;
    }
}
