/** What travels between Delegraph's parts and to its users: records, one file each. */
@NullMarked
package io.delegraph.schemas;

import org.jspecify.annotations.NullMarked;
