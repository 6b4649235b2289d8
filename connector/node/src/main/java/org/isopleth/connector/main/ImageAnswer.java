package org.isopleth.connector.main;

import java.util.List;
import java.util.function.Supplier;
import org.isopleth.canonical.Json;
import org.isopleth.connector.image.ImportAccount;
import org.isopleth.connector.work.WorkStoppedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What came of what was asked of the images, whichever program did it: for the site's own people, since it quotes
/// paths.
/// Immutable, thread-safe.
sealed interface ImageAnswer {
    /// It was done.
    ///
    /// @param lines the account in words
    /// @param account the same for programs
    record Done(List<String> lines, Json account) implements ImageAnswer {
        public Done {
            lines = List.copyOf(lines);
        }
    }

    /// It could not be done.
    ///
    /// @param line what, where, what to do
    record Failed(String line) implements ImageAnswer {}

    /// What an import came to.
    static ImageAnswer of(ImportAccount account) {
        return new Done(account.lines(), account.json());
    }

    /// What is measured.
    ///
    /// @param regions a line for each
    static ImageAnswer listing(List<String> regions) {
        return new Done(
                regions.isEmpty() ? List.of("no image is measured") : regions,
                Json.object().with("regions", Json.ofTexts(regions)).build());
    }

    /// Does what was asked for; a failure is an answer too.
    ///
    /// @throws WorkStoppedException when the program stops
    static ImageAnswer of(Supplier<ImageAnswer> work) {
        try {
            return work.get();
        } catch (WorkStoppedException e) {
            throw e;
        } catch (RuntimeException e) {
            Logger log = LoggerFactory.getLogger(ImageAnswer.class);
            log.error("images: what was asked for failed", e);
            return new Failed(CommandProblems.line(e)
                    .orElse("it failed for a reason the connector did not foresee: see its log"));
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
    static ImageAnswer read(Json.Obj json) {
        return json.find("failure")
                .<ImageAnswer>map(line -> new Failed(json.text("failure")))
                .orElseGet(() -> new Done(json.get("lines").asTexts(), json.get("account")));
    }
}
