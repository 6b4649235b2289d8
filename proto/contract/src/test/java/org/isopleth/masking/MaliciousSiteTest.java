package org.isopleth.masking;

import static org.isopleth.masking.TestConsortium.bySite;
import static org.isopleth.masking.TestConsortium.site;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.isopleth.canonical.Bytes;
import org.isopleth.canonical.Digest;
import org.isopleth.masking.CoordinatorOutput.Blame;
import org.isopleth.masking.CoordinatorOutput.Fault;
import org.isopleth.masking.key.CurvePoint;
import org.isopleth.masking.key.MaskingException;
import org.isopleth.masking.key.PublicKeys;
import org.isopleth.site.SiteId;
import org.junit.jupiter.api.Test;

/// One site of five that breaks the protocol: it is named and left out, and the sum of the others is exact,
/// or the attempt is given up.
class MaliciousSiteTest {
    private static final SiteId BAD = site(2);

    /// Swaps what the bad site answers at one step.
    private static TestRound tampered(Step step, UnaryOperator<Signed<SiteMessage>> answer) {
        TestRound round = new TestRound(5);
        round.tampering.put(BAD, signed -> signed.message().step() == step ? answer.apply(signed) : signed);
        return round.run();
    }

    private static void exactWithout(TestRound round) {
        List<SiteId> others = new ArrayList<>(TestConsortium.sites(5));
        others.remove(BAD);
        exact(round, others);
    }

    private static void exact(TestRound round, List<SiteId> survivors) {
        CoordinatorMasking.Finished finished = assertInstanceOf(CoordinatorMasking.Finished.class, round.state);
        assertEquals(survivors, finished.survivors());
        assertArrayEquals(round.plain(survivors), round.sum);
    }

    private static void blamed(TestRound round, Fault fault) {
        assertEquals(List.of(new Blame(BAD, fault)), round.blamed());
    }

    @Test
    void without_one_the_sum_is_over_all() {
        TestRound round = new TestRound(5).run();
        exact(round, TestConsortium.sites(5));
        assertEquals(List.of(), round.blamed());
    }

    @Test
    void points_off_the_curve_and_infinity_are_no_keys() {
        byte[] honest = TestConsortium.secrets(1).keys(BAD).sharing().bytes();
        byte[] off = honest.clone();
        off[64] ^= 1;
        byte[] beyond = honest.clone();
        byte[] field =
                new BigInteger("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff", 16).toByteArray();
        System.arraycopy(field, 1, beyond, 1, 32);
        byte[] compressed = new byte[33];
        compressed[0] = 2;
        for (byte[] bytes : List.of(off, beyond, compressed, new byte[65], new byte[] {0}, new byte[0])) {
            assertThrows(MaskingException.class, () -> new CurvePoint(new Bytes(bytes)));
        }
        // On the wire it is no message at all, and its sender is named.
        TestRound round = new TestRound(5).upTo(Step.SHARE);
        Signed<?> advert = ((CoordinatorMessage.Roster) round.question(BAD).message())
                .adverts()
                .get(2);
        String text = new String(MaskingMessageJson.bytes(advert), StandardCharsets.UTF_8)
                .replace(
                        new Bytes(((SiteMessage.Advert) advert.message())
                                        .keys()
                                        .sharing()
                                        .bytes())
                                .base64(),
                        new Bytes(off).base64());
        assertThrows(
                MaskingException.class, () -> MaskingMessageJson.readOfSite(text.getBytes(StandardCharsets.UTF_8)));
        round.step(new CoordinatorEvent.Malformed(BAD));
        blamed(round, Fault.MALFORMED);
        round.release();
        exactWithout(round);
    }

    @Test
    void a_copy_of_another_sites_keys_is_named() {
        TestRound round = tampered(Step.PROPOSE, signed -> {
            PublicKeys copied = TestConsortium.secrets(site(0).hashCode()).keys(BAD);
            return bySite(
                    BAD,
                    new SiteMessage.Advert(((SiteMessage.Advert) signed.message()).proposal(), copied),
                    signed.context());
        });
        blamed(round, Fault.REPEATED_KEY);
        exactWithout(round);
    }

