package org.isopleth.disclosure.budget;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.JsonException;
import org.isopleth.disclosure.loss.Calibration;
import org.isopleth.disclosure.loss.PrivacyCost;
import org.isopleth.disclosure.noise.NoiseClaim;
import org.junit.jupiter.api.Test;

/// The book of a privacy budget: paid before, never paid back, and a year is a year.
class BudgetBookTest {
    private static final Digest STUDY = Digest.of("study");
    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final BudgetTerms TERMS = new BudgetTerms(8, 1, 1e-6);

    /// One part in 64 of what a year's ε of 8 allows.
    private static final NoiseClaim SHARE = claim(Calibration.cost(8, 1e-6).steps() / 64);

    private final BudgetBook open =
            BudgetBook.step(BudgetBook.EMPTY, new BudgetEvent.TermsSet(TERMS, Optional.empty()));

    private static NoiseClaim claim(long steps) {
        return new NoiseClaim(new PrivacyCost(steps), new PrivacyCost(3 * steps));
    }

    private static BudgetBook spend(BudgetBook book, String release, Instant at) {
        Reservation.Paid paid =
                assertInstanceOf(Reservation.Paid.class, book.reserve(Digest.of(release), STUDY, SHARE, at), release);
        return BudgetBook.step(book, paid.event());
    }

    private BudgetBook spent(int releases) {
        BudgetBook book = open;
        for (int i = 0; i < releases; i++) {
            book = spend(book, "release " + i, NOON.plusSeconds(i));
        }
        return book;
    }

    private static Reservation.Reason refusal(BudgetBook book, Instant at) {
        return assertInstanceOf(Reservation.Refused.class, book.reserve(Digest.of("one more"), STUDY, SHARE, at))
                .reason();
    }

    @Test
    void theLastUnitIsSpentAndNoMore() {
        BudgetBook full = spent(64);
        assertTrue(BudgetBook.enforced(full.year(NOON).ifHonest(), 1e-6) <= 8);
        assertEquals(Reservation.Reason.YEAR_SPENT, refusal(full, NOON.plusSeconds(60)));
        Reservation least = full.reserve(Digest.of("least"), STUDY, claim(1L << 32), NOON);
        assertInstanceOf(Reservation.Refused.class, least);
    }

    @Test
    void whatNeverLeftIsSpentAllTheSame() {
        BudgetBook crashed = spent(64);
        assertTrue(crashed.spends().values().stream().noneMatch(Spend::committed));
        assertEquals(Reservation.Reason.YEAR_SPENT, refusal(crashed, NOON));
        BudgetBook committed = BudgetBook.step(crashed, new BudgetEvent.Committed(Digest.of("release 3")));
        assertEquals(crashed.year(NOON), committed.year(NOON));
        assertEquals(Reservation.Reason.YEAR_SPENT, refusal(committed, NOON));
    }

    @Test
    void theSameReleaseIsPaidForOnce() {
        BudgetBook full = spent(64);
        assertInstanceOf(Reservation.AlreadyPaid.class, full.reserve(Digest.of("release 3"), STUDY, SHARE, NOON));
        BudgetEvent again = new BudgetEvent.Reserved(Digest.of("release 3"), STUDY, SHARE, NOON.plusSeconds(99));
        assertThrows(BudgetException.class, () -> BudgetBook.step(full, again));
    }

    @Test
    void aReleaseMayNotCostMoreThanItsOwnLimit() {
        PrivacyCost one = Calibration.cost(1, 1e-6);
        assertInstanceOf(Reservation.Paid.class, open.reserve(Digest.of("a"), STUDY, new NoiseClaim(one, one), NOON));
        NoiseClaim more = claim(one.steps() + one.steps() / 1000);
        assertEquals(
                new Reservation.Refused(Reservation.Reason.RELEASE_TOO_DEAR),
                open.reserve(Digest.of("a"), STUDY, more, NOON));
    }

