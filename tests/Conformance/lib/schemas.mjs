// The schemas that documents are generated over, on both sides.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { buildSchema } from 'graphql';

export const schemaNames = ['pets', 'messaging'];

export async function loadSchemas(host, names = schemaNames) {
  const schemas = new Map();
  for (const name of names) {
    const sdl = readFileSync(new URL(`../schemas/${name}.graphql`, import.meta.url), 'utf8');
    schemas.set(name, buildSchema(sdl));
    assert.deepEqual(await host.call('schema', { name, sdl }), {});
  }
  return schemas;
}