    @Test
    void a_message_under_another_sites_signature_is_named() {
        TestRound round = tampered(
                Step.PROPOSE,
                signed -> new Signed<>(
                        signed.sender(),
                        signed.context(),
                        signed.message(),
                        bySite(site(3), signed.message(), signed.context()).signature()));
        blamed(round, Fault.BAD_SIGNATURE);
        exactWithout(round);
    }

    @Test
    void another_number_of_shares_is_named() {
        TestRound round = tampered(Step.SHARE, signed -> {
            SiteMessage.Shares shares = (SiteMessage.Shares) signed.message();
            return bySite(
                    BAD, new SiteMessage.Shares(shares.self(), shares.shares().subList(0, 4)), signed.context());
        });
        blamed(round, Fault.WRONG_FORM);
        exactWithout(round);
    }

    @Test
    void a_box_that_does_not_open_is_refused_by_its_recipient_and_its_sender_named() {
        TestRound round = tampered(Step.SHARE, signed -> {
            SiteMessage.Shares shares = (SiteMessage.Shares) signed.message();
            List<SealedShares> list = new ArrayList<>(shares.shares());
            byte[] box = list.get(4).box().array();
            box[50] ^= 1;
            list.set(
                    4,
                    new SealedShares(
                            new Bytes(box), list.get(4).self(), list.get(4).key()));
            return bySite(BAD, new SiteMessage.Shares(shares.self(), list), signed.context());
        });
        Refusal named = new Refusal(Refusal.Reason.BAD_SHARES, Optional.of(BAD));
        assertEquals(new SiteMasking.Refused(named), round.site(4).state);
        assertEquals(
                true,
                round.log.contains(new CoordinatorOutput.Note(site(4), named)),
                "the coordinator logs who is named");
        // The others could not know; four survivors are enough.
        exact(round, TestConsortium.sites(4));
    }

    @Test
    void a_false_commitment_is_refused_by_its_recipient_and_its_sender_named() {
        TestRound round = tampered(Step.SHARE, signed -> {
            SiteMessage.Shares shares = (SiteMessage.Shares) signed.message();
            List<SealedShares> list = new ArrayList<>(shares.shares());
            list.set(
                    4,
                    new SealedShares(
                            list.get(4).box(), Digest.of("false"), list.get(4).key()));
            return bySite(BAD, new SiteMessage.Shares(shares.self(), list), signed.context());
        });
        assertEquals(
                new SiteMasking.Refused(new Refusal(Refusal.Reason.BAD_SHARES, Optional.of(BAD))), round.site(4).state);
    }

    @Test
    void a_vector_of_another_length_or_over_other_senders_is_named() {
        TestRound longer = tampered(Step.MASK, signed -> {
            SiteMessage.Masked masked = (SiteMessage.Masked) signed.message();
            return bySite(
                    BAD,
                    new SiteMessage.Masked(masked.vector(), masked.bytes() + 16, masked.senders()),
                    signed.context());
        });
        blamed(longer, Fault.WRONG_FORM);
        exactWithout(longer);
        TestRound others = tampered(Step.MASK, signed -> {
            SiteMessage.Masked masked = (SiteMessage.Masked) signed.message();
            return bySite(
                    BAD, new SiteMessage.Masked(masked.vector(), masked.bytes(), Digest.of("x")), signed.context());
        });
        blamed(others, Fault.WRONG_FORM);
        exactWithout(others);
    }

    @Test
    void a_late_vector_counts_no_more_and_stays_closed() {
        TestRound round = new TestRound(5);
        List<Signed<SiteMessage>> late = new ArrayList<>();
        round.tampering.put(BAD, signed -> {
            if (signed.message().step() != Step.MASK) {
                return signed;
            }
            late.add(signed);
            return bySite(site(9), signed.message(), signed.context());
        });
        round.run().deadline(Step.MASK);
        exactWithout(round);
        byte[] sum = round.sum.clone();
        round.step(new CoordinatorEvent.Arrived(late.getFirst()));
        assertArrayEquals(sum, round.sum);
        exactWithout(round);
    }

