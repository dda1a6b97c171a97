// Writes the identifiers that licenses of catalogs may have: a line each, deprecated ones after a "-". To take in a newer
// list, raise the version in package.json, then: npm install && node spdx_licenses.mjs
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const current = require('spdx-license-ids');
const deprecated = require('spdx-license-ids/deprecated');
const { version } = require('spdx-license-ids/package.json');
const target = new URL('../../src/main/resources/org/arcoforge/catalog/spdx-licenses.txt', import.meta.url);

const lines = [
  `# SPDX license identifiers, as npm's spdx-license-ids ${version} (CC0-1.0) has them; "-" before deprecated ones.`,
  '# Made by .ci/catalog/spdx_licenses.mjs.',
  ...[...current].sort(),
  ...[...deprecated].sort().map((id) => `-${id}`),
];
const text = `${lines.join('\n')}\n`;
if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== text) {
    console.error('spdx-licenses.txt differs from what spdx_licenses.mjs makes');
    process.exit(1);
  }
} else {
  writeFileSync(target, text);
}
