package org.isopleth.client.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.client.audit.AuditVerdict.Agreement;
import org.isopleth.client.audit.AuditVerdict.Seen;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerAccount;
import org.isopleth.ledger.LedgerComparison;
import org.isopleth.ledger.LedgerExpectations;
import org.isopleth.ledger.LedgerFinding;
import org.isopleth.ledger.LedgerFormatException;
import org.isopleth.ledger.LedgerReader;
import org.isopleth.ledger.LedgerRule;
import org.isopleth.ledger.LedgerSummary;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.LedgerVerification;
import org.isopleth.ledger.SignedNote;

/// Several ledgers and the documents of a study in one folder, as `isopleth audit bundle` makes it:
/// `manifest.json`, `ledgers/<name>/`, `documents/<name>`. Immutable, thread-safe.
///
/// @param folder where
record AuditBundle(Path folder) {
    static final String LEDGERS = "ledgers";
    static final String DOCUMENTS = "documents";

    /// Whether a folder is a bundle.
    static boolean isOne(Path folder) {
        return Files.isRegularFile(folder.resolve(BundleList.PATH), LinkOption.NOFOLLOW_LINKS);
    }

    /// Every ledger alone, the list of files, and then each site's ledger beside each coordinator's.
    ///
    /// @param expectations checkpoints known from elsewhere count for the ledger they name
    AuditVerdict verify(LedgerExpectations expectations) {
        List<LedgerFinding> findings = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        List<Seen> seen = new ArrayList<>();
        try {
            findings.addAll(listFindings());
            Set<SignedNote> claimed = new HashSet<>();
            for (String name : ledgers()) {
                LedgerFolder ledger = new LedgerFolder(folder.resolve(LEDGERS).resolve(name));
                List<SignedNote> own = own(ledger, expectations.knownCheckpoints());
                claimed.addAll(own);
                seen.add(new Seen(
                        name,
                        LedgerVerification.verify(
                                ledger, new LedgerExpectations(expectations.rootFingerprint(), own))));
            }
            expectations.knownCheckpoints().stream()
                    .filter(note -> !claimed.contains(note))
                    .forEach(_ -> findings.add(LedgerFinding.ofFile(
                            LedgerRule.FILES_AS_SIGNED,
                            "the checkpoint known from elsewhere",
                            "none of these ledgers has its name")));
        } catch (IOException | UncheckedIOException e) {
            return AuditVerdict.of(
                    folder.toString(), new LedgerVerdict.Unreadable("the bundle's files cannot be read"));
        }
        if (seen.isEmpty()) {
            return AuditVerdict.of(folder.toString(), new LedgerVerdict.Unreadable("the bundle holds no ledger"));
        }
        findings.addAll(oneConsortium(seen));
        long open = compare(accounts(seen, notes), findings, notes);
        return new AuditVerdict(seen, Optional.of(new Agreement(findings, open, notes)));
    }

    private List<String> ledgers() throws IOException {
        Path ledgers = folder.resolve(LEDGERS);
        if (!Files.isDirectory(ledgers, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(ledgers)) {
            return folders.filter(one -> Files.isDirectory(one, LinkOption.NOFOLLOW_LINKS))
                    .map(one -> String.valueOf(one.getFileName()).replace("/", ""))
                    .sorted()
                    .toList();
        }
    }

    private List<LedgerFinding> listFindings() throws IOException {
        List<String> differences;
        try {
            differences = BundleList.read(folder.resolve(BundleList.PATH)).differences(BundleFiles.listed(folder));
        } catch (JsonException e) {
            differences = List.of(BundleList.PATH + ": this is no list of a bundle's files");
        }
        return differences.stream()
                .map(one -> one.split(": ", 2))
                .map(one -> LedgerFinding.ofFile(LedgerRule.BUNDLE_AS_LISTED, one[0], one[1]))
                .toList();
    }

    /// The checkpoints that name this ledger.
    private static List<SignedNote> own(LedgerFolder ledger, List<SignedNote> known) {
        Optional<String> origin = ledger.read(KeyCertification.PATH).flatMap(bytes -> {
            try {
                return Optional.of(KeyCertification.parse(bytes).key().name());
            } catch (LedgerFormatException e) {
                // Verification says so.
                return Optional.empty();
            }
        });
        return known.stream().filter(note -> origin.equals(origin(note))).toList();
    }

    private static Optional<String> origin(SignedNote note) {
        try {
            return Optional.of(Checkpoint.parse(note).origin());
        } catch (LedgerFormatException e) {
            return Optional.empty();
        }
    }

    private static List<LedgerFinding> oneConsortium(List<Seen> seen) {
        Set<Digest> roots = new HashSet<>();
        seen.forEach(ledger -> summary(ledger.verdict())
                .flatMap(LedgerSummary::rootFingerprint)
                .ifPresent(roots::add));
        return roots.size() < 2
                ? List.of()
                : List.of(LedgerFinding.ofFile(
                        LedgerRule.ONE_CONSORTIUM,
                        LEDGERS,
                        "their keys are certified under " + roots.size() + " roots"));
    }

    private List<LedgerAccount> accounts(List<Seen> seen, List<String> notes) {
        List<LedgerAccount> accounts = new ArrayList<>();
        for (Seen ledger : seen) {
            Optional<LedgerSummary> summary = summary(ledger.verdict());
            if (summary.isEmpty() || forged(ledger.verdict())) {
                notes.add(ledger.place() + " was not compared with the others, because it is not what was signed");
                continue;
            }
            LedgerAccount account = new LedgerAccount(summary.get().owner());
            try {
                LedgerReader.read(
                        new LedgerFolder(folder.resolve(LEDGERS).resolve(ledger.place())),
                        0,
                        summary.get().size(),
                        account::accept);
                accounts.add(account);
            } catch (LedgerFormatException e) {
                notes.add(ledger.place() + " was not compared with the others, because entries cannot be read");
            }
        }
        return accounts;
    }

    private static long compare(List<LedgerAccount> accounts, List<LedgerFinding> findings, List<String> notes) {
        long open = 0;
        List<LedgerAccount> coordinators =
                accounts.stream().filter(LedgerAccount::coordinates).toList();
        if (coordinators.isEmpty()) {
            notes.add(
                    "no coordinator's ledger is here, so that what hospitals say they sent was compared with nothing");
        }
        for (LedgerAccount coordinator : coordinators) {
            for (LedgerAccount site : accounts) {
                if (!site.coordinates()) {
                    LedgerComparison comparison = LedgerComparison.of(coordinator, site);
                    findings.addAll(comparison.findings());
                    open += comparison.open();
                }
            }
        }
        return open;
    }

    private static boolean forged(LedgerVerdict verdict) {
        return verdict instanceof LedgerVerdict.Broken broken && broken.kind() == LedgerFinding.Kind.CRYPTOGRAPHIC;
    }

    private static Optional<LedgerSummary> summary(LedgerVerdict verdict) {
        return switch (verdict) {
            case LedgerVerdict.Sound(LedgerSummary summary) -> Optional.of(summary);
            case LedgerVerdict.Broken broken -> broken.summary();
            case LedgerVerdict.Unreadable _ -> Optional.empty();
        };
    }
}
