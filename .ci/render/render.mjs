// Draws every board in Chromium, light and dark, and fails when a panel is empty or an error occurs.
// Usage: node render.mjs PROMETHEUS DELEGRAPH DASHBOARDS PICTURES MINUTES
import { build } from 'esbuild';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';

const [prometheus, delegraph, dashboards, pictures, minutes] = process.argv.slice(2);
const WIDTH = 1440;
// A demo that has just begun fills its last panels within this time.
const PATIENCE_MS = 90_000;
// From so many minutes on windows have settled, and are drawn as Grafana draws them.
const SETTLED = 10;
// The time range of questions to the API, whose windows are whole hours.
const API_RANGE_MS = 6 * 3_600_000;
// Nothing to show where all is well.
const MAY_BE_EMPTY = ['Firing alerts', 'Firing alerts by name'];
// Said by the packages outside Grafana's own server.
const HARMLESS = [/icons?\//, /favicon/, /i18n/i, /Failed to load resource/, /defaultProps/, /DevTools/, /findDOMNode/, /act\(/];
const VALUES = { job: 'delegraph', instance: '.*', source: 'demo', window: '5m', delegraph, __rate_interval: '1m' };

const boards = {};
for (const file of (await readdir(dashboards)).filter((name) => name.endsWith('.json')).sort()) {
  boards[basename(file, '.json')] = JSON.parse(await readFile(join(dashboards, file), 'utf8'));
}

/** What a page draws, as of now. */
function job(name, theme) {
  const now = Date.now();
  const settled = minutes >= SETTLED;
  const to = Math.floor(now / 1000);
  return {
    board: boards[name], theme, width: WIDTH,
    range: { from: to - minutes * 60, to, settled, step: settled ? 15 : 2 },
    values: { ...VALUES, __from: String(now - API_RANGE_MS), __to: String(now) },
  };
}

// An editor of queries, which nothing here opens.
const noEditor = {
  name: 'no-editor',
  setup(plugins) {
    plugins.onResolve({ filter: /^@?monaco-editor/ }, (asked) => ({ path: asked.path, namespace: 'no-editor' }));
    plugins.onLoad({ filter: /.*/, namespace: 'no-editor' }, () => ({ contents: 'module.exports = {}' }));
  },
};
// The grid's version in the registry says that it runs on React 18, where a context is no component but has a provider.
const onReact18 = {
  name: 'on-react-18',
  setup(plugins) {
    plugins.onLoad({ filter: /react-data-grid\/lib\/bundle\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replace(/\b(jsxs?)\((\w+Context), \{/g, '$1($2.Provider, {'),
    }));
  },
};

const bundle = await build({
  entryPoints: [join(import.meta.dirname, 'page.jsx')], bundle: true, write: false, format: 'esm', jsx: 'automatic', minify: false,
  outdir: 'out', define: { 'process.env.NODE_ENV': '"production"', global: 'window' },
  loader: { '.svg': 'dataurl', '.woff2': 'dataurl', '.png': 'dataurl' }, logLevel: 'error',
  plugins: [noEditor, onReact18],
});
const output = (extension) => bundle.outputFiles.find((file) => file.path.endsWith(extension))?.contents ?? '';

async function forwarded(request, answer, base, path) {
  const reply = await fetch(base + path, { signal: AbortSignal.timeout(20_000) });
  answer.writeHead(reply.status, { 'content-type': 'application/json' });
  answer.end(Buffer.from(await reply.arrayBuffer()));
}

const server = createServer(async (request, answer) => {
  try {
    const url = new URL(request.url, 'http://localhost');
    if (url.pathname.startsWith('/prometheus/')) return await forwarded(request, answer, prometheus, request.url.slice('/prometheus'.length));
    if (url.pathname.startsWith('/delegraph/')) return await forwarded(request, answer, delegraph, request.url.slice('/delegraph'.length));
    const [type, body] = {
      '/page.js': ['text/javascript', output('.js')],
      '/page.css': ['text/css', output('.css')],
      '/job.json': ['application/json', JSON.stringify(job(url.searchParams.get('board'), url.searchParams.get('theme')))],
      '/': ['text/html', '<!doctype html><meta charset="utf-8"><link rel="stylesheet" href="/page.css"><style>body{margin:0;font-family:Inter,Roboto,Arial,sans-serif}</style><div id="root"></div><script type="module" src="/page.js"></script>'],
    }[url.pathname] ?? [];
    answer.writeHead(type ? 200 : 404, { 'content-type': type ?? 'text/plain' });
    answer.end(body ?? '');
  } catch (error) {
    answer.writeHead(502, { 'content-type': 'application/json' });
    answer.end(JSON.stringify({ error: String(error) }));
  }
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) => process.getBuiltinModule('fs').existsSync(path));
const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
await mkdir(pictures, { recursive: true });

/** Draws one board and says what is wrong with it. */
async function draw(name, theme) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
  const said = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(`${error.name}: ${error.message} ${error.stack ?? ''}`));
  await page.goto(`http://127.0.0.1:${server.address().port}/?board=${name}&theme=${theme}`);
  const { wrong, empty } = await page.waitForFunction(() => window.rendered, null, { timeout: 60_000 })
    .then((handle) => handle.jsonValue(), () => ({ wrong: ['nothing is drawn', ...said], empty: [] }));
  const height = await page.evaluate(() => document.getElementById('board')?.offsetHeight ?? 900);
  await page.setViewportSize({ width: WIDTH, height: Math.max(height, 300) });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(pictures, `${name}-${theme}.png`) });
  await page.close();
  const errors = said.filter((text) => !HARMLESS.some((pattern) => pattern.test(text))).map((text) => text.slice(0, 400));
  return { wrong: [...wrong, ...errors], empty: empty.filter((title) => !MAY_BE_EMPTY.includes(title)) };
}

const complaints = new Set();
const begun = Date.now();
let panels = 0;
for (const [name, board] of Object.entries(boards)) {
  panels += board.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter((panel) => panel.type !== 'row').length;
  for (const theme of ['light', 'dark']) {
    let drawn = await draw(name, theme);
    while (drawn.empty.length && !drawn.wrong.length && Date.now() - begun < PATIENCE_MS) {
      await new Promise((passed) => setTimeout(passed, 3_000));
      drawn = await draw(name, theme);
    }
    drawn.wrong.forEach((error) => complaints.add(`${name}, ${theme}: ${error}`));
    drawn.empty.forEach((title) => complaints.add(`${name}: ${title}: no data`));
  }
}
await browser.close();
server.close();
complaints.forEach((each) => console.log(each));
console.log(`${panels} panels in two themes, ${complaints.size} complaints, ${Math.round((Date.now() - begun) / 1000)} s of drawing`);
process.exit(complaints.size ? 1 : 0);
