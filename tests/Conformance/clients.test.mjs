// Real clients against the sample server: queries, mutations, subscriptions, reconnection, refusals.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { ApolloClient, ApolloLink, HttpLink, InMemoryCache, gql } from '@apollo/client';
import { BatchHttpLink } from '@apollo/client/link/batch-http';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { GraphQLWsLink } from '@apollo/client/link/subscriptions';
import { persistedExchange } from '@urql/exchange-persisted';
import { createClient as createSseClient } from 'graphql-sse';
import { createClient as createWsClient } from 'graphql-ws';
import { cacheExchange, Client as UrqlClient, fetchExchange, subscriptionExchange } from 'urql';
import WebSocket from 'ws';
import { Proxy } from './lib/proxy.mjs';
import { Server, soon, until } from './lib/server.mjs';

const hello = '{ hello }';
const sendText = 'mutation Send($room: String!, $text: String!) { send(room: $room, text: $text) { room text } }';
const onSentText = 'subscription OnSent($room: String!) { onSent(room: $room) { room text } }';

let server;
let rooms = 0;

before(async () => {
  server = await Server.start();
});
after(() => server.stop());

async function send(room, text) {
  const response = await fetch(server.http(), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: sendText, variables: { room, text } }),
  });
  assert.deepEqual((await response.json()).data, { send: { room, text } });
}

/** Sends to a room until the first message arrives, since a subscription is not acknowledged when it starts. */
async function sendUntil(room, arrived) {
  await until(async () => {
    await send(room, 'knock');
    await new Promise((resolve) => setTimeout(resolve, 10));
    return arrived();
  });
}

const newRoom = () => `room ${++rooms}`;

/** Collects the results of a subscription, as graphql-ws and graphql-sse report them. */
function collect(client, payload) {
  const results = [];
  let finish;
  const finished = new Promise((resolve) => {
    finish = resolve;
  });
  const stop = client.subscribe(payload, {
    next: (result) => results.push(result),
    error: (error) => finish({ error }),
    complete: () => finish({ completed: true }),
  });
  return { results, finished, stop };
}

for (const [name, connect] of [
  ['graphql-ws', (options) => createWsClient({ url: server.ws(), webSocketImpl: WebSocket, retryAttempts: 3, retryWait: () => Promise.resolve(), ...options })],
  ['graphql-sse', (options) => createSseClient({ url: server.http(), retryAttempts: 3, retry: () => Promise.resolve(), ...options })],
]) {
  describe(name, () => {
    test('query, mutation and an error', async () => {
      const client = connect();
      const room = newRoom();
      assert.deepEqual(await soon(collectOne(client, { query: hello })), { data: { hello: 'Hello, world!' } });
      assert.deepEqual(await soon(collectOne(client, { query: sendText, variables: { room, text: 'é\n' } })), { data: { send: { room, text: 'é\n' } } });
      const failed = await soon(collectOne(client, { query: '{ hello fail }' }));
      assert.equal(failed.data.hello, 'Hello, world!');
      assert.deepEqual(failed.errors[0].path, ['fail']);
      client.dispose?.();
    });

    test('subscription until its source ends', async () => {
      const client = connect();
      const { results, finished } = collect(client, { query: 'subscription { countTo(number: 3) }' });
      assert.deepEqual(await soon(finished), { completed: true });
      assert.deepEqual(results.map(({ data }) => data.countTo), [1, 2, 3]);
      client.dispose?.();
    });

    test('subscription that hears of each mutation, until it is stopped', async () => {
      const client = connect();
      const room = newRoom();
      const other = newRoom();
      const { results, stop } = collect(client, { query: onSentText, variables: { room } });
      await sendUntil(room, () => results.length > 0);
      const known = results.length;
      await send(other, 'not for us');
      await send(room, 'one');
      await until(() => results.length > known);
      assert.deepEqual(results.at(-1).data, { onSent: { room, text: 'one' } });
      assert.ok(results.every(({ data }) => data.onSent.room === room));
      stop();
      await until(async () => (await server.streams()) === 0);
      client.dispose?.();
    });

    test('many subscriptions at once', async () => {
      const client = connect();
      const all = Array.from({ length: 20 }, () => collect(client, { query: 'subscription { countTo(number: 5) }' }));
      await soon(Promise.all(all.map(({ finished }) => finished)));
      assert.ok(all.every(({ results }) => results.length === 5));
      client.dispose?.();
    });
  });
}

function collectOne(client, payload) {
  return new Promise((resolve, reject) => {
    let result;
    client.subscribe(payload, { next: (r) => (result = r), error: reject, complete: () => resolve(result) });
  });
}

