package org.isopleth.connector.semantic;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.isopleth.canonical.CanonicalJson;
import org.isopleth.canonical.Digest;
import org.isopleth.canonical.Json;
import org.isopleth.connector.source.SourceRows;
import org.isopleth.connector.source.SourceTable;
import org.isopleth.ontology.mapping.MappedRow;
import org.isopleth.ontology.mapping.MappingDocument;
import org.isopleth.ontology.mapping.RowMapper;

/// Reads a source once, maps every row and takes the digest of all. Immutable, thread-safe.
///
/// A database promises no order of rows, so the rows' digests are added modulo 2^256: the same rows
/// in another order are the same batch.
final class BatchReading {
    private static final BigInteger MODULUS = BigInteger.ONE.shiftLeft(256);

    private final MappingDocument mapping;
    private final SourceTable source;
    private final String context;

    /// @param context whatever else the graph depends on
    BatchReading(MappingDocument mapping, SourceTable source, String context) {
        this.mapping = mapping;
        this.source = source;
        this.context = context;
    }

    /// @param rows takes every row that names a patient
    Batch read(Consumer<MappedRow> rows) {
        try (SourceRows table = source.open()) {
            RowMapper mapper = RowMapper.bind(mapping, source.name(), table.header());
            BigInteger sum = BigInteger.ZERO;
            for (Optional<List<String>> cells = table.next(); cells.isPresent(); cells = table.next()) {
                sum = sum.add(new BigInteger(1, digest(cells.get()))).mod(MODULUS);
                MappedRow row = mapper.map(cells.get());
                if (!row.patient().isEmpty()) {
                    rows.accept(row);
                }
            }
            Digest digest = CanonicalJson.digest(Json.object()
                    .with("batch", 1)
                    .with("mapping", mapping.digest().hex())
                    .with("context", context)
                    .with("header", Json.ofTexts(table.header()))
                    .with("rows", Long.toString(mapper.report().rows()))
                    .with("sum", sum.toString(16))
                    .build());
            return new Batch(digest, mapper.report());
        }
    }

    private static byte[] digest(List<String> cells) {
        MessageDigest sha256 = Digest.sha256();
        for (String cell : cells) {
            byte[] bytes = cell.getBytes(StandardCharsets.UTF_8);
            sha256.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
            sha256.update(bytes);
        }
        return sha256.digest();
    }
}
