// Pictures of every view of a page, at three widths in both themes, and contact sheets of them, to be looked at.
// node tour.mjs DRIVER URL FOLDER LABEL [AGENTS]: with AGENTS it first sends a session of so many, some of them finished, failed or asking.

import { createRequire } from 'node:module';
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

const [driver, url, folder, label, agents = '0'] = process.argv.slice(2);
const { chromium } = createRequire(import.meta.url)(resolve(driver, 'package'));

const SIZES = [[1440, 900], [1024, 768], [390, 844]];
const THEMES = ['light', 'dark'];
const TALL = 2600;

const ask = async (path) => (await fetch(`${url}/api/v1${path}`)).json();
const soon = (ms) => new Promise((done) => setTimeout(done, ms));

/** A session of many agents; ten heads asked for the others. */
async function crowd(size) {
  const session = `crowd-of-${size}`;
  const lines = [];
  const send = (id, hook, more = {}) => lines.push(JSON.stringify({
    id: `${session}-${id}`, at: Date.now() - 600_000 + lines.length * 1000, hook: { session_id: session, cwd: '/home/dev/checkout', ...hook }, ...more,
  }));
  const types = ['Explore', 'Plan', 'general-purpose', 'code-reviewer'];
  const tasks = ['look at the module of payments', 'check the tests of the parser', 'find who calls the old client and what they need from it', 'write the migration'];
  const agent = (i) => ({ agent_id: `agent${i}`, agent_type: types[i % types.length] });
  send('prompt', { hook_event_name: 'UserPromptSubmit', prompt: 'x', prompt_id: `${session}-p` });
  for (let i = 0; i < size; i += 1) {
    send(`start-${i}`, { hook_event_name: 'SubagentStart', ...agent(i) },
      { agent_meta: { agentType: types[i % types.length], description: `${tasks[i % tasks.length]} ${i}`, toolUseId: `call-${i}`, ...(i < 10 ? {} : { parentAgentId: `agent${i % 10}` }) } });
  }
  for (let i = 10; i < size - 5; i += 1) {
    if (i % 37 === 0) send(`fail-${i}`, { hook_event_name: 'StopFailure', ...agent(i), error: 'unknown', last_assistant_message: 'API Error: 529 overloaded' });
    else send(`stop-${i}`, { hook_event_name: 'SubagentStop', ...agent(i) }, { agent_usage: { input_tokens: 120_000, output_tokens: 900 * i, requests: 3, model: 'claude-sonnet-4-5' } });
  }
  send('ask', { hook_event_name: 'PermissionRequest', ...agent(size - 1), tool_name: 'Bash', tool_input: { command: 'git push' } });
  const answer = await fetch(`${url}/hooks`, { method: 'POST', headers: { 'Content-Type': 'application/x-ndjson' }, body: lines.join('\n') });
  if (!answer.ok) throw new Error(`hooks were answered with ${answer.status}`);
  for (;;) {
    const { agents: seen = [] } = await ask(`/sessions/${session}/hierarchy`);
    if (seen.some(({ state }) => state === 'WAITING') && seen.length > size) return session;
    await soon(300);
  }
}

/** The session with most agents, and one to compare it with. */
async function largest() {
  const { items } = await ask('/sessions?limit=200');
  const size = ({ agents: counts }) => Object.values(counts).reduce((a, b) => a + b, 0);
  return items.sort((a, b) => size(b) - size(a)).slice(0, 2).map(({ session_id: id }) => id);
}

const sent = Number(agents) ? await crowd(Number(agents)) : null;
const [first, second] = await largest();
const session = sent ?? first;
const other = session === first ? second ?? first : first;
const { agents: all } = await ask(`/sessions/${session}/hierarchy`);
const agent = (all.find(({ state }) => state === 'FAILED') ?? all.find(({ total_tokens: tokens, agent_id: id }) => tokens && id !== 'root') ?? all[0]).agent_id;
const word = (all.find(({ description }) => description)?.description ?? 'main').split(' ').find((one) => one.length > 3) ?? 'main';
const source = (await ask(`/sessions/${session}/hierarchy`)).session.source;

const VIEWS = [
  { name: 'home', path: '/', ready: '#figures td' },
  { name: 'tree', path: `/?session=${session}&tab=tree`, ready: '.card, .row' },
  { name: 'details', path: `/?session=${session}&agent=${agent}&tab=panel`, ready: '#panel h3' },
  { name: 'session', path: `/?session=${session}&tab=panel`, ready: '#panel h3' },
  { name: 'timeline', path: `/?session=${session}&tab=timeline`, ready: '#at:enabled' },
  { name: 'charts', path: `/#charts?period=12m&source=${source}`, ready: '.chart-panel', height: TALL },
  { name: 'last-month', path: `/#charts?period=last-month&source=${source}`, ready: '.charts-none, .chart-panel' },
  { name: 'compare', path: `/#compare=${session}~${other}`, ready: '.compare h3' },
  { name: 'search', path: `/?tab=sessions&q=${encodeURIComponent(word)}`, ready: '.hit, .found' },
];

const installed = ['chromium', 'chromium-browser', 'google-chrome'];
const executablePath = process.env.PATH.split(':').flatMap((dir) => installed.map((name) => join(dir, name))).find(existsSync);
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'] });
mkdirSync(folder, { recursive: true });

async function picture({ name, path, ready, height }, [width, normal], colorScheme) {
  const page = await browser.newPage({ viewport: { width, height: height ?? normal }, colorScheme, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => console.error(`${label} ${name} ${width}: ${error.message}`));
  await page.goto(url + path);
  await page.locator(ready).first().waitFor({ state: 'attached', timeout: 15_000 }).catch(() => console.error(`${label} ${name} ${width}: no ${ready}`));
  await soon(700);
  const file = join(folder, `${label}-${name}-${width}-${colorScheme}.png`);
  await page.screenshot({ path: file });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (wide > 0) console.error(`${label} ${name} ${width} ${colorScheme}: ${wide} px wider than the window`);
  await page.close();
  return file;
}

/** All pictures of a view beside each other. */
async function sheet(name, files) {
  const page = await browser.newPage({ viewport: { width: 2000, height: 1000 } });
  await page.goto(pathToFileURL(resolve(folder)).href);
  await page.setContent(`<body style="margin:8px;display:flex;flex-wrap:wrap;gap:8px;align-items:start;background:#777">${files
    .map((file, index) => `<img src="${pathToFileURL(resolve(file)).href}" style="width:${[900, 640, 400][Math.floor(index / 2)]}px">`).join('')}</body>`, { waitUntil: 'load' });
  await page.screenshot({ path: join(folder, `sheet-${label}-${name}.png`), fullPage: true });
  await page.close();
}

try {
  for (const view of VIEWS) {
    const files = [];
    for (const size of SIZES) for (const theme of THEMES) files.push(await picture(view, size, theme));
    await sheet(view.name, files);
  }
} finally {
  await browser.close();
}
