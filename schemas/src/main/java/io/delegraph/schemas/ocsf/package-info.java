/**
 * Events of the Open Cybersecurity Schema Framework (OCSF) 1.8.0, as they are written for a SIEM. Attributes have their OCSF names, and
 * only those that are written are here.
 */
@NullMarked
package io.delegraph.schemas.ocsf;

import org.jspecify.annotations.NullMarked;
