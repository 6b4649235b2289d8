package org.isopleth.radiomics.read.dicom;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/// The value of an attribute: bytes, or the items of a sequence. Immutable.
sealed interface Element {
    /// A value as stored.
    final class Stored implements Element {
        private final Vr vr;
        private final byte[] bytes;
        private final ByteOrder order;

        /// Takes over `bytes`; the caller keeps no hold of them.
        Stored(Vr vr, byte[] bytes, ByteOrder order) {
            this.vr = vr;
            this.bytes = bytes;
            this.order = order;
        }

        Vr vr() {
            return vr;
        }

        ByteBuffer bytes() {
            return ByteBuffer.wrap(bytes).asReadOnlyBuffer().order(order);
        }

        String text(java.nio.charset.Charset charset) {
            return new String(bytes, charset);
        }
    }

    /// The items of a sequence, in the file's order.
    record Items(List<DataSet> items) implements Element {
        public Items {
            items = List.copyOf(items);
        }
    }
}
