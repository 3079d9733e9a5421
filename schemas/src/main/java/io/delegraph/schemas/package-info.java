/** What travels between Delegraph's parts and to its users: records, one file each. */
package io.delegraph.schemas;
