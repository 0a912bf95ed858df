// The sample server: a process of its own on a port that the system chooses. It ends with its standard input.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const assembly = fileURLToPath(
  new URL('../Server/bin/Release/net10.0/SmsPlatform.ConformanceServer.dll', import.meta.url),
);

export class Server {
  #process;

  static async start() {
    const server = new Server();
    server.#process = spawn('dotnet', [assembly], { stdio: ['pipe', 'pipe', 'inherit'] });
    const lines = createInterface({ input: server.#process.stdout })[Symbol.asyncIterator]();
    const { value, done } = await lines.next();
    if (done) {
      throw new Error('the server did not start');
    }
    server.url = value;
    return server;
  }

  /** The address of an endpoint: /graphql, /batch, /trusted or /persisted. */
  http(path = '/graphql') {
    return this.url + path;
  }

  ws(path = '/graphql') {
    return this.url.replace('http', 'ws') + path;
  }

  /** Ends the open streams of a user, as a sign-out does; returns how many. */
  async signOut(user) {
    return (await fetch(`${this.url}/sign-out/${user}`, { method: 'POST' })).json();
  }

  /** How many streams are open. */
  async streams() {
    return (await fetch(`${this.url}/streams`)).json();
  }

  stop() {
    this.#process.stdin.end();
  }
}

/** Waits until something is so, at most ten seconds. */
export async function until(isSo) {
  for (let i = 0; i < 500; i++) {
    if (await isSo()) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('waited too long');
}

/** Fails when something takes longer than ten seconds. */
export function soon(promise) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('took too long')), 10_000);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
