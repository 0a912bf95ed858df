// Execution against the reference: the same data, and errors at the same paths and places.
import { after, before, test } from 'node:test';
import { execute, parse, validate } from 'graphql';
import { Behaviour } from './lib/behaviour.mjs';
import { compareAll, same } from './lib/compare.mjs';
import { Documents } from './lib/documents.mjs';
import { Host } from './lib/host.mjs';
import { Random } from './lib/random.mjs';
import { loadSchemas, schemaNames } from './lib/schemas.mjs';
import { variablesOf } from './lib/variables.mjs';

const count = Number(process.env.CONFORMANCE_DOCUMENTS ?? 3000);
let host;
let schemas;

before(async () => {
  // Where a field throws at once, the reference forgets the promises of its siblings; their rejections are nobody's.
  process.removeAllListeners('unhandledRejection');
  process.on('unhandledRejection', () => {});
  host = new Host();
  schemas = await loadSchemas(host);
});
after(() => host.stop());

const place = ({ path, locations }) => `${(path ?? []).join('.')} ${(locations ?? []).map(({ line, column }) => `${line}:${column}`).join(' ')}`;

// The place where an error makes the data null: where its path ends, or above.
function nullAt(data, path) {
  let value = data;
  const way = [];
  for (const segment of path) {
    if (value === null) {
      break;
    }
    value = value[segment];
    way.push(segment);
  }
  return way.join('.');
}

// Run at once, both go depth first and stop where a null begins to propagate: all errors agree, in order. With promises it depends on who is
// first which of several errors beneath a null is told: then each null has an error on both sides.
function comparable({ data, errors = [] }, isAsync) {
  if (data === undefined) {
    return { errors: [...new Set(errors.map(place))].sort() };
  }
  const places = isAsync
    ? [...new Set(errors.map(({ path }) => nullAt(data, path)))].sort()
    : errors.map((error) => `${place(error)} ${error.message.startsWith('boom') ? error.message : ''}`);
  return { data, errors: places };
}

async function compare([name, seed, isAsync]) {
  const schema = schemas.get(name);
  const random = new Random(5_000_000 + seed);
  const source = new Documents(random, schema).document();
  const document = parse(source);
  if (validate(schema, document).length > 0) {
    return false;
  }
  const variables = variablesOf(random, schema, document);
  const { fieldResolver, typeResolver } = new Behaviour(schema, seed, isAsync);
  const theirs = await execute({ schema, document, variableValues: variables, operationName: 'Op0', fieldResolver, typeResolver });
  const ours = await host.call('execute', { schema: name, source, variables, operationName: 'Op0', seed, isAsync });
  const plain = JSON.parse(JSON.stringify(theirs));
  same(comparable(ours, isAsync), comparable(plain, isAsync), `${name} ${seed}: ${source}\n${JSON.stringify(variables)}\n${JSON.stringify(ours.errors)}\n${JSON.stringify(plain.errors)}`);
  return true;
}

for (const name of schemaNames) {
  for (const isAsync of [false, true]) {
    test(`${count} executions over ${name}${isAsync ? ', some with promises' : ''}`, () =>
      compareAll(Array.from({ length: count }, (_, seed) => [name, seed, isAsync]), compare));
  }
}
