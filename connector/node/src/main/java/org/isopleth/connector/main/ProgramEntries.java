package org.isopleth.connector.main;

import org.isopleth.canonical.Digest;
import org.isopleth.connector.study.SiteStudies;
import org.isopleth.ledger.Actor;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.Occurrence;
import org.isopleth.site.SiteId;
import org.isopleth.store.Body;
import org.isopleth.store.Store;
import org.isopleth.store.ledger.LedgerBook;

/// What the ledger says about the program itself. Thread-safe.
final class ProgramEntries {
    private static final String NAMESPACE = "program";
    private static final String POLICY = "policy";
    private static final String PASSPORT = "passport";

    private final SiteStudies studies;
    private final LedgerBook ledger;
    private final SiteId site;
    private final Store store;

    ProgramEntries(SiteStudies studies, LedgerBook ledger, SiteId site, Store store) {
        this.studies = studies;
        this.ledger = ledger;
        this.site = site;
        this.store = store;
    }

    /// The program runs, under this policy; a policy that is not the last one's is a change.
    void started(Digest policy) {
        boolean changed = store.document(NAMESPACE, POLICY)
                .filter(before -> before.body().text().equals(policy.hex()))
                .isEmpty();
        studies.note(transaction -> {
            ledger.enter(transaction, occurrence(LedgerEvent.PROGRAM_STARTED));
            if (changed) {
                ledger.enter(
                        transaction,
                        occurrence(LedgerEvent.CONFIGURATION_CHANGED).with(POLICY, policy));
                transaction.putDocument(NAMESPACE, POLICY, Body.of(policy.hex()));
            }
        });
    }

    /// The program measures images and carries this passport; one that is not the last one's, as after an upgrade,
    /// is a change.
    void carries(Digest passport) {
        boolean changed = store.document(NAMESPACE, PASSPORT)
                .filter(before -> before.body().text().equals(passport.hex()))
                .isEmpty();
        if (changed) {
            studies.note(transaction -> {
                ledger.enter(
                        transaction,
                        occurrence(LedgerEvent.CONFIGURATION_CHANGED).with(PASSPORT, passport));
                transaction.putDocument(NAMESPACE, PASSPORT, Body.of(passport.hex()));
            });
        }
    }

    /// Something happened to the program.
    void entered(LedgerEvent event) {
        studies.note(transaction -> ledger.enter(transaction, occurrence(event)));
    }

    private Occurrence occurrence(LedgerEvent event) {
        return Occurrence.of(new Actor("site", site.name()), event, LedgerOutcome.DONE);
    }
}
