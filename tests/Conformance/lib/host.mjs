// Talks to the .NET host: one JSON request per line, answers in the same order.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const assembly = fileURLToPath(
  new URL('../Host/bin/Release/net10.0/SmsPlatform.ConformanceHost.dll', import.meta.url),
);

export class Host {
  #process = spawn('dotnet', [assembly], { stdio: ['pipe', 'pipe', 'inherit'] });
  #waiting = [];

  constructor() {
    createInterface({ input: this.#process.stdout }).on('line', (line) => {
      const { resolve, reject } = this.#waiting.shift();
      const answer = JSON.parse(line);
      if (answer.crash) {
        reject(new Error(`the host crashed: ${answer.crash}`));
      } else {
        resolve(answer);
      }
    });
    this.#process.on('exit', (code) => {
      for (const { reject } of this.#waiting) {
        reject(new Error(`the host ended with code ${code}`));
      }
    });
  }

  call(op, request) {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#process.stdin.write(JSON.stringify({ op, ...request }) + '\n');
    });
  }

  stop() {
    this.#process.stdin.end();
  }
}
