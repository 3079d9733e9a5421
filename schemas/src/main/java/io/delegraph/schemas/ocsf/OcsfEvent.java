package io.delegraph.schemas.ocsf;

/** An event of one OCSF class: a value of {@code agent.findings.ocsf}. */
public sealed interface OcsfEvent permits DetectionFinding, ApplicationLifecycle {
    /** The version of OCSF that the events comply with. */
    String SCHEMA_VERSION = "1.8.0";

    OcsfMetadata metadata();
}
