package org.isopleth.ledger;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/// Whose word for a ledger's head is enough (C2SP tlog-policy): which ledgers, which witnesses, and how many of
/// them must have cosigned. Immutable, thread-safe. [TlogPolicyText] reads and writes its file.
///
/// @param logs the keys of the ledgers it is about; none when the reader knows them from elsewhere
/// @param witnesses who may cosign
/// @param groups each after the groups it names
/// @param quorum the witness or group that must have cosigned, or [#NONE]
public record TlogPolicy(List<VerifierKey> logs, List<NamedWitness> witnesses, List<Group> groups, String quorum) {
    /// The quorum that needs no cosignature.
    public static final String NONE = "none";
    /// The most logs, the most witnesses and the most groups of one policy.
    public static final int MAX_EACH = 64;

    /// A witness under the name that it has within the policy.
    public record NamedWitness(String name, CosignerKey key) {}

    /// Has cosigned when enough of its members have.
    ///
    /// @param threshold from 1 to the number of members
    /// @param members names of witnesses and groups
    public record Group(String name, int threshold, List<String> members) {
        public Group {
            members = List.copyOf(members);
            if (threshold < 1 || threshold > members.size()) {
                throw new LedgerFormatException("a group's threshold is 1 to the number of its members");
            }
        }
    }

    public TlogPolicy {
        logs = List.copyOf(logs);
        witnesses = List.copyOf(witnesses);
        groups = List.copyOf(groups);
        if (logs.size() > MAX_EACH || witnesses.size() > MAX_EACH || groups.size() > MAX_EACH) {
            throw new LedgerFormatException("a policy has at most " + MAX_EACH + " logs, witnesses and groups each");
        }
        requireDistinct(logs, VerifierKey::publicKeyHex, "two logs have the same key");
        requireDistinct(witnesses, witness -> witness.key().key().publicKeyHex(), "two witnesses have the same key");
        requireNames(witnesses, groups, quorum);
    }

    /// A policy in which any `threshold` of the witnesses are a quorum.
    ///
    /// @param threshold from 0, which asks for none, to the number of witnesses
    public static TlogPolicy of(List<VerifierKey> logs, List<NamedWitness> witnesses, int threshold) {
        if (threshold == 0) {
            return new TlogPolicy(logs, witnesses, List.of(), NONE);
        }
        String name = "witnesses";
        List<String> members = witnesses.stream().map(NamedWitness::name).toList();
        return new TlogPolicy(logs, witnesses, List.of(new Group(name, threshold, members)), name);
    }

    /// Whether one of the ledgers signed this head under its own name, and enough witnesses cosigned it.
    public boolean accepts(SignedNote checkpoint) {
        return log(checkpoint).isPresent() && isQuorum(cosigned(checkpoint).keySet());
    }

    /// The ledger of this policy that signed the note as a head of its own, if one did.
    public Optional<VerifierKey> log(SignedNote checkpoint) {
        String text = checkpoint.text();
        String origin = text.substring(0, text.indexOf('\n'));
        return logs.stream()
                .filter(key -> key.name().equals(origin) && checkpoint.signedBy(key))
                .findFirst();
    }

    /// Which witnesses cosigned the note, by their names in this policy, and when.
    public SortedMap<String, Instant> cosigned(SignedNote checkpoint) {
        SortedMap<String, Instant> times = new TreeMap<>();
        witnesses.forEach(
                witness -> checkpoint.cosignedBy(witness.key()).ifPresent(time -> times.put(witness.name(), time)));
        return times;
    }

    /// Whether these witnesses are enough.
    ///
    /// @param names as [#cosigned] gives them
    public boolean isQuorum(Set<String> names) {
        if (quorum.equals(NONE)) {
            return true;
        }
        Set<String> satisfied = new HashSet<>(names);
        for (Group group : groups) {
            long count = group.members().stream().filter(satisfied::contains).count();
            if (count >= group.threshold()) {
                satisfied.add(group.name());
            }
        }
        return satisfied.contains(quorum);
    }

    private static <T> void requireDistinct(List<T> items, Function<T, String> identity, String problem) {
        if (items.stream().map(identity).distinct().count() != items.size()) {
            throw new LedgerFormatException(problem);
        }
    }

    private static void requireNames(List<NamedWitness> witnesses, List<Group> groups, String quorum) {
        Set<String> defined = new HashSet<>();
        Set<String> members = new HashSet<>();
        witnesses.forEach(witness -> define(witness.name(), defined));
        for (Group group : groups) {
            for (String member : group.members()) {
                if (!defined.contains(member)) {
                    throw new LedgerFormatException("a group has a member that is not defined before it");
                }
                // So that each witness counts in one way only.
                if (!members.add(member)) {
                    throw new LedgerFormatException("a name is a member twice");
                }
            }
            define(group.name(), defined);
        }
        if (!quorum.equals(NONE) && !defined.contains(quorum)) {
            throw new LedgerFormatException("the quorum is not a witness or group defined before it");
        }
    }

    private static void define(String name, Set<String> defined) {
        boolean oneWord = !name.isEmpty() && name.chars().noneMatch(c -> c <= ' ' || c == 0x7f);
        if (name.equals(NONE) || !oneWord || !defined.add(name)) {
            throw new LedgerFormatException("a witness or group has a name of its own: one word, not '" + NONE + "'");
        }
    }
}