describe('signing in', () => {
  test('graphql-ws: a refused sign-in is final', async () => {
    let attempts = 0;
    const client = createWsClient({
      url: server.ws(),
      webSocketImpl: WebSocket,
      retryAttempts: 3,
      connectionParams: () => {
        attempts++;
        return { token: 'mallory' };
      },
    });
    const { finished } = collect(client, { query: hello });
    const { error } = await soon(finished);
    assert.equal(error.code, 4401);
    assert.equal(attempts, 1);
  });

  test('graphql-ws: operations run as who signed in', async () => {
    const client = createWsClient({ url: server.ws(), webSocketImpl: WebSocket, connectionParams: { token: 'ann' } });
    assert.deepEqual(await soon(collectOne(client, { query: '{ me }' })), { data: { me: 'ann' } });
    await client.dispose();
  });

  test('graphql-ws: a sign-out cuts the connection, and the client comes back with new credentials', async () => {
    const room = newRoom();
    let attempts = 0;
    const client = createWsClient({
      url: server.ws(),
      webSocketImpl: WebSocket,
      retryWait: () => Promise.resolve(),
      connectionParams: () => ({ token: attempts++ === 0 ? 'carl' : 'ann' }),
    });
    const { results } = collect(client, { query: onSentText, variables: { room } });
    await sendUntil(room, () => results.length > 0);
    assert.equal(await server.signOut('carl'), 1);
    await until(() => attempts === 2);
    const known = results.length;
    await sendUntil(room, () => results.length > known);
    await client.dispose();
  });

  test('graphql-sse: a sign-out ends the stream with an error', async () => {
    const room = newRoom();
    const client = createSseClient({ url: server.http(), headers: { authorization: 'Bearer dora' }, retryAttempts: 0 });
    const { results, finished } = collect(client, { query: onSentText, variables: { room } });
    await sendUntil(room, () => results.length > 0);
    assert.equal(await server.signOut('dora'), 1);
    await soon(finished);
    assert.equal(results.at(-1).errors[0].extensions.code, 'AUTH_NOT_AUTHENTICATED');
  });

  test('graphql-sse: refused sign-in', async () => {
    const client = createSseClient({ url: server.http(), headers: { authorization: 'Bearer mallory' }, retryAttempts: 0 });
    const result = await soon(collectOne(client, { query: '{ me }' }));
    assert.equal(result.errors[0].extensions.code, 'AUTH_NOT_AUTHENTICATED');
  });
});

describe('a lost network', () => {
  for (const [name, connect] of [
    ['graphql-ws', (url) => createWsClient({ url: url.replace('http', 'ws'), webSocketImpl: WebSocket, retryWait: () => Promise.resolve() })],
    ['graphql-sse', (url) => createSseClient({ url, retry: () => Promise.resolve() })],
  ]) {
    test(`${name} subscribes again by itself`, async () => {
      const proxy = await Proxy.start(server.url);
      const client = connect(`${proxy.url}/graphql`);
      const room = newRoom();
      const { results } = collect(client, { query: onSentText, variables: { room } });
      await sendUntil(room, () => results.length > 0);
      for (let i = 0; i < 2; i++) {
        proxy.cut();
        const known = results.length;
        await sendUntil(room, () => results.length > known);
      }
      assert.ok(results.every(({ data, errors }) => data.onSent.room === room && errors === undefined));
      await client.dispose();
      proxy.stop();
    });
  }
});

