package org.isopleth.study.broken;

import org.isopleth.store.Body;

/// Breaks `contract_is_pure` on purpose: a word of the contract that knows the store.
public record StudyOfAStore(Body body) {}
