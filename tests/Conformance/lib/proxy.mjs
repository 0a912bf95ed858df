// Stands between a client and the server, to lose connections the way a network does: without a word.
import { connect, createServer } from 'node:net';
import { once } from 'node:events';

export class Proxy {
  #sockets = new Set();
  #listener;

  static async start(url) {
    const proxy = new Proxy();
    const { hostname, port } = new URL(url);
    proxy.#listener = createServer((client) => {
      const server = connect(Number(port), hostname);
      for (const [from, to] of [[client, server], [server, client]]) {
        proxy.#sockets.add(from);
        from.on('error', () => to.destroy());
        from.on('close', () => {
          proxy.#sockets.delete(from);
          to.destroy();
        });
        from.pipe(to);
      }
    });
    proxy.#listener.listen(0, hostname);
    await once(proxy.#listener, 'listening');
    proxy.url = `http://${hostname}:${proxy.#listener.address().port}`;
    return proxy;
  }

  /** Cuts every connection. */
  cut() {
    for (const socket of this.#sockets) {
      socket.destroy();
    }
  }

  stop() {
    this.cut();
    this.#listener.close();
  }
}
