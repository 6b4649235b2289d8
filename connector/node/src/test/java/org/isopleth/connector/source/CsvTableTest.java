package org.isopleth.connector.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.isopleth.ontology.mapping.TableSource;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest extends SourceTableContract {
    @TempDir
    Path folder;

    private TableSource file(String text) throws Exception {
        Path file = folder.resolve("t.csv");
        Files.writeString(file, text);
        return new TableSource.Csv(file, ',', StandardCharsets.UTF_8);
    }

    @Override
    TableSource patients() throws Exception {
        return file("id,sex,weight\r\np1,m,71.3\r\np2,,60\r\np3,\"a \"\"b\"\", c\",\r\n");
    }

    @Override
    TableSource numbers(int rows) throws Exception {
        return file(IntStream.rangeClosed(1, rows)
                .mapToObj(i -> "p" + i + "," + i)
                .collect(Collectors.joining("\n", "id,n\n", "\n")));
    }
}
