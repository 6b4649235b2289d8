package org.isopleth.disclosure.budget;

/// An event that cannot follow on what a book says; it is not applied.
public final class BudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BudgetException(String message) {
        super(message);
    }
}
