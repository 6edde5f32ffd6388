// Builds the application into dist, and only when something that goes into it has changed.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const LEAST_NODE = 20;
const API = '../server/src/main/resources/dev/throughline/http/openapi.json';
const SOURCES = [
  'package.json',
  'package-lock.json',
  '.npmrc',
  'index.html',
  'vite.config.ts',
  'tsconfig.json',
  'public',
  'src',
  API,
];
const INSTALLED = 'node_modules/.installed';
const BUILT = 'target/dist.sha256';

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
if (Number(process.versions.node.split('.')[0]) < LEAST_NODE) {
  throw new Error(
    `Node ${LEAST_NODE} or newer is needed to build the web application; this is ${process.version}`,
  );
}

const sources = digest(SOURCES);
if (!existsSync('dist/index.html') || said(BUILT) !== sources) {
  const locked = digest(['package-lock.json']);
  if (said(INSTALLED) !== locked) {
    npm('ci', '--no-audit', '--no-fund');
    writeFileSync(INSTALLED, locked);
  }
  npm('run', '--silent', 'build');
  // Names hold a hash of the content; what the build no longer makes must not stay in the jar.
  rmSync('target/classes/ui', { recursive: true, force: true });
  mkdirSync('target', { recursive: true });
  writeFileSync(BUILT, sources);
}

function npm(...words) {
  execFileSync('npm', words, { stdio: 'inherit', shell: process.platform === 'win32' });
}

function said(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function digest(paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(files))
    hash.update(file).update('\0').update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

// What only tests read does not go into it.
function files(path) {
  if (/\.test\.tsx?$/.test(path)) return [];
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => files(join(path, name)));
}
