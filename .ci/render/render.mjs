// Draws every board in Chromium, light and dark, and fails when a panel is empty or an error occurs.
// Usage: node render.mjs PROMETHEUS DELEGRAPH DASHBOARDS PICTURES MINUTES
import { build } from 'esbuild';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { chromium } from 'playwright-core';

const [prometheus, delegraph, dashboards, pictures, minutes] = process.argv.slice(2);
const WIDTH = 1440;
// Nothing to show where all is well, or what a demo has nothing of; each with its reason.
const MAY_BE_EMPTY = {
  'Firing alerts': 'nothing fires',
  'Alerts that are firing': 'nothing fires',
};
// Said by the packages outside Grafana's own server.
const HARMLESS = [/icons?\//, /favicon/, /i18n/i, /Failed to load resource/, /defaultProps/, /DevTools/, /findDOMNode/, /act\(/];

const VALUES = { job: 'delegraph', instance: '.*', source: 'demo', window: '5m', delegraph, __rate_interval: '1m' };
const now = Math.floor(Date.now() / 1000);
const range = { from: now - minutes * 60, to: now };
const values = { ...VALUES, __from: String(range.from * 1000), __to: String(range.to * 1000) };

const jobs = {};
for (const file of (await readdir(dashboards)).filter((name) => name.endsWith('.json')).sort()) {
  const board = JSON.parse(await readFile(join(dashboards, file), 'utf8'));
  for (const theme of ['light', 'dark']) jobs[`${basename(file, '.json')}-${theme}`] = { board, theme, values, range, width: WIDTH };
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
      '/job.json': ['application/json', JSON.stringify(jobs)],
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
const complaints = [];
let panels = 0;
for (const [name, { board }] of Object.entries(jobs)) {
  const page = await browser.newPage({ viewport: { width: WIDTH, height: 900 } });
  const said = [];
  page.on('console', (message) => message.type() === 'error' && said.push(message.text()));
  page.on('pageerror', (error) => said.push(`${error.name}: ${error.message} ${error.stack ?? ''}`));
  await page.goto(`http://127.0.0.1:${server.address().port}/?${name}`);
  const { wrong, empty } = await page.waitForFunction(() => window.rendered, null, { timeout: 60_000 })
    .then((handle) => handle.jsonValue(), () => ({ wrong: ['nothing is drawn', ...said], empty: [] }));
  const height = await page.evaluate(() => document.getElementById('board')?.offsetHeight ?? 900);
  await page.setViewportSize({ width: WIDTH, height: Math.max(height, 300) });
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(pictures, `${name}.png`) });
  await page.close();
  panels += board.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]).filter((panel) => panel.type !== 'row').length;
  complaints.push(
    ...wrong.map((error) => `${name}: ${error}`),
    ...empty.filter((title) => !(title in MAY_BE_EMPTY)).map((title) => `${name}: ${title}: no data`),
    ...said.filter((text) => !HARMLESS.some((pattern) => pattern.test(text))).map((text) => `${name}: ${text.slice(0, 400)}`));
}
await browser.close();
server.close();
console.log([...new Set(complaints)].join('\n'));
console.log(`${Object.keys(jobs).length} pictures, ${panels} panels, ${complaints.length} complaints`);
process.exit(complaints.length ? 1 : 0);
