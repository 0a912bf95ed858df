// The rules of type systems: what the reference refuses to build, we refuse to build, and nothing else.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { buildSchema, lexicographicSortSchema, printSchema, validateSchema } from 'graphql';
import { refusedByUsAlone, typeSystems } from './lib/brokenSchemas.mjs';
import { compareAll } from './lib/compare.mjs';
import { Host } from './lib/host.mjs';

let host;

before(() => {
  host = new Host();
});
after(() => host.stop());

function reference(sdl) {
  try {
    const schema = buildSchema(sdl);
    const errors = validateSchema(schema).map(({ message }) => message);
    return { errors, schema };
  } catch (error) {
    return { errors: [error.message] };
  }
}

const complete = (text) => (/\bschema \{/.test(text) && !/Query/.test(text) ? text : `${text}\ntype Query { q: Int }`);

test('type systems that the specification refuses, but not the reference', () => compareAll(refusedByUsAlone, async (text) => {
  const { errors } = await host.call('schema', { name: 'refused', sdl: complete(text) });
  assert.ok(errors.length > 0, text);
  assert.deepEqual(reference(complete(text)).errors, [], text);
}));

test(`${typeSystems.length} type systems`, () => compareAll(typeSystems, async (text, index) => {
  const sdl = complete(text);
  const expected = reference(sdl);
  const { errors = [] } = await host.call('schema', { name: `case ${index}`, sdl });
  const ours = errors.map(({ message }) => message);
  assert.equal(ours.length > 0, expected.errors.length > 0, `${sdl}\n  ours:      ${JSON.stringify(ours)}\n  reference: ${JSON.stringify(expected.errors)}`);
  if (expected.errors.length === 0) {
    const printed = await host.call('print', { schema: `case ${index}` });
    assert.equal(printSchema(lexicographicSortSchema(buildSchema(printed.sdl))), printSchema(lexicographicSortSchema(expected.schema)));
  }
}));
