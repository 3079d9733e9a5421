// Pictures of a page that shows a demo: node screenshots.mjs DRIVER URL FOLDER

import { createRequire } from 'node:module';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

const [driver, url, folder] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(resolve(driver, 'package'));

const PICTURES = [
  { name: 'overview-light', width: 1440, height: 900, colorScheme: 'light' },
  { name: 'overview-dark', width: 1440, height: 900, colorScheme: 'dark' },
  { name: 'phone-tree', width: 390, height: 844, colorScheme: 'light', tab: 'tree', agent: null },
];
const LEVELS = 2;
const FEWEST_AGENTS = 8;
const GIVE_UP_MS = 120_000;

const ask = async (path) => (await fetch(`${url}/api/v1${path}`)).json();
const isLive = (state) => ['REQUESTED', 'ACTIVE', 'WAITING'].includes(state);

/** The live session with most to see: agents on two levels (more would not be seen whole), some at work, more than one way to end. */
async function best() {
  const { items } = await ask('/sessions?limit=100&state=ACTIVE,WAITING');
  let found = { score: 0, session: null, agents: 0 };
  for (const { session_id: session } of items) {
    const { agents } = await ask(`/sessions/${encodeURIComponent(session)}/hierarchy`);
    const deep = Math.max(...agents.map((agent) => agent.agent_hierarchy_level ?? 0));
    const states = new Set(agents.map((agent) => agent.state));
    const score = agents.length + 2 * states.size + agents.filter((agent) => isLive(agent.state)).length;
    // whose details have most to tell
    const agent = agents.filter((one) => one.agent_id !== 'root' && one.total_tokens).sort((a, b) => b.tool_calls - a.tool_calls)[0];
    if (agent && deep === LEVELS && score > found.score) found = { score, session, agent: agent.agent_id, agents: agents.length };
  }
  return found;
}

// the demo's first half hour arrives at once, but not all in one moment: what is best must stay so
const until = Date.now() + GIVE_UP_MS;
let choice = await best();
for (let former = null; former?.session !== choice.session || choice.agents < FEWEST_AGENTS; ) {
  if (Date.now() > until) throw new Error(`nothing worth a picture in ${GIVE_UP_MS / 1000} s`);
  await new Promise((soon) => setTimeout(soon, 3000));
  former = choice;
  choice = await best();
}

const installed = ['chromium', 'chromium-browser', 'google-chrome'];
const executablePath = process.env.PATH.split(':').flatMap((dir) => installed.map((name) => join(dir, name))).find(existsSync);
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const { name, width, height, colorScheme, tab = null, agent = choice.agent } of PICTURES) {
    const page = await browser.newPage({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce' });
    const query = new URLSearchParams({ session: choice.session, ...(agent && { agent }), ...(tab && { tab }) });
    await page.goto(`${url}/?${query}`);
    await page.locator(agent ? '.card[aria-selected=true]' : '.row').first().waitFor();
    await page.locator('a.session[aria-current=page]').waitFor({ state: 'attached' });
    if (agent) await page.locator('#panel h3', { hasText: 'Request' }).waitFor();
    await page.locator('#at:enabled').waitFor({ state: 'attached' });
    await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.close();
  }
} finally {
  await browser.close();
}
