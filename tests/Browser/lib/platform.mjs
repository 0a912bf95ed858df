import { spawn } from 'node:child_process';
import { createWriteStream, mkdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const patience = 120_000;

export const artifacts = join(root, 'artifacts/test/browser');
export const admin = { email: 'admin@example.com', password: 'correct horse battery staple' };

/** The platform with a database of its own and the sandbox as its provider, each in a process, on ports that are free. */
export async function startPlatform() {
  mkdirSync(artifacts, { recursive: true });
  const data = await mkdtemp(join(tmpdir(), 'smsp-browser-'));
  const [platformUrl, sandboxUrl] = (await freePorts(2)).map(port => `http://localhost:${port}`);
  const processes = [];
  const stop = async () => {
    for (const child of processes.reverse()) await end(child);
    await rm(data, { recursive: true, force: true });
  };

  try {
    processes.push(start('tools/Sandbox', 'Sandbox', {
      ASPNETCORE_URLS: sandboxUrl,
      Sandbox__SmsUrl: `${platformUrl}/api/twilio/webhook/sms`,
    }));
    await ready(processes[0], `${sandboxUrl}/`);
    processes.push(start('src/WebApi', 'WebApi', {
      ASPNETCORE_URLS: platformUrl,
      PublicBaseUrl: platformUrl,
      Data__Directory: data,
      Admin__Email: admin.email,
      Admin__Password: admin.password,
      // The sandbox's published defaults (tools/Sandbox/SandboxDefaults.cs).
      TWILIO_ACCOUNT_SID: 'AC00000000000000000000000000005081',
      TWILIO_AUTH_TOKEN: '5a5db0c55a5db0c55a5db0c55a5db0c5',
      TWILIO_PHONE_NUMBER: '+15005550006',
      Twilio__ApiBaseUrl: sandboxUrl,
    }));
    await ready(processes[1], `${platformUrl}/health/ready`);
  } catch (error) {
    await stop();
    throw error;
  }

  return { url: platformUrl, sandboxUrl, stop };
}

function start(folder, name, settings) {
  // A project's own folder is its content root.
  const child = spawn('dotnet', [`bin/Release/net10.0/SmsPlatform.${name}.dll`], {
    cwd: join(root, folder),
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const log = createWriteStream(join(artifacts, `${name}.log`));
  child.stdout.pipe(log, { end: false });
  child.stderr.pipe(log, { end: false });
  return child;
}

async function ready(child, url) {
  const end = Date.now() + patience;
  while (Date.now() < end) {
    if (child.exitCode !== null) throw new Error(`It ended before ${url} was ready: see ${artifacts}.`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }

  throw new Error(`${url} was not ready in time: see ${artifacts}.`);
}

/** Asks first: the platform stops its database with itself. */
async function end(child) {
  if (child.exitCode !== null) return;
  const ended = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGTERM');
  const impatient = setTimeout(() => child.kill('SIGKILL'), 45_000);
  await ended;
  clearTimeout(impatient);
}

async function freePorts(count) {
  const servers = await Promise.all(Array.from({ length: count }, () => new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject).listen(0, '127.0.0.1', () => resolve(server));
  })));
  const ports = servers.map(server => server.address().port);
  await Promise.all(servers.map(server => new Promise(resolve => server.close(resolve))));
  return ports;
}
