package org.isopleth.masking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.isopleth.canonical.Bytes;
import org.isopleth.masking.CoordinatorMasking.Dealt;
import org.isopleth.masking.key.AgreementKey;
import org.isopleth.masking.share.FieldElement;
import org.isopleth.masking.share.Shamir;
import org.isopleth.site.SiteId;

/// Puts secrets together from the shares that sites sent, and checks each against what its owner showed
/// before. Every share is already known to be the one its dealer gave, so a secret that does not check is
/// its dealer's fault; other subsets of the shares are tried, up to [#MAX_SUBSETS], before it is named.
final class Reconstruction {
    private static final int MAX_SUBSETS = 64;

    private Reconstruction() {}

    /// @param unmasking present when every secret checks
    /// @param liars whose secrets do not
    record Outcome(Optional<Unmasking> unmasking, List<SiteId> liars) {}

    static Outcome join(CoordinatorMasking.Openings openings) {
        Dealt dealt = openings.dealt();
        Proposal proposal = openings.course().proposal();
        Subsets subsets = new Subsets(
                dealt.group(),
                subsets(List.copyOf(openings.answers().keySet()), proposal.threshold()),
                new HashMap<>());
        TreeMap<SiteId, Bytes> selfSecrets = new TreeMap<>();
        TreeMap<SiteId, Bytes> keySecrets = new TreeMap<>();
        List<SiteId> liars = new ArrayList<>();
        for (SiteId dealer : dealt.shares().keySet()) {
            boolean alive = CoordinatorRounds.alive(openings.survivors()).contains(dealer);
            secret(openings, subsets, dealer, alive)
                    .ifPresentOrElse(
                            secret -> (alive ? selfSecrets : keySecrets).put(dealer, secret), () -> liars.add(dealer));
        }
        return liars.isEmpty()
                ? new Outcome(
                        Optional.of(new Unmasking(proposal.words(), dealt.group(), selfSecrets, keySecrets)), List.of())
                : new Outcome(Optional.empty(), List.copyOf(liars));
    }

    private static Optional<Bytes> secret(
            CoordinatorMasking.Openings openings, Subsets subsets, SiteId dealer, boolean alive) {
        Dealt dealt = openings.dealt();
        for (List<SiteId> subset : subsets.all) {
            List<FieldElement> shares = subset.stream()
                    .map(site -> FieldElement.of(share(openings, site, dealer)))
                    .toList();
            Bytes secret = Shamir.join(subsets.weights(subset), shares).bytes();
            boolean right = alive
                    ? dealt.group()
                            .keys()
                            .selfCommitment(secret)
                            .equals(CoordinatorRounds.of(dealt.shares(), dealer)
                                    .message()
                                    .self())
                    : AgreementKey.belongs(secret, dealt.group().of(dealer).masking());
            if (right) {
                return Optional.of(secret);
            }
        }
        return Optional.empty();
    }

    private static Bytes share(CoordinatorMasking.Openings openings, SiteId from, SiteId dealer) {
        return CoordinatorRounds.of(
                        CoordinatorRounds.of(openings.answers(), from).shares(), dealer)
                .share();
    }

    /// Subsets of the sites that answered; the weights of all but the first are rarely needed.
    private record Subsets(Group group, List<List<SiteId>> all, Map<List<SiteId>, List<FieldElement>> known) {
        List<FieldElement> weights(List<SiteId> subset) {
            return known.computeIfAbsent(
                    subset,
                    sites -> Shamir.weights(
                            sites.stream().map(site -> group.index(site) + 1).toList()));
        }
    }

    /// The first subsets of `size` sites, in lexicographic order.
    private static List<List<SiteId>> subsets(List<SiteId> sites, int size) {
        List<List<SiteId>> subsets = new ArrayList<>();
        int[] chosen = IntStream.range(0, size).toArray();
        int last = 0;
        while (last >= 0 && subsets.size() < MAX_SUBSETS) {
            subsets.add(Arrays.stream(chosen).mapToObj(sites::get).toList());
            last = size - 1;
            while (last >= 0 && chosen[last] == sites.size() - size + last) {
                last--;
            }
            for (int i = Math.max(last, 0); last >= 0 && i < size; i++) {
                chosen[i] = i == last ? chosen[i] + 1 : chosen[i - 1] + 1;
            }
        }
        return subsets;
    }
}
