// Our SDL and our answer to introspection, read back by the reference, give the schema we started from.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import {
  buildClientSchema, buildSchema, getIntrospectionQuery, introspectionFromSchema, lexicographicSortSchema, printSchema,
} from 'graphql';
import { Host } from './lib/host.mjs';
import { loadSchemas, schemaNames } from './lib/schemas.mjs';

const everything = {
  descriptions: true, specifiedByUrl: true, directiveIsRepeatable: true, schemaDescription: true, inputValueDeprecation: true, oneOf: true,
};
const names = [...schemaNames, 'described'];
let host;
let schemas;

before(async () => {
  host = new Host();
  schemas = await loadSchemas(host, names);
});
after(() => host.stop());

const print = (schema) => printSchema(lexicographicSortSchema(schema));

for (const name of names) {
  test(`SDL of ${name}`, async () => {
    const { sdl } = await host.call('print', { schema: name });
    assert.equal(print(buildSchema(sdl)), print(schemas.get(name)));
  });

  test(`introspection of ${name}`, async () => {
    const { data, errors } = await host.call('execute', {
      schema: name, source: getIntrospectionQuery(everything), operationName: 'IntrospectionQuery', variables: {}, seed: 0, isAsync: false,
    });
    assert.equal(errors, undefined);
    assert.equal(print(buildClientSchema(data)), print(schemas.get(name)));
    const expected = JSON.parse(JSON.stringify(introspectionFromSchema(schemas.get(name), everything)));
    assert.deepEqual(byName(data.__schema), byName(expected.__schema));
  });
}

// The order of types and directives is free; texts that describe what the specification defines are everyone's own.
function byName(schema) {
  const sorted = (items) => items.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const isBuiltIn = ({ name }) => name.startsWith('__') || ['Int', 'Float', 'String', 'Boolean', 'ID', 'skip', 'include', 'deprecated', 'specifiedBy', 'oneOf'].includes(name);
  const own = (items) => sorted(items.filter((item) => !isBuiltIn(item)).map((item) => ({
    ...item,
    interfaces: item.interfaces && sorted(item.interfaces),
    possibleTypes: item.possibleTypes && sorted(item.possibleTypes),
    locations: item.locations?.toSorted(),
  })));
  // Deprecated directives are a proposal that the reference has and the specification has not.
  for (const directive of schema.directives) {
    delete directive.isDeprecated;
    delete directive.deprecationReason;
  }
  return { ...schema, types: own(schema.types), directives: own(schema.directives), builtIn: sorted([...schema.types, ...schema.directives].filter(isBuiltIn)).map(({ name }) => name) };
}
