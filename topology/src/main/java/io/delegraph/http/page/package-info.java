/** The live page and its files, served from the class path. */
@NullMarked
package io.delegraph.http.page;

import org.jspecify.annotations.NullMarked;
