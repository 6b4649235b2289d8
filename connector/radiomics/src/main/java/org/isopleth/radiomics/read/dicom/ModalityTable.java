package org.isopleth.radiomics.read.dicom;

import java.util.List;
import java.util.Optional;
import org.isopleth.radiomics.read.Reason;
import org.isopleth.radiomics.read.UnreadableException;

/// A look-up table that makes values of stored ones, instead of slope and intercept (PS3.3, C.11.1).
/// Immutable, thread-safe.
///
/// Stored values below the first that is mapped take the first entry, those above the last the last.
final class ModalityTable {
    private static final int MAX_ENTRIES = 1 << 16;

    private final int first;
    /// Sixteen bits without a sign, as the file has them.
    private final char[] values;
    private final String type;

    private ModalityTable(int first, char[] values, String type) {
        this.first = first;
        this.values = values;
        this.type = type;
    }

    /// The table of an object; empty when it has none.
    ///
    /// @throws UnreadableException when there are several, or it is not as long as it says
    static Optional<ModalityTable> of(DataSet image, PixelFormat format) {
        List<DataSet> items = image.items(Tag.MODALITY_LUT_SEQUENCE);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        DataSet item = items.getFirst();
        double[] descriptor = item.numbers(Tag.LUT_DESCRIPTOR);
        // Objects of many frames have slopes in their groups instead.
        if (items.size() != 1 || descriptor.length != 3 || format.frames() != 1) {
            throw damaged();
        }
        // 0 stands for the one number of entries that 16 bits cannot tell.
        int entries = (int) descriptor[0] & 0xffff;
        char[] values = values(item.numbers(Tag.LUT_DATA), entries == 0 ? MAX_ENTRIES : entries, (int) descriptor[2]);
        int first = format.signed() ? (short) (int) descriptor[1] : (int) descriptor[1] & 0xffff;
        return Optional.of(new ModalityTable(
                first, values, item.text(Tag.MODALITY_LUT_TYPE).orElse("US")));
    }

    private static char[] values(double[] words, int entries, int bits) {
        if (words.length == entries && bits >= 8 && bits <= 16) {
            return chars(words);
        }
        // Entries of 8 bits may come in pairs, the first in the lower half of a word.
        if (bits != 8 || words.length != (entries + 1) / 2) {
            throw damaged();
        }
        char[] values = new char[entries];
        for (int i = 0; i < entries; i++) {
            values[i] = (char) ((int) words[i / 2] >> (8 * (i % 2)) & 0xff);
        }
        return values;
    }

    private static char[] chars(double... words) {
        char[] values = new char[words.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (char) words[i];
        }
        return values;
    }

    private static UnreadableException damaged() {
        return new UnreadableException(Reason.MODALITY_LUT_DAMAGED);
    }

    /// What a stored value means.
    double value(double stored) {
        return values[(int) Math.clamp(stored - first, 0.0, values.length - 1.0)];
    }

    /// The unit of the values, such as `HU`; `US` when it is not said.
    String type() {
        return type;
    }
}
