/** The sub-topology LINK: sessions that belong together, by process, by agent or by team. */
package io.delegraph.stream.link;
