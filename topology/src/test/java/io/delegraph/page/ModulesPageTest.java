package io.delegraph.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** The page's pure modules, by themselves: no server, no document of the page. */
@Timeout(60)
@ExtendWith(InBrowser.class)
class ModulesPageTest {
    private static final String HOST = "http://modules.test/";

    /** What a script gives that has imported {@code module} as {@code it}. */
    private static Object of(Browser browser, String module, String script) {
        try (Page page = browser.newPage()) {
            page.route(HOST + "**", ModulesPageTest::serve);
            page.navigate(HOST + "empty.html");
            return page.evaluate("async () => { const it = await import('/" + module + "'); " + script + " }");
        }
    }

    private static void serve(Route route) {
        String file = route.request().url().substring(HOST.length());
        if (file.endsWith(".html")) {
            route.fulfill(new Route.FulfillOptions().setContentType("text/html").setBody("<!doctype html>"));
            return;
        }
        try (InputStream in = ModulesPageTest.class.getResourceAsStream("/io/delegraph/page/js/" + file)) {
            String type = file.endsWith(".json") ? "application/json" : "text/javascript";
            route.fulfill(new Route.FulfillOptions().setContentType(type).setBodyBytes(in.readAllBytes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final String TREES = """
            let at = 0;
            const agent = (id, parent, type, description) =>
              ({ agent_id: id, parent_agent_id: parent, agent_type: type, description, requested_at: at++ });
            const rows = (left, right) => it.align(left, right)
              .map(({ depth, left: a, right: b, by }) => [depth, a?.agent_id ?? '', b?.agent_id ?? '', by ?? ''].join(' '));
            """;

    @Test
    void shouldAlignTreesByTypeAndDescriptionWhateverTheOrderOfTheirAgents(Browser browser) {
        Object rows = of(browser, "compare-align.js", TREES + """
                const left = [agent('root', null, null, null), agent('a', 'root', 'Plan', 'Plan the work'),
                  agent('b', 'root', 'Explore', 'look at tests'), agent('b1', 'b', 'Explore', 'deeper')];
                const right = [agent('root', null, null, null), agent('x', 'root', 'Explore', 'look at tests'),
                  agent('x1', 'x', 'Explore', 'deeper'), agent('y', 'root', 'Plan', 'plan the WORK')];
                return rows(left, right);""");

        assertThat(rows)
                .isEqualTo(List.of(
                        "0 root root description", "1 a y description", "1 b x description", "2 b1 x1 description"));
    }

    @Test
    void shouldAlignByMostWordsThenByTypeAndLeaveTheRestAlone(Browser browser) {
        Object rows = of(browser, "compare-align.js", TREES + """
                const left = [agent('root', null, null, null), agent('a', 'root', 'Explore', 'survey the cart module'),
                  agent('b', 'root', 'Explore', 'something else'), agent('c', 'root', 'Plan', 'only here')];
                const right = [agent('root', null, null, null), agent('x', 'root', 'Explore', 'quite another thing'),
                  agent('y', 'root', 'Explore', 'survey the cart module again'), agent('z', 'root', 'Test', 'only there')];
                return rows(left, right);""");

        assertThat(rows).isEqualTo(List.of("0 root root description", "1 a y words", "1  z ", "1 b x type", "1 c  "));
    }

    @Test
    void shouldAlignEveryAgentOnceEvenWhereParentsAreACircle(Browser browser) {
        Object rows = of(browser, "compare-align.js", TREES + """
                const left = [agent('root', null, null, null), agent('a', 'b', 'Explore', 'one'), agent('b', 'a', 'Explore', 'two'),
                  agent('c', 'gone', 'Explore', 'three')];
                return rows(left, left.slice(0, 1));""");

        assertThat(rows).isEqualTo(List.of("0 root root description", "0 c  ", "0 a  ", "1 b  "));
    }

    private static final String ITEMS = """
            const item = (id, parent, kind = 'agent') => ({ id, parent, kind });
            const tree = [item('root', null), ...Array.from({ length: 300 }, (_, n) => item(`a${n}`, n < 10 ? 'root' : `a${n % 10}`))];
            const inOrder = [];
            const visit = (one) => { inOrder.push(one); tree.filter(({ parent }) => parent === one.id).forEach(visit); };
            visit(tree[0]);
            const places = (layout, items) => items.map(({ id }) => layout.place(id));
            const overlaps = (all) => all.filter((a, i) => all.some((b, j) => i < j && a.x === b.x && a.y < b.y + b.height && b.y < a.y + a.height)).length;
            const layout = new it.Layout();
            layout.update(inOrder);
            """;

    @Test
    void shouldPlaceThreeHundredCardsSoThatNoneLiesOnAnother(Browser browser) {
        assertThat(of(browser, "layout.js", ITEMS + "return overlaps(places(layout, inOrder));"))
                .isEqualTo(0);
    }

    @Test
    void shouldMoveNobodyWhenAgentsComeOneByOne(Browser browser) {
        Object found = of(browser, "layout.js", ITEMS + """
                const before = JSON.stringify(places(layout, inOrder));
                const more = Array.from({ length: 20 }, (_, n) => item(`new${n}`, `a${n}`));
                let grown = inOrder;
                for (const one of more) {
                  grown = grown.flatMap((other) => (other.id === one.parent ? [other, one] : [other]));
                  layout.update(grown);
                }
                return [JSON.stringify(places(layout, inOrder)) === before, overlaps(places(layout, grown))];""");

        assertThat(found).isEqualTo(List.of(true, 0));
    }

    @Test
    void shouldShowAnIdleMainAgentAtWorkUpToItsLastEventAndIdleSince(Browser browser) {
        Object bars = of(browser, "timeline-model.js", """
                const agent = (more) => new Map([['root', { agent_id: 'root', started_at: 1000, ended_at: null, last_seen_at: 5000, state: 'WAITING', ...more }]]);
                const lane = (more) => it.lanesOf(agent(more), new Map(), null, 9000)[0].bars
                  .map(({ kind, from, to, event }) => [kind, from, to, event.outcome ?? ''].join(' '));
                return [...lane({ waiting_kind: 'PROMPT' }), ...lane({ waiting_kind: 'PROMPT', error_message: 'no' }), ...lane({ waiting_kind: 'PERMISSION' })];""");

        assertThat(bars)
                .isEqualTo(List.of(
                        "run 1000 5000 COMPLETED",
                        "idle 5000 9000 ",
                        "run 1000 5000 FAILED",
                        "idle 5000 9000 ",
                        "run 1000 9000 "));
    }

    @Test
    void shouldCountDaysAndMonthsOfUtcAndNothingTwice(Browser browser) {
        Object found = of(browser, "charts-model.js", """
                const now = Date.UTC(2026, 10, 30, 22, 0);
                const month = it.periodOf('last-month', now);
                const year = it.periodOf('12m', now);
                const item = { windows: [{ start: Date.UTC(2026, 9, 1), figures: { n: 1 } }, { start: Date.UTC(2026, 9, 31), figures: { n: 2 } },
                  { start: Date.UTC(2026, 10, 1), figures: { n: 4 } }] };
                return [month.starts.length, new Date(month.from).toISOString(), new Date(month.to).toISOString(),
                  it.sums(item, year, ({ n }) => n).slice(-2).join()];""");

        assertThat(found).isEqualTo(List.of(31, "2026-10-01T00:00:00.000Z", "2026-11-01T00:00:00.000Z", "3,4"));
    }

    @Test
    void shouldShowTheCostOfTheMonthsThatHaveOneBesideThisAndTheLast(Browser browser) {
        Object found = of(browser, "charts-model.js", """
                const now = Date.UTC(2026, 11, 2);
                const day = (month, cost_usd) => ({ start: Date.UTC(2026, month, 3), figures: { cost_usd } });
                const months = [{ group: { project: 'a' }, windows: [day(1, 2), day(1, 1), day(6, null), day(10, 4)] },
                  { group: { project: 'b' }, windows: [day(2, 8)] }];
                const shown = it.costMonths(months, now, 4);
                const rows = it.costsByProject([], months);
                const all = it.sumOf(rows);
                return [shown.map((start) => new Date(start).getUTCMonth()).join(), rows.map(({ project }) => project).join(),
                  shown.map((start) => all.byMonth.get(start) ?? '–').join(),
                  rows.map(({ byMonth }) => shown.map((start) => byMonth.get(start) ?? '–').join()).join(' ')];""");

        assertThat(found).isEqualTo(List.of("11,10,2,1", "b,a", "–,4,8,3", "–,–,8,– –,4,–,3"));
    }

    @Test
    void shouldAskAPersonForNothingWhenAnAgentIsLostOrATurnFailed(Browser browser) {
        Object found = of(browser, "words.js", """
                const state = (waits) => it.sessionState({ state: 'WAITING', waits });
                return [it.isUrgent({ agent_id: 'a', why: 'no longer listed' }), it.isUrgent({ kind: 'PROMPT' }), it.isUrgent({ kind: 'PLAN' }),
                  state([{ agent_id: 'root' }]), state([{ agent_id: 'root', kind: 'QUESTION' }])].join();""");

        assertThat(found).isEqualTo("false,false,true,IDLE,WAITING");
    }

    @Test
    void shouldListWhatWasSilentForADayAsHistoryWhateverItsState(Browser browser) {
        Object found = of(browser, "filters.js", """
                const now = 1_000_000_000;
                const session = (session_id, state, hours, waits = []) => ({ session_id, state, waits, last_seen_at: now - hours * 3_600_000,
                  started_at: now - (hours + 1) * 3_600_000, ended_at: state === 'COMPLETED' ? now - hours * 3_600_000 : null });
                return it.inListOrder([session('forgotten', 'WAITING', 200), session('ended', 'COMPLETED', 30), session('idle', 'WAITING', 2),
                  session('asks', 'ACTIVE', 3, [{ kind: 'PERMISSION' }])], now).map(({ session_id: id }) => id).join();""");

        assertThat(found).isEqualTo("asks,idle,ended,forgotten");
    }
}