    @Test
    void aClockSetBackRenewsNothing() {
        BudgetBook full = spent(64);
        Instant spring = NOON.minus(Duration.ofDays(4000));
        assertEquals(Reservation.Reason.YEAR_SPENT, refusal(full, spring));
        assertEquals(full.year(NOON.plusSeconds(63)), full.year(spring));
        BudgetBook half = spend(spent(32), "while the clock is back", spring);
        assertEquals(
                half.latest(),
                Objects.requireNonNull(half.spends().get(Digest.of("while the clock is back")))
                        .at());
        BudgetEvent earlier = new BudgetEvent.Reserved(Digest.of("x"), STUDY, SHARE, spring);
        assertThrows(BudgetException.class, () -> BudgetBook.step(full, earlier));
    }

    @Test
    void aYearLaterThereIsBudgetAgainButTheLifetimeStays() {
        BudgetBook full = spent(64);
        Instant almost = NOON.plus(BudgetTerms.YEAR).minusSeconds(1);
        assertEquals(Reservation.Reason.YEAR_SPENT, refusal(full, almost));
        Instant later = NOON.plus(BudgetTerms.YEAR).plusSeconds(70);
        BudgetBook renewed = spend(full, "next year", later);
        assertEquals(SHARE, renewed.year(later));
        assertEquals(
                65 * SHARE.ifHonest().steps(), renewed.lifetime().ifHonest().steps());
        assertEquals(
                65 * SHARE.ifOthersCollude().steps(),
                renewed.lifetime().ifOthersCollude().steps());
        assertEquals(renewed.year(later), renewed.year(NOON), "set back after the new year has begun");
    }

    @Test
    void withoutTermsNothingIsReleased() {
        assertEquals(Reservation.Reason.NO_BUDGET, refusal(BudgetBook.EMPTY, NOON));
    }

    @Test
    void looserTermsNeedASignatureAndTighterOnesDoNot() {
        BudgetTerms looser = new BudgetTerms(9, 1, 1e-6);
        assertThrows(
                BudgetException.class,
                () -> BudgetBook.step(BudgetBook.EMPTY, new BudgetEvent.TermsSet(looser, Optional.empty())));
        BudgetBook signed =
                BudgetBook.step(open, new BudgetEvent.TermsSet(looser, Optional.of(Digest.of("signature"))));
        assertEquals(Optional.of(looser), signed.terms());
        BudgetTerms tighter = new BudgetTerms(2, 0.5, 1e-7);
        BudgetBook tight = BudgetBook.step(spent(4), new BudgetEvent.TermsSet(tighter, Optional.empty()));
        assertEquals(4, tight.spends().size());
        assertThrows(
                BudgetException.class, () -> BudgetBook.step(tight, new BudgetEvent.TermsSet(TERMS, Optional.empty())));
    }

    @Test
    void usualTermsFollowTheNumberOfPatients() {
        assertEquals(new BudgetTerms(8, 1, 1e-6), BudgetTerms.usual(1000));
        assertTrue(BudgetTerms.usual(1_000_000).delta() <= 1e-7);
        assertThrows(IllegalArgumentException.class, () -> BudgetTerms.usual(0));
        assertThrows(IllegalArgumentException.class, () -> new BudgetTerms(1, 2, 1e-6));
        assertThrows(IllegalArgumentException.class, () -> new BudgetTerms(Double.NaN, 1, 1e-6));
        assertThrows(IllegalArgumentException.class, () -> new BudgetTerms(8, 1, 1e-5));
    }

    @Test
    void eventsAreReadBackAsTheyWereWritten() {
        NoiseClaim large = new NoiseClaim(new PrivacyCost((1L << 60) + 1), new PrivacyCost(1L << 62));
        for (BudgetEvent event : new BudgetEvent[] {
            new BudgetEvent.TermsSet(TERMS, Optional.empty()),
            new BudgetEvent.TermsSet(TERMS, Optional.of(Digest.of("signature"))),
            new BudgetEvent.Reserved(Digest.of("release"), STUDY, large, NOON),
            new BudgetEvent.Committed(Digest.of("release"))
        }) {
            byte[] stored = CanonicalJson.bytes(BudgetEventJson.write(event));
            assertEquals(
                    event,
                    BudgetEventJson.read(
                            BudgetEventJson.kind(event),
                            BudgetEventJson.VERSION,
                            CanonicalJson.parse(stored).asObject()));
        }
        assertThrows(
                JsonException.class,
                () -> BudgetEventJson.read(
                        "budget-refunded", 1, CanonicalJson.parse("{}").asObject()));
    }
}
