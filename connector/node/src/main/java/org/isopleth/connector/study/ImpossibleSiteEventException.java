package org.isopleth.connector.study;

/// An event cannot happen in the state a study is in at this site.
public final class ImpossibleSiteEventException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ImpossibleSiteEventException(SiteStudy state, SiteStudyEvent event) {
        super("event " + event.getClass().getSimpleName() + " cannot happen in state "
                + state.getClass().getSimpleName());
    }
}
