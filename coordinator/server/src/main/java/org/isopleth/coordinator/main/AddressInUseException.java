package org.isopleth.coordinator.main;

/// The coordinator cannot listen where it should.
final class AddressInUseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    AddressInUseException(String address, Throwable cause) {
        super(address + ": cannot listen here, another program probably does; stop it or choose another port", cause);
    }
}
