package io.delegraph.schemas.event;

import org.jspecify.annotations.Nullable;

/**
 * A shell that goes on in the background after the call that started it.
 *
 * @param id as in the client's lists and notifications
 * @param endsWithAgent true when the client says that it ends the shell when its agent ends; null when it does not say so
 */
public record BackgroundShell(String id, @Nullable Boolean endsWithAgent) {}
