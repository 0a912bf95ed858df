import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { chromium } from 'playwright-core';
import { admin, artifacts, startPlatform } from './lib/platform.mjs';

const phone = '+15551230042';
let platform, browser, page;
const strange = [];

before(async () => {
  platform = await startPlatform();
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    // No name but localhost is known: as if there were no network.
    args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost'],
  });
  // Its service worker reloads the page once, when everything is in its cache, in the midst of what a test types.
  const context = await browser.newContext({ viewport: { width: 1400, height: 900 }, serviceWorkers: 'block' });
  const login = await context.request.post(`${platform.url}/api/auth/login?useCookies=true`, { data: admin });
  assert.ok(login.ok(), `signing in: ${login.status()}`);
  page = await context.newPage();
  page.setDefaultTimeout(60_000);
  page.on('requestfailed', request => {
    // A reload gives up what is under way.
    const reason = request.failure()?.errorText;
    if (reason !== 'net::ERR_ABORTED') strange.push(`${request.url()} ${reason}`);
  });
  page.on('request', request => {
    if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(`${platform.url}/`)) strange.push(request.url());
  });
});

// What a failure was about is seen at once.
afterEach(async () => {
  await page?.screenshot({ path: join(artifacts, 'last.png') });
});

after(async () => {
  await browser?.close();
  await platform?.stop();
});

test('Banana Cake Pop loads without a network and shows the schema', async () => {
  await page.goto(`${platform.url}/graphql/`);
  await page.getByRole('button', { name: 'Create Document' }).click();
  await page.getByText('Schema available').waitFor();

  await show('Schema Reference', page.getByText('ChatbotsConnection').first());
  await page.getByText('Subscription', { exact: true }).first().click();
  await page.getByText(/^onSmsReceived/).first().waitFor();
  await page.screenshot({ path: join(artifacts, 'schema.png') });

  assert.deepEqual(strange, []);
});

test('An SMS sent in one tab is seen to arrive, and its answer, in two others', async () => {
  await show('Operation', page.locator('.monaco-editor:visible .view-lines').first());
  await write('Statuses', 'subscription Statuses { onMessageStatusChanged { status to body } }');
  await run();
  await open('untitled 2');
  await write('Received', 'subscription Received { onSmsReceived { from body } }');
  await run();
  await open('untitled 3');
  await write('Send', `mutation Send { sendSms(input: { to: "${phone}", body: "Are you there?" }) { message { direction } errors { __typename } } }`);
  await run();
  await shows('"OUTBOUND"');

  await page.getByText('untitled 1').first().click();
  await shows('"DELIVERED"');
  await page.screenshot({ path: join(artifacts, 'statuses.png') });

  const received = await (await fetch(`${platform.sandboxUrl}/phone/messages?number=${encodeURIComponent(phone)}`)).text();
  assert.match(received, /Are you there\?/);
  const answered = await fetch(`${platform.sandboxUrl}/phone/messages`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ from: phone, to: '+15005550006', body: 'Yes, I am!' }),
  });
  assert.ok(answered.ok);
  await page.getByText('untitled 2').first().click();
  await shows('"Yes, I am!"');
  await page.screenshot({ path: join(artifacts, 'received.png') });
  assert.deepEqual(strange, []);
});

/** Opens a part of the page. On a busy machine a click may come before the page is ready for it, and is then lost; a reload helps. */
async function show(tab, content) {
  for (let tries = 1; ; tries++) {
    await page.getByRole('tab', { name: tab }).click();
    if (await content.waitFor({ timeout: 5_000 }).then(() => true, () => false)) return;
    assert.ok(tries < 10, `${tab} is shown.`);
    await page.reload();
    await page.getByText('Schema available').waitFor();
  }
}

async function open(tab) {
  await page.getByRole('button', { name: /^New Document/ }).click();
  await page.getByText(tab).first().waitFor();
  // Its first document, which is given to every tab. On a busy machine the editor may stay away until the tab is shown anew.
  for (let tries = 1; !(await shows('LatestSms', 10_000).then(() => true, () => false)); tries++) {
    assert.ok(tries < 6, `${tab} has its editor.`);
    await page.getByText('untitled 1').first().click();
    await page.getByText(tab).first().click();
  }
}

/** On one line: the editor closes what ends with a line. */
async function write(name, document) {
  await page.locator('.monaco-editor:visible .view-lines').first().click();
  await page.keyboard.press('Control+A');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(document);
  await named(name);
}

/** Waits until the page has taken the document in: then its builder names the operation. */
async function named(name) {
  await page.getByText(new RegExp(`^${name}:`)).filter({ visible: true }).first().waitFor();
}

async function run() {
  await page.getByRole('button', { name: /^Run Operation/ }).filter({ visible: true }).click();
}

/** Waits for a text in a visible editor or response. */
async function shows(text, timeout = 60_000) {
  await page.locator('.monaco-editor:visible .view-lines').filter({ hasText: text }).first().waitFor({ timeout });
}
