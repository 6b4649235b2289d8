package org.isopleth.radiomics.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The most memory this process has had so far. Stateless, thread-safe.
final class PeakMemory {
    private static final Pattern HIGH_WATER = Pattern.compile("VmHWM:\\s+(\\d{1,15}) kB");
    private static final double MIB = 1 << 20;

    private PeakMemory() {}

    /// In MiB: what the operating system counted as resident (Linux, `VmHWM`), machine code and threads
    /// included; elsewhere the peaks of the virtual machine's own pools.
    static double mib() {
        return mib(Path.of("/proc/self/status"));
    }

    static double mib(Path status) {
        try {
            List<String> lines = Files.isReadable(status) ? Files.readAllLines(status) : List.of();
            for (String line : lines) {
                Matcher peak = HIGH_WATER.matcher(line);
                if (peak.matches()) {
                    return Long.parseLong(peak.group(1)) / 1024.0;
                }
            }
        } catch (IOException e) {
            return ofPools();
        }
        return ofPools();
    }

    private static double ofPools() {
        long bytes = 0;
        for (MemoryPoolMXBean pool : ManagementFactory.getMemoryPoolMXBeans()) {
            bytes += pool.getPeakUsage().getCommitted();
        }
        return bytes / MIB;
    }
}
