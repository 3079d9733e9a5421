/**
 * What a command line of a POSIX shell would run, without running it: every program call in it, with its arguments, redirections, working
 * directory and place in a pipeline.
 *
 * <pre>
 * text ─► {@link io.delegraph.security.shell.ShellParser} ─► calls ─► {@link io.delegraph.security.shell.WrapperResolver} ─► the calls that act
 *          pipes, lists, substitutions, here-documents,               sudo, env, timeout, xargs, find -exec, sh -c, eval
 *          variables, braces, cd
 * </pre>
 *
 * Both are linear in the size of the text and stop at the limits of {@link io.delegraph.security.shell.ParseBudget}.
 */
@NullMarked
package io.delegraph.security.shell;

import org.jspecify.annotations.NullMarked;
