package org.isopleth.wire.identity;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a coordinator is reached. Immutable, thread-safe.
///
/// @param host a DNS name or an IP address, as in the coordinator's certificate
/// @param port 1 to 65535
public record CoordinatorAddress(String host, int port) {
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?|[0-9a-fA-F:.]{2,45}");
    private static final Pattern TEXT = Pattern.compile("(?:\\[([^\\]]+)\\]|([^:]+)):(\\d{1,5})");

    public CoordinatorAddress {
        if (!HOST.matcher(host).matches()) {
            throw new IllegalArgumentException("a host is a DNS name or an IP address");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
    }

    /// Reads `host:port`, an IPv6 address in square brackets.
    ///
    /// @throws IllegalArgumentException when it is anything else
    public static CoordinatorAddress parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("an address is HOST:PORT, for example localhost:7443");
        }
        String host = parts.group(1) == null ? parts.group(2) : parts.group(1);
        return new CoordinatorAddress(host, Integer.parseInt(parts.group(3)));
    }

    @Override
    public String toString() {
        return (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