describe('@apollo/client', () => {
  const query = gql(hello);
  const client = (link) => new ApolloClient({ link, cache: new InMemoryCache(), defaultOptions: { query: { fetchPolicy: 'no-cache' } } });

  test('query and mutation over HTTP', async () => {
    const apollo = client(new HttpLink({ uri: server.http() }));
    const room = newRoom();
    assert.equal((await apollo.query({ query })).data.hello, 'Hello, world!');
    const { data } = await apollo.mutate({ mutation: gql(sendText), variables: { room, text: 'x' } });
    assert.equal(data.send.text, 'x');
  });

  test('queries by GET', async () => {
    const apollo = client(new HttpLink({ uri: server.http(), useGETForQueries: true }));
    assert.equal((await apollo.query({ query })).data.hello, 'Hello, world!');
  });

  test('an invalid query is an error that names its cause', async () => {
    const apollo = client(new HttpLink({ uri: server.http() }));
    await assert.rejects(apollo.query({ query: gql('{ nowhere }') }), /nowhere/);
  });

  test('batches', async () => {
    const apollo = client(new BatchHttpLink({ uri: server.http('/batch'), batchMax: 5, batchInterval: 5 }));
    const names = ['a', 'b', 'c'];
    const answers = await Promise.all(
      names.map((name) => apollo.query({ query: gql('query Hello($name: String) { hello(name: $name) }'), variables: { name } })),
    );
    assert.deepEqual(answers.map(({ data }) => data.hello), names.map((name) => `Hello, ${name}!`));
  });

  test('automatic persisted queries, by POST and by GET', async () => {
    const sent = [];
    const spy = (uri, options) => {
      sent.push(options.method === 'GET' ? uri : options.body);
      return fetch(uri, options);
    };
    const sha256 = (text) => createHash('sha256').update(text).digest('hex');
    for (const useGETForHashedQueries of [false, true]) {
      const document = gql(`query Persisted { hello(name: "${useGETForHashedQueries}") }`);
      const link = ApolloLink.from([
        new PersistedQueryLink({ sha256, useGETForHashedQueries }),
        new HttpLink({ uri: server.http('/persisted'), fetch: spy }),
      ]);
      sent.length = 0;
      assert.equal((await client(link).query({ query: document })).data.hello, `Hello, ${useGETForHashedQueries}!`);
      assert.equal(sent.length, 2, 'the hash alone first, then hash and text');
      sent.length = 0;
      assert.equal((await client(link).query({ query: document })).data.hello, `Hello, ${useGETForHashedQueries}!`);
      assert.equal(sent.length, 1, 'the hash is known now');
      assert.ok(!decodeURIComponent(sent[0]).includes('hello('), 'the text is not sent');
    }
  });

  test('subscription over WebSocket', async () => {
    const sockets = createWsClient({ url: server.ws(), webSocketImpl: WebSocket });
    const apollo = client(new GraphQLWsLink(sockets));
    const room = newRoom();
    const results = [];
    const subscription = apollo.subscribe({ query: gql(onSentText), variables: { room } }).subscribe((result) => results.push(result));
    await sendUntil(room, () => results.length > 0);
    assert.equal(results[0].data.onSent.room, room);
    subscription.unsubscribe();
    await sockets.dispose();
  });
});

describe('urql', () => {
  const client = (options) => new UrqlClient({ url: server.http(), exchanges: [cacheExchange, fetchExchange], preferGetMethod: false, ...options });

  test('query and mutation over HTTP', async () => {
    const urql = client();
    const room = newRoom();
    assert.equal((await urql.query(hello, {}).toPromise()).data.hello, 'Hello, world!');
    assert.equal((await urql.mutation(sendText, { room, text: 'x' }).toPromise()).data.send.text, 'x');
  });

  test('queries by GET', async () => {
    const urql = client({ preferGetMethod: 'force' });
    assert.equal((await urql.query(hello, {}).toPromise()).data.hello, 'Hello, world!');
  });

  test('an invalid query is an error that names its cause', async () => {
    const { error } = await client().query('{ nowhere }', {}).toPromise();
    assert.match(error.message, /nowhere/);
  });

  test('automatic persisted queries', async () => {
    const urql = client({
      url: server.http('/persisted'),
      exchanges: [persistedExchange({ preferGetForPersistedQueries: false }), fetchExchange],
    });
    for (let i = 0; i < 2; i++) {
      assert.equal((await urql.query('{ hello(name: "urql") }', {}, { requestPolicy: 'network-only' }).toPromise()).data.hello, 'Hello, urql!');
    }
  });

  for (const [name, exchanges] of [
    ['over an event stream', () => ({ fetchSubscriptions: true })],
    [
      'over a WebSocket',
      () => {
        const sockets = createWsClient({ url: server.ws(), webSocketImpl: WebSocket });
        const forwardSubscription = ({ query, variables }) => ({
          subscribe: (sink) => ({ unsubscribe: sockets.subscribe({ query, variables }, sink) }),
        });
        return { exchanges: [subscriptionExchange({ forwardSubscription })], sockets };
      },
    ],
  ]) {
    test(`subscription ${name}`, async () => {
      const { sockets, ...options } = exchanges();
      const urql = client(options);
      const room = newRoom();
      const results = [];
      const { unsubscribe } = urql.subscription(onSentText, { room }).subscribe((result) => results.push(result));
      await sendUntil(room, () => results.length > 0);
      assert.equal(results[0].error, undefined);
      assert.equal(results[0].data.onSent.room, room);
      unsubscribe();
      await sockets?.dispose();
    });
  }
});

test('no stream is left open', () => until(async () => (await server.streams()) === 0));
