/** The live page and its files, served from the class path. */
package io.delegraph.http.page;
