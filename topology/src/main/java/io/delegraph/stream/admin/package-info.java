/** Topics and the consumer group, through the admin client. */
package io.delegraph.stream.admin;
