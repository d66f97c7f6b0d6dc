import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

// hls.js becomes a file of its own: it changes rarely, so it stays in caches when the page changes.
const OUT = 'dist';

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
/** @type {import('esbuild').BuildOptions} */
const common = {
  bundle: true,
  target: ['es2022', 'chrome105', 'firefox113', 'safari16.4'],
  minify: true,
  logLevel: 'warning',
};
const { metafile } = await build({
  ...common,
  entryPoints: { page: 'src/main.ts' },
  outdir: `${OUT}/assets`,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  splitting: true,
  format: 'esm',
  legalComments: 'inline',
  metafile: true,
});
// The bootstrap stands in the document, where no round trip delays it; its hash is all that the policy allows there.
const { outputFiles } = await build({ ...common, entryPoints: ['src/early.ts'], format: 'iife', write: false });
const bootstrap = (outputFiles[0]?.text ?? '').trim();
const policyHash = `'sha256-${createHash('sha256').update(bootstrap).digest('base64')}'`;

const tags = Object.keys(metafile.outputs)
  .map((path) => `assets/${basename(path)}`)
  .sort()
  .map(tagFor);
const template = await readFile('index.html', 'utf8');
await writeFile(`${OUT}/index.html`, filled(template));

/**
 * By functions, since a script may hold what `replace` would take for a pattern.
 *
 * @param {string} html
 */
function filled(html) {
  return html
    .replace("script-src 'self'", () => `script-src 'self' ${policyHash}`)
    .replace('<!-- bootstrap -->', () => `<script>${bootstrap}</script>`)
    .replace('<!-- assets -->', () => tags.join('\n    '));
}

/** @param {string} url */
function tagFor(url) {
  if (url.endsWith('.css')) {
    return `<link rel="stylesheet" href="${url}">`;
  }
  const isEntry = url.startsWith('assets/page-');
  return isEntry ? `<script type="module" src="${url}"></script>` : `<link rel="modulepreload" href="${url}">`;
}
