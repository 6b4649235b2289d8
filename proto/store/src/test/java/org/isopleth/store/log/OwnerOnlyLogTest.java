package org.isopleth.store.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EchoEncoder;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every file of the log is for its owner only.
class OwnerOnlyLogTest {
    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();

    @Test
    void the_program_logs_to_such_a_log() throws Exception {
        context.putProperty("isopleth.log", folder.resolve("program.log").toString());
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Objects.requireNonNull(OwnerOnlyLog.class.getResource("/logback.xml")));
        assertInstanceOf(OwnerOnlyLog.class, context.getLogger("ROOT").getAppender("FILE"));
        context.stop();
        assertOwnerOnly(1);
    }

    @Test
    void a_command_that_names_no_log_has_none() throws Exception {
        // Another test of this process may have named one.
        String named = System.clearProperty("isopleth.log");
        try {
            JoranConfigurator configurator = new JoranConfigurator();
            configurator.setContext(context);
            configurator.doConfigure(Objects.requireNonNull(OwnerOnlyLog.class.getResource("/logback.xml")));
        } finally {
            if (named != null) {
                System.setProperty("isopleth.log", named);
            }
        }
        context.getLogger("ROOT").error("told to nobody");
        assertFalse(Objects.requireNonNull(context.getLogger("ROOT").getAppender("FILE"))
                .isStarted());
        assertFalse(Files.exists(Path.of(OwnerOnlyLog.NO_LOG)));
        context.stop();
    }

    @Test
    void the_file_that_follows_a_full_one_is_for_its_owner_only_too() throws IOException {
        OwnerOnlyLog<ILoggingEvent> log = new OwnerOnlyLog<>();
        log.setContext(context);
        log.setFile(folder.resolve("program.log").toString());
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(log);
        window.setFileNamePattern(folder.resolve("program.log").toString() + ".%i");
        window.start();
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.start();
        EchoEncoder<ILoggingEvent> encoder = new EchoEncoder<>();
        log.setEncoder(encoder);
        log.setRollingPolicy(window);
        log.setTriggeringPolicy(size);
        log.start();
        log.rollover();
        log.rollover();
        log.stop();
        assertOwnerOnly(3);
    }

    private void assertOwnerOnly(int files) throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            List<String> permissions = found.map(OwnerOnlyLogTest::permissions).toList();
            assertEquals(Stream.generate(() -> "rw-------").limit(files).toList(), permissions);
        }
    }

    private static String permissions(Path file) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
