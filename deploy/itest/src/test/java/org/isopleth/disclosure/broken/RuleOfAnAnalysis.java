package org.isopleth.disclosure.broken;

import org.isopleth.analysis.EqualityClass;

/// Breaks `disclosure_rules_see_the_contract_only` on purpose.
public record RuleOfAnAnalysis(EqualityClass equality) {}
