package io.delegraph.windows;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** Pages in memory. */
final class MapPages implements Ledger.Pages {
    final Map<Account, Standing> applied = new HashMap<>();
    private final Map<Account, Standing> waiting = new LinkedHashMap<>();

    @Override
    public Standing applied(Account account) {
        return applied.getOrDefault(account, Standing.NONE);
    }

    @Override
    public void apply(Account account, Standing standing) {
        if (standing.equals(Standing.NONE)) {
            applied.remove(account);
        } else {
            applied.put(account, standing);
        }
    }

    @Override
    public Map<Account, Standing> waiting() {
        return waiting;
    }

    @Override
    public void await(Account account, Standing standing) {
        waiting.put(account, standing);
    }

    @Override
    public void settled(Account account) {
        waiting.remove(account);
    }
}
