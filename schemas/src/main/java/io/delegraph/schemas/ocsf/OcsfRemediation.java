package io.delegraph.schemas.ocsf;

/** What to do about a finding, a sentence. */
public record OcsfRemediation(String desc) {}
