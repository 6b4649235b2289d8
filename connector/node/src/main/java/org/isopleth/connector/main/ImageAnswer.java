package org.isopleth.connector.main;

import java.util.List;
import java.util.function.Supplier;
import org.isopleth.canonical.Json;
import org.isopleth.connector.image.ImportAccount;
import org.isopleth.connector.work.WorkStoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an import of images came to, whichever program did it: for the site's own people, since it quotes paths.
/// Immutable, thread-safe.
sealed interface ImportAnswer {
    /// It was done.
    ///
    /// @param lines the account in words
    /// @param account the account for programs
    record Done(List<String> lines, Json account) implements ImportAnswer {
        public Done {
            lines = List.copyOf(lines);
        }
    }

    /// It could not be done.
    ///
    /// @param line what, where, what to do
    record Failed(String line) implements ImportAnswer {}

    /// What an import came to.
    static ImportAnswer of(ImportAccount account) {
        return new Done(account.lines(), account.json());
    }

    /// Does an import; a failure is an answer too.
    ///
    /// @throws WorkStoppedException when the program stops
    static ImportAnswer of(Supplier<ImportAccount> work) {
        try {
            return of(work.get());
        } catch (WorkStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            Logger log = LoggerFactory.getLogger(ImportAnswer.class);
            log.error("images: the import that was asked for failed", e);
            return new Failed(CommandProblems.line(e)
                    .orElse("the import failed for a reason the connector did not foresee: see its log"));
        }
    }

    /// The JSON form.
    default Json.Obj json() {
        return switch (this) {
            case Done(List<String> lines, Json account) ->
                Json.object()
                        .with("lines", Json.ofTexts(lines))
                        .with("account", account)
                        .build();
            case Failed(String line) -> Json.object().with("failure", line).build();
        };
    }

    /// Reads the JSON form.
    static ImportAnswer read(Json.Obj json) {
        return json.find("failure")
                .<ImportAnswer>map(line -> new Failed(json.text("failure")))
                .orElseGet(() -> new Done(json.get("lines").asTexts(), json.get("account")));
    }
}
