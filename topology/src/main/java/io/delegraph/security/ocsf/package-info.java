/** Findings, agents and workflows as events of the Open Cybersecurity Schema Framework (OCSF). */
@NullMarked
package io.delegraph.security.ocsf;

import org.jspecify.annotations.NullMarked;
