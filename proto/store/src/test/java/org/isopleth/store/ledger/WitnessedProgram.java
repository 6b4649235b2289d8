package org.isopleth.store.ledger;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.isopleth.canonical.Digest;
import org.isopleth.exchange.WitnessMessage;
import org.isopleth.ledger.Actor;
import org.isopleth.ledger.Checkpoint;
import org.isopleth.ledger.CosignerKey;
import org.isopleth.ledger.KeyCertification;
import org.isopleth.ledger.LedgerEvent;
import org.isopleth.ledger.LedgerOutcome;
import org.isopleth.ledger.LedgerVerdict;
import org.isopleth.ledger.Occurrence;
import org.isopleth.ledger.SignedNote;
import org.isopleth.ledger.TestCertificates;
import org.isopleth.ledger.TlogPolicy;
import org.isopleth.store.Leadership;
import org.isopleth.store.Store;
import org.isopleth.store.StoreLocation;
import org.isopleth.store.StoreOwner;
import org.isopleth.store.TransactionWork;

/// A program with a ledger that asks others to cosign it and cosigns theirs, on a clock that tests move.
final class WitnessedProgram implements AutoCloseable, Witnessing.Surroundings {
    private final Path folder;
    private final String name;
    private final Store store;
    private final Leadership leadership;
    private final LedgerBook book;
    private final PublishedLedger ledger;
    private final Witnessing witnessing;
    private final Deque<WitnessMessage> said = new ArrayDeque<>();
    private Optional<Cosigning.Outcome.Incident> incident = Optional.empty();

    /// A clock that stands until it is moved.
    static final class MovableClock implements InstantSource {
        private Instant now = Instant.parse("2026-11-20T12:00:00Z");

        @Override
        public Instant instant() {
            return now;
        }

        void pass(Duration time) {
            now = now.plus(time);
        }
    }

    /// Opens the program in its folder, or again.
    WitnessedProgram(Path folder, String name, TestCertificates certificates, MovableClock clock) {
        this.folder = folder.resolve(name);
        this.name = name;
        store = Store.open(
                new StoreLocation.Folder(this.folder.resolve("state")), new StoreOwner("connector", name), clock);
        leadership = store.lead("test");
        book = new LedgerBook(store, "site", name, clock);
        ledger = PublishedLedger.open(
                this.folder,
                book,
                new PublishedLedger.Owner(name, certificates.chain(), certificates::sign),
                new SecureRandom());
        witnessing = new Witnessing(ledger, Digest.of(certificates.chain().getLast()), clock, this);
    }

    /// Adds entries and publishes them.
    WitnessedProgram enter(int count) {
        store.write(leadership, transaction -> {
            for (int i = 0; i < count; i++) {
                // Occurrences that may stand in any ledger, whatever was before.
                book.enter(
                        transaction,
                        Occurrence.of(new Actor("program", "clock"), LedgerEvent.CLOCK_JUMPED, LedgerOutcome.DONE));
            }
            return true;
        });
        ledger.publish();
        return this;
    }

    /// Asks these, and carries what is said to and fro until nobody says anything more.
    ///
    /// @return how many messages that were
    int witness(WitnessedProgram... witnesses) {
        List<String> names = new ArrayList<>();
        for (WitnessedProgram witness : witnesses) {
            names.add(witness.name);
        }
        int messages = 0;
        do {
            witnessing.tick(names);
            while (!said.isEmpty()) {
                WitnessMessage.Asked asked = (WitnessMessage.Asked) said.removeFirst();
                WitnessedProgram witness = witnesses[names.indexOf(asked.witness())];
                witness.take(asked);
                take(witness.said.removeFirst());
                messages++;
            }
            witnessing.tick(names);
        } while (!said.isEmpty());
        return messages;
    }

    /// Takes a message as the wire gives it.
    void take(WitnessMessage message) {
        witnessing.take(WitnessMessage.read(message.bytes()));
    }

    /// The latest published head.
    SignedNote head() {
        return SignedNote.parse(ledger.read("checkpoint").orElseThrow());
    }

    /// How many entries it covers.
    long size() {
        return Checkpoint.parse(head()).size();
    }

    /// This program as a witness of a policy.
    TlogPolicy.NamedWitness named() {
        return new TlogPolicy.NamedWitness(
                name, new CosignerKey(ledger.identity().certification().key()));
    }

    PublishedLedger ledger() {
        return ledger;
    }

    Path folder() {
        return folder;
    }

    Optional<Cosigning.Outcome.Incident> incident() {
        return incident;
    }

    /// What a stranger finds in the directory.
    LedgerVerdict verify() {
        return new FolderSource(new LedgerFiles(folder.resolve("ledger"))).verify();
    }

    @Override
    public <T> T write(TransactionWork<T> work) {
        return store.write(leadership, work);
    }

    @Override
    public boolean trusts(KeyCertification program) {
        return !program.owner().equals("stranger");
    }

    @Override
    public void say(WitnessMessage message) {
        said.add(message);
    }

    @Override
    public void stop(Cosigning.Outcome.Incident found) {
        incident = Optional.of(found);
    }

    @Override
    public void close() {
        store.close();
    }
}
