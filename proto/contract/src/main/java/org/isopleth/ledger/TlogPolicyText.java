package org.isopleth.ledger;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The file form of a [TlogPolicy] (C2SP tlog-policy): a line each for logs, witnesses, groups and the quorum.
///
/// ```
/// log isopleth/ledger/aurora+1f2e3d4c+AQ...
/// witness coordinator isopleth/ledger/coordinator+5b6a7988+BA...
/// witness borealis isopleth/ledger/borealis+0a1b2c3d+BA...
/// group two-of-them 2 coordinator borealis
/// quorum two-of-them
/// ```
///
/// Addresses behind keys are read over: verification needs no network. Not thread-safe; one per file.
public final class TlogPolicyText {
    private static final int MAX_BYTES = 64 * 1024;
    private static final Pattern SPACE = Pattern.compile("[ \t]+");
    private static final Pattern THRESHOLD = Pattern.compile("[1-9][0-9]{0,2}");

    private final List<VerifierKey> logs = new ArrayList<>();
    private final List<TlogPolicy.NamedWitness> witnesses = new ArrayList<>();
    private final List<TlogPolicy.Group> groups = new ArrayList<>();
    private final Set<String> defined = new HashSet<>();
    private Optional<String> quorum = Optional.empty();

    private TlogPolicyText() {}

    /// Reads a policy.
    ///
    /// @param file UTF-8, every line ended, so that a file cut short is not another policy
    /// @throws LedgerFormatException naming the line and what is wrong with it
    public static TlogPolicy parse(byte[] file) {
        if (file.length > MAX_BYTES) {
            throw new LedgerFormatException("a policy has at most " + MAX_BYTES + " bytes");
        }
        String text = AddCheckpoint.decode(file);
        if (!text.endsWith("\n") || text.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7f)) {
            throw new LedgerFormatException(
                    "a policy is lines of text, each ended, without control characters but tabs");
        }
        TlogPolicyText reading = new TlogPolicyText();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            try {
                reading.line(lines.get(i));
            } catch (LedgerFormatException e) {
                throw new LedgerFormatException("line " + (i + 1) + ": " + e.problem());
            }
        }
        String rule = reading.quorum.orElseThrow(() -> new LedgerFormatException("a policy has a quorum line"));
        return new TlogPolicy(reading.logs, reading.witnesses, reading.groups, rule);
    }

    /// The file of a policy; [#parse] of it gives an equal one.
    public static byte[] bytes(TlogPolicy policy) {
        StringBuilder out = new StringBuilder();
        policy.logs().forEach(log -> line(out, "log", log.text()));
        policy.witnesses()
                .forEach(witness ->
                        line(out, "witness", witness.name(), witness.key().text()));
        policy.groups()
                .forEach(group -> line(
                        out,
                        "group",
                        group.name(),
                        Integer.toString(group.threshold()),
                        String.join(" ", group.members())));
        line(out, "quorum", policy.quorum());
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static void line(StringBuilder out, String... words) {
        out.append(String.join(" ", words)).append('\n');
    }

    private void line(String line) {
        List<String> words =
                Arrays.stream(SPACE.split(line)).filter(word -> !word.isEmpty()).toList();
        if (words.isEmpty() || words.getFirst().startsWith("#")) {
            return;
        }
        switch (words.getFirst()) {
            case "log" -> {
                require(words, 2, 3);
                logs.add(VerifierKey.parse(words.get(1)));
            }
            case "witness" -> {
                require(words, 3, 4);
                witnesses.add(new TlogPolicy.NamedWitness(words.get(1), CosignerKey.parse(words.get(2))));
                defined.add(words.get(1));
            }
            case "group" -> {
                require(words, 4, 3 + 2 * TlogPolicy.MAX_EACH);
                group(words.get(1), words.get(2), words.subList(3, words.size()));
            }
            case "quorum" -> {
                require(words, 2, 2);
                if (quorum.isPresent()) {
                    throw new LedgerFormatException("a policy has one quorum line");
                }
                requireDefined(words.get(1).equals(TlogPolicy.NONE) ? List.of() : words.subList(1, 2));
                quorum = Optional.of(words.get(1));
            }
            default -> throw new LedgerFormatException("a line begins with log, witness, group or quorum");
        }
    }

    private void group(String name, String rule, List<String> members) {
        requireDefined(members);
        int threshold = switch (rule) {
            case "any" -> 1;
            case "all" -> members.size();
            default -> {
                if (!THRESHOLD.matcher(rule).matches()) {
                    throw new LedgerFormatException("a group's rule is any, all or a number");
                }
                yield Integer.parseInt(rule);
            }
        };
        groups.add(new TlogPolicy.Group(name, threshold, members));
        defined.add(name);
    }

    /// Groups and the quorum speak of what is on lines before theirs.
    private void requireDefined(List<String> names) {
        if (!defined.containsAll(names)) {
            throw new LedgerFormatException("it names a witness or group that is not defined before it");
        }
    }

    private static void require(List<String> words, int least, int most) {
        if (words.size() < least || words.size() > most) {
            throw new LedgerFormatException(
                    "a " + words.getFirst() + " line has " + least + (most == least ? "" : " to " + most) + " words");
        }
    }
}
