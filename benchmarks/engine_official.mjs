/* Drive the official ODK engine: `node engine_official.mjs MODULES trace|time < REQUEST > RESULT`.
 *
 * MODULES is a folder with node_modules/@getodk/xforms-engine and node_modules/jsdom. The request is
 * JSON: {form, steps, now, files}. `trace` writes {initial, steps, final} as the golden traces
 * do; `time` writes the seconds of loading and of every answer.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [, , modules, what] = process.argv;
const request = JSON.parse(readFileSync(0, 'utf-8'));
const anchor = path.resolve(modules, 'anchor.js');
const require = createRequire(anchor);
globalThis.__dirname = path.dirname(anchor);
globalThis.__filename = anchor;
globalThis.require = require;

const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<html></html>', { url: 'http://localhost/' });
for (const name of [
  'window', 'document', 'DOMParser', 'XMLSerializer', 'Node', 'Element', 'Attr', 'Text', 'Document',
  'XMLDocument', 'XPathResult', 'XPathEvaluator', 'XPathExpression', 'localStorage', 'Comment',
  'CDATASection', 'ProcessingInstruction', 'NodeFilter', 'HTMLElement', 'CharacterData',
]) {
  const value = name === 'window' ? window : window[name];
  if (value !== undefined) Object.defineProperty(globalThis, name, { value, configurable: true });
}

if (request.now) {
  const Real = Date;
  const instant = new Real(request.now).getTime();
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length) super(...given);
      else super(instant);
    }
    static now() {
      return instant;
    }
  };
}

const folder = path.join(path.resolve(modules), 'node_modules', '@getodk', 'xforms-engine');
const engine = await import(pathToFileURL(path.join(folder, 'dist', 'index.js')));

const UUID = /uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const KINDS = { 'repeat-range:controlled': 1, 'repeat-range:uncontrolled': 1 };

async function attachment(url) {
  const name = String(url).split('/').pop();
  const text = (request.files ?? {})[name];
  return {
    ok: text !== undefined,
    status: text === undefined ? 404 : 200,
    body: null,
    bodyUsed: false,
    headers: new Headers({ 'content-type': 'text/csv' }),
    text: async () => text ?? '',
    blob: async () => new Blob([text ?? '']),
  };
}

async function begun() {
  const result = await engine.createInstance(request.form, {
    form: { fetchFormAttachment: attachment, missingResourceBehavior: 'BLANK' },
    instance: { preloadProperties: { deviceID: 'dev:harness', phoneNumber: '0' } },
  });
  return result.root;
}

function* below(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* below(child);
}

const keyOf = (node) =>
  node.currentState.reference + (node.nodeType in KINDS ? '[range]' : '');

function told(node) {
  const state = node.currentState;
  const out = { kind: node.nodeType, relevant: state.relevant };
  const value = state.instanceValue;
  if (value !== undefined) {
    const { constraint, required, violation } = node.validationState;
    out.value = String(value).replace(UUID, 'uuid:*');
    out.required = state.required;
    out.readonly = state.readonly;
    out.constraint_ok = constraint.valid;
    out.required_ok = required.valid;
    out.valid = violation === null;
    const message = violation?.message?.asString;
    if (message !== undefined && message !== null) out.message = message;
    if (state.valueOptions) out.options = state.valueOptions.map((option) => option.value);
  }
  const label = state.label?.asString;
  if (label !== undefined && label !== null) out.label = label;
  if (node.nodeType in KINDS) out.count = state.children.length;
  return out;
}

const snapshot = (root) =>
  Object.fromEntries([...below(root)].map((node) => [keyOf(node), told(node)]));

function find(root, reference) {
  for (const node of below(root)) {
    if (node.currentState.reference === reference && !(node.nodeType in KINDS)) return node;
  }
  return undefined;
}

function repeat(root, reference) {
  for (const node of below(root)) {
    if (node.currentState.reference === reference && node.nodeType in KINDS) return node;
  }
  return undefined;
}

function answer(node, value) {
  const words = value.split(/\s+/).filter((word) => word);
  if (node.nodeType === 'select') {
    if (node.selectType === 'select1') node.selectValue(value === '' ? null : value);
    else node.selectValues(words);
  } else if (node.nodeType === 'rank') node.setValues(words);
  else if (node.nodeType === 'trigger') node.setValue(value === 'OK');
  else node.setValue(value);
}

function play(root, step) {
  if (Array.isArray(step)) {
    const node = find(root, step[0]);
    if (!node) return 'no-node';
    answer(node, step[1]);
  } else if ('lang' in step) {
    root.setLanguage(root.languages.find((one) => one.language === step.lang));
  } else {
    const range = repeat(root, step.add ?? step.remove);
    if (!range) return 'no-node';
    if ('add' in step) range.addInstances();
    else range.removeInstances(step.index - 1);
  }
  return 'ok';
}

function status(root, step) {
  try {
    return play(root, step);
  } catch (fault) {
    return `threw: ${String(fault?.message ?? fault).slice(0, 300)}`;
  }
}

async function trace() {
  const root = await begun();
  const initial = snapshot(root);
  let before = initial;
  const steps = [];
  for (const step of request.steps) {
    const outcome = status(root, step);
    const after = snapshot(root);
    const changed = Object.fromEntries(
      Object.entries(after).filter(
        ([key, state]) => JSON.stringify(before[key]) !== JSON.stringify(state),
      ),
    );
    const removed = Object.keys(before).filter((key) => !(key in after));
    const one = { step, status: outcome, changed };
    if (removed.length) one.removed = removed;
    steps.push(one);
    before = after;
  }
  return { initial, steps, final: before };
}

async function time() {
  const start = performance.now();
  const root = await begun();
  const load = (performance.now() - start) / 1000;
  const known = () => new Map([...below(root)].map((node) => [node.currentState.reference, node]));
  let nodes = known();
  const answers = [];
  let refused = 0;
  for (const [reference, value] of request.steps) {
    if (!nodes.has(reference)) nodes = known(); // an instance that has come since
    const node = nodes.get(reference);
    const from = performance.now();
    try {
      answer(node, value);
      answers.push((performance.now() - from) / 1000);
    } catch {
      refused += 1;
    }
  }
  return { load, answers, refused, memory: process.memoryUsage().rss };
}

const result = await (what === 'time' ? time() : trace());
process.stdout.write(JSON.stringify(result), () => process.exit(0));
