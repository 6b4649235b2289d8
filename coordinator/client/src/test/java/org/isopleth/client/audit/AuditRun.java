package org.isopleth.client.audit;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Json;
import org.isopleth.client.CommandErrors;
import picocli.CommandLine;

/// What `isopleth audit …` does and says.
record AuditRun(int exitCode, String out, String err) {
    static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    static AuditRun of(Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command = AuditCommand.line(() -> NOW);
        CommandErrors.handle(command, Path.of("target/isopleth-fault.log"));
        int exitCode = command.setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Arrays.stream(arguments).map(String::valueOf).toArray(String[]::new));
        return new AuditRun(exitCode, out.toString(), err.toString());
    }

    Json.Obj json() {
        return CanonicalJson.parse(out).asObject();
    }
}
