// Validation against the reference: every rule reports the same places.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse, specifiedRules, validate } from 'graphql';
import { Breaker } from './lib/breaking.mjs';
import { compareAll, same } from './lib/compare.mjs';
import { Documents } from './lib/documents.mjs';
import { Host } from './lib/host.mjs';
import { Random } from './lib/random.mjs';
import { loadSchemas, schemaNames } from './lib/schemas.mjs';
import { validationDocuments } from './lib/specificationRules.mjs';

const count = Number(process.env.CONFORMANCE_DOCUMENTS ?? 3000);
const seeds = Array.from({ length: count }, (_, seed) => seed);
let host;
let schemas;

before(async () => {
  host = new Host();
  schemas = await loadSchemas(host);
});
after(() => host.stop());

// FieldsOnCorrectTypeRule and FIELDS_ON_CORRECT_TYPE name the same rule.
function codeOf(rule) {
  return rule.name.replace(/Rule$/, '').replace(/(?<!^)([A-Z])/g, '_$1').toUpperCase();
}

function reference(schema, document) {
  return specifiedRules.flatMap((rule) =>
    validate(schema, document, [rule], { maxErrors: 100000 }).map((error) => ({
      code: codeOf(rule),
      locations: (error.locations ?? []).map(({ line, column }) => `${line}:${column}`),
      message: error.message,
    })));
}

// Where both sides may differ, with reason.
function comparable(errors, codes) {
  return errors.filter(({ code, message }) =>
    // We refuse operations without root type, as the specification does since 2025; the reference from version 17 on.
    code !== 'KNOWN_OPERATION_TYPES'
    // A document with a type system in it is refused for that alone; the reference looks into it.
    && (!codes.has('EXECUTABLE_DEFINITIONS') || code === 'EXECUTABLE_DEFINITIONS')
    // Fragments that go round in circles have no fields to merge, nor a depth of introspection.
    && !(codes.has('NO_FRAGMENT_CYCLES') && ['OVERLAPPING_FIELDS_CAN_BE_MERGED', 'MAX_INTROSPECTION_DEPTH'].includes(code))
    // The reference overlooks defaults and non-null positions here; the specification's IsNonNullPosition does not.
    && !message.includes('to be used for OneOf Input Object'));
}

function places(errors) {
  return errors.map(({ code, locations }) => `${code} ${locations.join(' ')}`).sort();
}

async function compare([schemaName, source]) {
  const expected = reference(schemas.get(schemaName), parse(source));
  const { errors } = await host.call('validate', { schema: schemaName, source });
  const codes = new Set([...errors, ...expected].map(({ code }) => code));
  const [ours, theirs] = [comparable(errors, codes), comparable(expected, codes)];
  same(places(ours), places(theirs), `${schemaName}: ${source}\n${JSON.stringify(ours, null, 1)}\n${JSON.stringify(theirs, null, 1)}`);
  return expected.length === 0;
}

test('examples of the specification', () => compareAll(validationDocuments.map((source) => ['pets', source]), compare));

for (const name of schemaNames) {
  test(`${count} generated documents over ${name}`, async () => {
    const valid = await compareAll(seeds.map((seed) => [name, new Documents(new Random(seed), schemas.get(name)).document()]), compare);
    assert.ok(valid.filter(Boolean).length > count * 0.6, 'most generated documents are valid');
  });

  test(`${count} broken documents over ${name}`, async () => {
    const broken = seeds.map((seed) => {
      const random = new Random(2_000_000 + seed);
      const schema = schemas.get(name);
      return [name, new Breaker(random, schema).break(new Documents(random, schema).document())];
    });
    const valid = await compareAll(broken, compare);
    assert.ok(valid.filter((ok) => !ok).length > count * 0.6, 'most broken documents are invalid');
  });
}