    @Test
    void two_vectors_are_an_equivocation_and_only_the_first_is_in_the_sum() {
        TestRound round = new TestRound(5).upTo(Step.AGREE);
        SiteMasking.Committed committed = assertInstanceOf(SiteMasking.Committed.class, round.site(2).state);
        SiteMessage.Masked second = new SiteMessage.Masked(
                Digest.of("second"),
                round.proposal.vectorBytes(),
                committed.group().digest(committed.held().keySet()));
        round.step(new CoordinatorEvent.Arrived(
                bySite(BAD, second, committed.group().context())));
        blamed(round, Fault.EQUIVOCATION);
        round.release();
        exact(round, TestConsortium.sites(5));
    }

    @Test
    void a_share_it_was_not_given_is_traced_to_it_and_the_sum_opened_without() {
        TestRound round = tampered(Step.UNMASK, signed -> {
            SiteMessage.Unmasking unmasking = (SiteMessage.Unmasking) signed.message();
            TreeMap<SiteId, SiteMessage.Revealed> shares = new TreeMap<>(unmasking.shares());
            shares.put(site(0), new SiteMessage.Revealed.OfSelfMask(new Bytes(new byte[32])));
            return bySite(BAD, new SiteMessage.Unmasking(shares), signed.context());
        });
        blamed(round, Fault.WRONG_SHARE);
        exact(round, TestConsortium.sites(5));
    }

    @Test
    void the_share_of_a_key_where_a_self_mask_was_asked_is_traced_to_it() {
        TestRound round = tampered(Step.UNMASK, signed -> {
            SiteMessage.Unmasking unmasking = (SiteMessage.Unmasking) signed.message();
            TreeMap<SiteId, SiteMessage.Revealed> shares = new TreeMap<>();
            unmasking.shares().forEach((id, share) -> shares.put(id, new SiteMessage.Revealed.OfKey(share.share())));
            return bySite(BAD, new SiteMessage.Unmasking(shares), signed.context());
        });
        blamed(round, Fault.WRONG_SHARE);
    }

    @Test
    void a_dealer_whose_shares_do_not_give_its_secret_back_is_named_and_nothing_opened() {
        // It commits to another b than it shares: each share is right by itself, their secret is not.
        TestRound round = tampered(Step.SHARE, signed -> {
            SiteMessage.Shares shares = (SiteMessage.Shares) signed.message();
            return bySite(BAD, new SiteMessage.Shares(Digest.of("another b"), shares.shares()), signed.context());
        });
        blamed(round, Fault.FALSE_SECRET);
        assertEquals(new CoordinatorMasking.GivenUp(CoordinatorMasking.Cause.FALSE_SECRET), round.state);
    }

    @Test
    void a_dealer_that_gave_one_false_share_is_worked_around() {
        // Site 4's share of site 2's b is another number, committed to and sealed: only one subset of four
        // shares gives the secret back.
        TestRound round = new TestRound(5);
        round.tampering.put(
                BAD,
                signed -> signed.message() instanceof SiteMessage.Shares shares
                        ? FalseDealer.deal(round, BAD, 4, shares, signed.context())
                        : signed);
        round.run();
        assertEquals(List.of(), round.blamed());
        exact(round, TestConsortium.sites(5));
    }

    @Test
    void an_oversize_or_inflated_message_is_refused_before_it_is_read() {
        assertThrows(
                MaskingException.class,
                () -> MaskingMessageJson.readOfSite(new byte[MaskingMessageJson.MAX_BYTES + 1]));
        // Gzip is not JSON: nothing is ever inflated.
        assertThrows(
                MaskingException.class,
                () -> MaskingMessageJson.readOfSite(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0}));
        byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        assertThrows(MaskingException.class, () -> MaskingMessageJson.readOfSite(deep));
    }

    /// The whole program has 64 MiB of heap.
    @Test
    void whatever_a_bad_site_says_takes_little_memory_and_the_sum_comes_out() throws Exception {
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        HostileMessages.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            String said = new String(program.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals("exact", said.strip());
            assertTrue(program.waitFor(1, TimeUnit.MINUTES));
        } finally {
            program.destroyForcibly();
        }
    }

    @Test
    void a_stranger_is_not_heard() {
        TestRound round = new TestRound(5).upTo(Step.SHARE);
        CoordinatorMasking before = round.state;
        round.step(new CoordinatorEvent.Arrived(
                bySite(site(9), new SiteMessage.Agreement(Digest.of("x")), round.proposal.opening())));
        round.step(new CoordinatorEvent.Malformed(site(9)));
        assertEquals(before, round.state);
    }
}
