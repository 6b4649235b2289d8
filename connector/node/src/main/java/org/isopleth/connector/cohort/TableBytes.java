package org.isopleth.connector.cohort;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.isopleth.cohort.AnalysisTable;
import org.isopleth.cohort.Column;

/// One sequence of bytes for a table: big-endian, columns in order, numbers as IEEE 754 bits with one
/// NaN. Stateless, thread-safe.
final class TableBytes {
    private static final String FORMAT = "isopleth-analysis-table-1";
    private static final int NUMERIC = 0;
    private static final int CATEGORICAL = 1;

    private TableBytes() {}

    static byte[] write(AnalysisTable table) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeUTF(FORMAT);
            out.writeInt(table.rows());
            out.writeInt(table.columns().size());
            for (Column column : table.columns()) {
                write(column, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(Column column, DataOutputStream out) throws IOException {
        out.writeUTF(column.name());
        switch (column) {
            case Column.Numeric numeric -> {
                out.writeByte(NUMERIC);
                for (int row = 0; row < numeric.rows(); row++) {
                    out.writeLong(Double.doubleToLongBits(numeric.value(row)));
                }
            }
            case Column.Categorical categorical -> {
                out.writeByte(CATEGORICAL);
                out.writeInt(categorical.levels().size());
                for (String level : categorical.levels()) {
                    out.writeUTF(level);
                }
                for (int row = 0; row < categorical.rows(); row++) {
                    out.writeInt(categorical.code(row));
                }
            }
        }
    }

    /// @throws CohortException when the bytes are not a table of this form
    static AnalysisTable read(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            if (!in.readUTF().equals(FORMAT)) {
                throw new CohortException("the frozen cohort has an unknown form");
            }
            int rows = in.readInt();
            int columns = in.readInt();
            List<Column> read = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
                read.add(readColumn(rows, in));
            }
            return new AnalysisTable(rows, read);
        } catch (EOFException e) {
            throw new CohortException("the frozen cohort is cut off", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Column readColumn(int rows, DataInputStream in) throws IOException {
        String name = in.readUTF();
        if (in.readByte() == NUMERIC) {
            double[] values = new double[rows];
            for (int row = 0; row < rows; row++) {
                values[row] = Double.longBitsToDouble(in.readLong());
            }
            return new Column.Numeric(name, values);
        }
        List<String> levels = new ArrayList<>();
        for (int count = in.readInt(); count > 0; count--) {
            levels.add(in.readUTF());
        }
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
            codes[row] = in.readInt();
        }
        return new Column.Categorical(name, levels, codes);
    }
}
