package org.isopleth.ledger;

/// What a witness answers to an [AddCheckpoint], one for each status of C2SP tlog-witness. Immutable,
/// thread-safe.
public sealed interface WitnessAnswer {

    /// The status that the specification gives this answer.
    int status();

    /// The head is cosigned, and the witness will sign nothing smaller or other from now on.
    ///
    /// @param cosignature its line for the note
    record Cosigned(NoteSignature cosignature) implements WitnessAnswer {
        @Override
        public int status() {
            return 200;
        }
    }

    /// The request contradicts itself.
    record Malformed() implements WitnessAnswer {
        @Override
        public int status() {
            return 400;
        }
    }

    /// The head is not signed with the key that the witness knows for this ledger.
    record NotSigned() implements WitnessAnswer {
        @Override
        public int status() {
            return 403;
        }
    }

    /// The witness does not know this ledger.
    record UnknownLog() implements WitnessAnswer {
        @Override
        public int status() {
            return 404;
        }
    }

    /// The witness holds another head than the request supposes. A ledger that is smaller than that was put
    /// back to an older state; one of the very size has two heads for it.
    ///
    /// @param size of the largest head it has cosigned
    record Conflict(long size) implements WitnessAnswer {
        @Override
        public int status() {
            return 409;
        }
    }

    /// The proof does not show that the ledger only grew.
    record Inconsistent() implements WitnessAnswer {
        @Override
        public int status() {
            return 422;
        }
    }
}
