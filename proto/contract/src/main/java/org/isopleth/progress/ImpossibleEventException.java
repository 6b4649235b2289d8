package org.isopleth.progress;

/// An event cannot happen in the state a study is in.
public final class ImpossibleEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ImpossibleEventException(StudyState state, StudyEvent event) {
        super("event " + event.getClass().getSimpleName() + " cannot happen in state "
                + state.getClass().getSimpleName());
    }
}
