package org.isopleth.radiomics.cases;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryBudgetTest {
    @Test
    void what_does_not_fit_beside_others_waits_until_it_does() throws InterruptedException {
        MemoryBudget budget = new MemoryBudget(100);
        CountDownLatch begun = new CountDownLatch(1);
        MemoryBudget.Share first = budget.take(60);
        Thread second = Thread.startVirtualThread(() -> {
            try (MemoryBudget.Share _ = budget.take(50)) {
                begun.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertFalse(begun.await(100, TimeUnit.MILLISECONDS));
        first.close();
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        second.join();
    }

    @Test
    void what_is_larger_than_everything_begins_alone() throws InterruptedException {
        try (MemoryBudget.Share share = new MemoryBudget(100).take(1000)) {
            assertTrue(share != null);
        }
    }
}
