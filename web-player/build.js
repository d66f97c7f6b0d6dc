import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { build } from 'esbuild';

// hls.js becomes a file of its own: it changes rarely, so it stays in caches when the page changes.
const OUT = 'dist';

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
const { metafile } = await build({
  entryPoints: { page: 'src/main.ts' },
  outdir: `${OUT}/assets`,
  entryNames: '[name]-[hash]',
  chunkNames: '[name]-[hash]',
  bundle: true,
  splitting: true,
  format: 'esm',
  target: ['es2022', 'chrome105', 'firefox113', 'safari16.4'],
  minify: true,
  legalComments: 'inline',
  metafile: true,
  logLevel: 'warning',
});

const tags = Object.keys(metafile.outputs)
  .map((path) => `assets/${basename(path)}`)
  .sort()
  .map(tagFor);
const template = await readFile('index.html', 'utf8');
await writeFile(`${OUT}/index.html`, template.replace('<!-- assets -->', tags.join('\n    ')));

/** @param {string} url */
function tagFor(url) {
  if (url.endsWith('.css')) {
    return `<link rel="stylesheet" href="${url}">`;
  }
  const isEntry = url.startsWith('assets/page-');
  return isEntry ? `<script type="module" src="${url}"></script>` : `<link rel="modulepreload" href="${url}">`;
}
