/** The sub-topology LINK: sessions that belong together, by process, by agent or by team. */
@NullMarked
package io.delegraph.stream.link;

import org.jspecify.annotations.NullMarked;
