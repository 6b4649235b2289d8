package org.isopleth.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    Path folder;

    @Test
    void a_file_is_replaced_whole() throws IOException {
        Path old = Files.writeString(folder.resolve("result.json"), "old");
        ResultFile file = new ResultFile(old);
        file.require();
        file.write("new".getBytes(StandardCharsets.UTF_8));
        assertEquals("new", Files.readString(old));
    }

    /// Renaming a file to the name of a device, a pipe or a socket would put the file in its place.
    @Test
    void what_is_no_ordinary_file_is_refused() throws IOException {
        Path socket = folder.resolve("socket");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            CommandFailure failure = assertThrows(CommandFailure.class, new ResultFile(socket)::require);
            assertTrue(
                    failure.lines().getFirst().contains("is no ordinary file"),
                    failure.lines().toString());
        }
    }
}
