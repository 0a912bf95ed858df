// GraphQL over HTTP: the audit suite of graphql-http, whole, and what it leaves out.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { buildSchema } from 'graphql';
import { serverAudits } from 'graphql-http';
import { Server } from './lib/server.mjs';

let server;

before(async () => {
  server = await Server.start();
});
after(() => server.stop());

describe('the audits of graphql-http', () => {
  for (const audit of serverAudits({ url: () => server.http() })) {
    test(`${audit.id} ${audit.name}`, async () => {
      const result = await audit.fn();
      assert.equal(result.status, 'ok', result.reason);
    });
  }
});

function post(body, headers = {}, path = '/graphql') {
  return fetch(server.http(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

test('an executed request is 200 even when a field failed', async () => {
  const response = await post({ query: '{ hello fail }' });
  const { data, errors } = await response.json();
  assert.equal(response.status, 200);
  assert.deepEqual(data, { hello: 'Hello, world!', fail: null });
  assert.deepEqual(errors[0].path, ['fail']);
  assert.ok(!JSON.stringify(errors).includes('secret'), 'the exception is masked');
});

test('a mutation by GET is refused and points to POST', async () => {
  const response = await fetch(`${server.http()}?query=${encodeURIComponent('mutation { send(room: "a", text: "b") { text } }')}`);
  assert.equal(response.status, 405);
  assert.equal(response.headers.get('allow'), 'POST');
});

test('a batch is refused where batching is off, and bounded where it is on', async () => {
  const one = { query: '{ hello }' };
  assert.equal((await post([one])).status, 400);
  const answers = await (await post([one, { query: '{' }], {}, '/batch')).json();
  assert.deepEqual(answers[0], { data: { hello: 'Hello, world!' } });
  assert.equal(answers[1].errors.length, 1);
  assert.equal((await post(Array(11).fill(one), {}, '/batch')).status, 400);
});

test('trusted documents: an id is executed, a text is not', async () => {
  const known = await (await post({ id: 'hello' }, {}, '/trusted')).json();
  assert.deepEqual(known, { data: { hello: 'Hello, world!' } });
  const text = await post({ query: '{ hello }' }, {}, '/trusted');
  assert.equal(text.status, 400);
  const unknown = await post({ id: 'other' }, {}, '/trusted');
  assert.equal(unknown.status, 400);
});

test('a simple content type needs the preflight header', async () => {
  const body = JSON.stringify({ query: '{ hello }' });
  assert.equal((await post(body, { 'content-type': 'text/plain' })).status, 415);
  assert.equal((await post(body, { 'content-type': 'text/plain', 'graphql-preflight': '1' })).status, 200);
});

test('the schema is served as SDL that the reference reads', async () => {
  const sdl = await (await fetch(`${server.http()}?sdl`)).text();
  const schema = buildSchema(sdl);
  assert.ok(schema.getSubscriptionType().getFields().onSent);
});

test('introspection is for those the interceptor lets', async () => {
  const query = '{ __schema { queryType { name } } }';
  const refused = await post({ query }, {}, '/closed');
  assert.equal(refused.status, 400);
  const allowed = await (await post({ query }, { authorization: 'Bearer admin' }, '/closed')).json();
  assert.equal(allowed.data.__schema.queryType.name, 'Query');
});

test('a field that needs a sign-in', async () => {
  const anonymous = await (await post({ query: '{ me }' })).json();
  assert.equal(anonymous.errors[0].extensions.code, 'AUTH_NOT_AUTHENTICATED');
  const signedIn = await (await post({ query: '{ me }' }, { authorization: 'Bearer ann' })).json();
  assert.equal(signedIn.data.me, 'ann');
});
