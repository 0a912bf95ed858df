// The parser and the printer against the reference: the same documents parse, print alike, and fail at the same place.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse, print } from 'graphql';
import { compareAll, same } from './lib/compare.mjs';
import { Grammar } from './lib/grammar.mjs';
import { Host } from './lib/host.mjs';
import { mutate } from './lib/mutate.mjs';
import { Random } from './lib/random.mjs';
import { specificationDocuments } from './lib/specification.mjs';

const count = Number(process.env.CONFORMANCE_DOCUMENTS ?? 4000);
const seeds = Array.from({ length: count }, (_, seed) => seed);
let host;

before(() => {
  host = new Host();
});
after(() => host.stop());

function reference(source) {
  try {
    return { printed: print(parse(source)) };
  } catch (error) {
    const [{ line, column }] = error.locations;
    return { message: error.message, line, column };
  }
}

// The reference cuts its excerpt of a bad escape through surrogate pairs, which cannot be written as UTF-8.
function withoutExcerpt(answer) {
  return { ...answer, message: answer.message?.replace(/(escape sequence): .*/s, '$1') };
}

async function compare(source) {
  const answer = await host.call('parse', { source });
  same(withoutExcerpt(answer), withoutExcerpt(reference(source)), JSON.stringify(source));
  return answer.printed !== undefined;
}

test('documents of the specification', () => compareAll(specificationDocuments, compare));

test(`${count} generated documents`, async () => {
  const parsed = await compareAll(seeds.map((seed) => new Grammar(new Random(seed)).document()), compare);
  assert.ok(parsed.filter(Boolean).length > count * 0.8, 'most generated documents parse');
});

test(`${count} broken documents`, async () => {
  const broken = seeds.map((seed) => {
    const random = new Random(1_000_000 + seed);
    return mutate(random, new Grammar(random).document());
  });
  const parsed = await compareAll(broken, compare);
  assert.ok(parsed.filter((ok) => !ok).length > count * 0.4, 'many broken documents do not parse');
});
