package org.isopleth.ontology.table;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// A table in RFC 4180 form, read strictly, one row at a time.
///
/// The first row is the heading. Cells may be quoted with `"`, a quote inside is doubled; lines end
/// with LF or CR LF; every row has as many cells as the heading. Beyond the RFC: the delimiter and
/// the encoding can be chosen, a UTF-8 byte order mark is skipped, and empty lines at the end are.
/// Everything else is refused with its line: a stray quote, a short or long row, an empty line within
/// the table, a control character, a row beyond [#LONGEST_ROW] characters. Memory does not depend on
/// the number of rows. Not thread-safe.
public final class CsvReader implements AutoCloseable {
    /// Characters in one row. Longer ones come from a quote that is never closed.
    public static final int LONGEST_ROW = 1 << 20;

    static final int MOST_COLUMNS = 10_000;
    private static final int END = -1;

    private final String source;
    private final Reader in;
    private final char delimiter;
    private final Charset charset;
    private final List<String> header;
    private long line = 1;
    private int next;
    private int rowLength;

    /// Opens a file.
    ///
    /// @throws TableException when it cannot be read or has no proper heading
    public static CsvReader open(Path file, char delimiter, Charset charset) {
        try {
            return new CsvReader(
                    file.toString(), new BufferedInputStream(Files.newInputStream(file)), delimiter, charset);
        } catch (NoSuchFileException _) {
            throw new TableException(file.toString(), 0, "the file does not exist");
        } catch (IOException _) {
            throw new TableException(file.toString(), 0, "the file cannot be read");
        }
    }

    /// Reads a stream, which [#close] closes.
    ///
    /// @param source the table's name, for messages
    /// @param delimiter between cells; neither a quote nor a line end
    public CsvReader(String source, InputStream in, char delimiter, Charset charset) {
        if (delimiter == '"' || delimiter == '\r' || delimiter == '\n') {
            throw new IllegalArgumentException("a delimiter is neither a quote nor a line end");
        }
        this.source = source;
        this.in = new StrictDecoder(in, charset);
        this.delimiter = delimiter;
        this.charset = charset;
        advance();
        if (next == '\uFEFF' && charset.equals(StandardCharsets.UTF_8)) {
            advance();
        }
        this.header = heading();
    }

    /// The names of the columns: none empty, none twice.
    public List<String> header() {
        return header;
    }

    /// The next row, or nothing at the end.
    ///
    /// @throws TableException when the table is damaged
    public Optional<CsvRow> next() {
        long begin = line;
        if (next == END) {
            return Optional.empty();
        }
        List<String> cells = row();
        if (isEmptyLine(cells)) {
            while (next != END) {
                if (!isEmptyLine(row())) {
                    throw new TableException(source, begin, "an empty line within the table");
                }
            }
            return Optional.empty();
        }
        if (cells.size() != header.size()) {
            throw new TableException(
                    source, begin, "the row has " + cells.size() + " cells, the heading " + header.size());
        }
        return Optional.of(new CsvRow(begin, cells));
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException _) {
            throw new TableException(source, 0, "the table cannot be closed");
        }
    }

    /// In a table of one column an empty line is an empty cell.
    private boolean isEmptyLine(List<String> cells) {
        return header.size() > 1 && cells.size() == 1 && cells.getFirst().isEmpty();
    }

    private List<String> heading() {
        if (next == END) {
            throw new TableException(source, 1, "the table is empty; its first line must name the columns");
        }
        List<String> names = row();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            if (names.get(i).isBlank()) {
                throw new TableException(source, 1, "column " + (i + 1) + " has no name");
            }
            if (!seen.add(names.get(i))) {
                throw new TableException(source, 1, "column name '" + names.get(i) + "' appears twice");
            }
        }
        return List.copyOf(names);
    }

    private List<String> row() {
        List<String> cells = new ArrayList<>();
        rowLength = 0;
        boolean more = true;
        while (more) {
            cells.add(next == '"' ? quoted() : plain());
            if (cells.size() > MOST_COLUMNS) {
                throw new TableException(source, line, "more than " + MOST_COLUMNS + " columns");
            }
            more = next == delimiter;
            if (more) {
                advance();
            }
        }
        endLine();
        return cells;
    }

    private void endLine() {
        if (next == '\r') {
            advance();
            if (next != '\n') {
                throw new TableException(source, line, "a carriage return without a line feed");
            }
        }
        if (next == '\n') {
            line++;
            advance();
        } else if (next != END) {
            throw new TableException(source, line, "text after a closing quote");
        }
    }

    private String plain() {
        StringBuilder cell = new StringBuilder();
        while (next != delimiter && next != '\n' && next != '\r' && next != END) {
            if (next == '"') {
                throw new TableException(source, line, "a quote inside a cell that does not begin with one");
            }
            append(cell);
        }
        return cell.toString();
    }

    private String quoted() {
        long begin = line;
        StringBuilder cell = new StringBuilder();
        advance();
        while (true) {
            if (next == END) {
                throw new TableException(source, begin, "a quote is never closed");
            }
            if (next == '"') {
                advance();
                if (next != '"') {
                    return cell.toString();
                }
            } else if (next == '\n') {
                line++;
            }
            append(cell);
        }
    }

    private void append(StringBuilder cell) {
        if (next < ' ' && next != '\t' && next != '\n' && next != '\r') {
            throw new TableException(source, line, "a control character; is this a text file?");
        }
        if (++rowLength > LONGEST_ROW) {
            throw new TableException(
                    source, line, "a row of more than " + LONGEST_ROW + " characters; is a quote open?");
        }
        cell.append((char) next);
        advance();
    }

    private void advance() {
        try {
            next = in.read();
        } catch (CharacterCodingException _) {
            throw new TableException(
                    source, line, "the text is not " + charset.name() + "; declare the encoding it was exported with");
        } catch (IOException _) {
            throw new TableException(source, line, "the table cannot be read");
        }
    }
}
