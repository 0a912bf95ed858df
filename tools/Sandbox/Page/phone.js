const defaultPhones = ["+15555550101", "+15555550102", "+15555550103"];
const quickTexts = ["Hello", "What are your opening hours?", "HELP", "STOP", "START", "😀".repeat(3)];
const colours = ["#4f46e5", "#0f766e", "#b45309", "#be185d", "#1d4ed8", "#7c3aed"];
const picture = "data:image/svg+xml;base64," + btoa(
  `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 240 150"><rect width="240" height="150" fill="#8ecae6"/><circle cx="190" cy="38" r="20" fill="#ffb703"/><path d="M0 150 80 60l52 58 30-34 78 66z" fill="#219ebc"/><path d="m80 60 24 27-14 8-10-9-12 12-10-12z" fill="#fff"/></svg>`);

const byId = id => document.getElementById(id);
const state = { phone: load("phone", defaultPhones[0]), phones: load("phones", defaultPhones), attached: false, pending: [], shown: "" };

function load(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem("sandbox." + key)) ?? otherwise;
  } catch {
    return otherwise;
  }
}

function save(key) {
  try {
    localStorage.setItem("sandbox." + key, JSON.stringify(state[key]));
  } catch {
    // A browser that keeps nothing still shows the phone.
  }
}

function element(tag, className, ...children) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...children);
  return made;
}

async function get(path) {
  const response = await fetch(path);
  if (!response.ok) {
    throw new Error(`${path}: ${response.status}`);
  }
  return response.json();
}

const clockTime = at => new Date(at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
const exactTime = at => new Date(at).toLocaleTimeString([], { hour12: false });
const colourOf = number => colours[[...number].reduce((sum, digit) => sum + digit.charCodeAt(0), 0) % colours.length];

// ---- thread

function bubble(kind, body, media) {
  const item = element("li", "bubble " + kind);
  for (const url of media ?? []) {
    if (/^(https?:|data:image\/)/.test(url)) {
      const image = element("img");
      image.src = url;
      image.alt = "Attached picture";
      item.append(image);
    }
  }
  item.append(body);
  return item;
}

function ticks(message) {
  const mark = element("span", "ticks");
  if (message.webhookStatus === null) {
    mark.textContent = "✓";
    return ["sent ", mark];
  }
  if (message.webhookStatus >= 200 && message.webhookStatus < 300) {
    mark.textContent = "✓✓";
    mark.classList.add("done");
    return ["taken by the platform ", mark];
  }
  return [message.webhookStatus === 0 ? "the platform did not answer" : `the platform answered ${message.webhookStatus}`];
}

const isLost = message => message.errorCode !== null || ["failed", "undelivered", "canceled"].includes(message.status);

function outOfBand(message) {
  const lost = isLost(message);
  const meta = lost
    ? `never arrived: ${message.status} ${message.errorCode ?? ""} ${message.errorMessage ?? ""}`
    : `on its way: ${message.status}`;
  return [bubble("underway" + (lost ? " lost" : ""), message.body), element("li", "meta" + (lost ? " bad" : ""), meta)];
}

function showThread(messages, underWay) {
  const rows = [];
  const lost = underWay.filter(isLost);
  let day = "";
  for (const message of messages) {
    while (lost.length > 0 && Date.parse(lost[0].at) < Date.parse(message.at)) {
      rows.push(...outOfBand(lost.shift()));
    }
    const date = new Date(message.at).toLocaleDateString([], { weekday: "long", day: "numeric", month: "long" });
    if (date !== day) {
      day = date;
      rows.push(element("li", "day", date));
    }
    const mine = message.direction === "sent";
    rows.push(bubble(mine ? "mine" : "theirs", message.body, message.mediaUrls));
    const segments = message.segments > 1 ? ` · ${message.segments} segments` : "";
    const meta = mine
      ? element("li", "meta right", clockTime(message.at), segments, " · ", ...ticks(message))
      : element("li", "meta", clockTime(message.at), segments, " · ", message.status);
    if (mine && message.webhookStatus !== null && !(message.webhookStatus >= 200 && message.webhookStatus < 300)) {
      meta.classList.add("bad");
    }
    rows.push(meta);
  }
  for (const text of state.pending.filter(p => p.phone === state.phone && !messages.some(m => m.direction === "sent" && Date.parse(m.at) >= p.at - 2000 && m.body === p.body))) {
    rows.push(bubble("mine", text.body), element("li", "meta right", "sending…"));
  }
  rows.push(...underWay.filter(message => lost.includes(message) || !isLost(message)).flatMap(outOfBand));
  if (rows.length === 0) {
    rows.push(element("li", "empty", "Text the platform and watch the answer arrive."));
  }

  const list = byId("thread");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80 || state.shown !== state.phone;
  state.shown = state.phone;
  list.replaceChildren(...rows);
  if (atEnd) {
    list.scrollTop = list.scrollHeight;
  }
}

function showPhones(threads) {
  for (const thread of threads) {
    if (!state.phones.includes(thread.number)) {
      state.phones.push(thread.number);
    }
  }
  byId("phones").replaceChildren(...state.phones.map(number => {
    const thread = threads.find(t => t.number === number);
    const face = element("span", "face", number.slice(-2));
    face.style.background = colourOf(number);
    const button = element("button", "", face, element("span", "number", number), element("span", "last", thread?.lastBody || "No messages yet"));
    button.type = "button";
    button.setAttribute("aria-current", String(number === state.phone));
    button.addEventListener("click", () => choose(number));
    return element("li", "", button);
  }));
  byId("self").textContent = `from ${state.phone}`;
}

function choose(number) {
  state.phone = number;
  save("phone");
  refresh();
  byId("body").focus();
}

// ---- traffic

function showLog(sends, webhooks) {
  const lines = [
    ...sends.map(send => ({
      at: send.at,
      what: `send to ${send.to}${send.fault ? ` · ${send.fault}` : ""}`,
      code: send.answer === null ? "no answer" : send.errorCode ? `${send.answer} · ${send.errorCode}` : String(send.answer),
      good: send.answer === 201,
      title: send.body,
    })),
    ...webhooks.map(webhook => ({
      at: webhook.tries[0].at,
      what: (webhook.kind === "status" ? `callback ${webhook.parameters.MessageStatus}` : `webhook ${webhook.kind}`)
        + (webhook.tries.length > 1 ? ` · ${webhook.tries.length} tries` : ""),
      code: webhook.status === null ? "no answer" : String(webhook.status),
      good: webhook.succeeded,
      title: webhook.tries.at(-1).error ?? webhook.url,
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1)).slice(0, 60);

  byId("log").replaceChildren(...(lines.length === 0 ? [element("li", "muted", "Nothing yet")] : lines.map(line => {
    const item = element("li", "",
      element("time", "", exactTime(line.at)),
      element("span", "what", line.what),
      element("span", "code " + (line.good ? "ok" : "no"), line.code));
    item.title = line.title;
    return item;
  })));
}

// ---- failures

function plan() {
  const form = byId("failures").elements;
  const on = name => form.namedItem(name).checked;
  const [fault, code] = byId("send-fault").value.split(":");
  const times = byId("send-times").value;
  const callbacks = [];
  if (on("late")) {
    callbacks.push({ delaySeconds: 5 });
  }
  if (on("reverse")) {
    callbacks.push({ reverse: true });
  }
  if (on("twice")) {
    callbacks.push({ copies: 2 });
  }
  if (on("omit")) {
    callbacks.push({ omit: true });
  }
  const webhooks = [];
  if (on("copies")) {
    webhooks.push({ copies: 50 });
  }
  if (on("forged")) {
    webhooks.push({ wrongSignature: true });
  }
  return {
    sends: fault ? [{ fault, ...(code && { code: Number(code) }), ...(times && { times: Number(times) }) }] : [],
    callbacks,
    webhooks,
    rateLimit: on("rate") ? { perSecond: 1, mode: "refuse" } : null,
    latencyMilliseconds: on("slow") ? 1000 : 0,
  };
}

async function applyFailures() {
  await fetch("failures", { method: "PUT", headers: { "content-type": "application/json" }, body: JSON.stringify(plan()) });
  await showFailures();
}

// The plan may come from a script: the badge tells what is in force, whoever set it.
async function showFailures() {
  const report = await get("failures");
  const live = report.plan.sends.filter((rule, i) => rule.times === null || report.sends[i].applied < rule.times).length
    + report.plan.callbacks.length + report.plan.webhooks.length
    + (report.plan.rateLimit ? 1 : 0) + (report.plan.latencyMilliseconds ? 1 : 0);
  byId("active").hidden = live === 0;
  byId("active").textContent = `${live} active`;
}

// ---- composing

async function send(body) {
  const mediaUrls = state.attached ? [picture] : [];
  if (!body.trim() && mediaUrls.length === 0) {
    return;
  }
  const pending = { phone: state.phone, body, at: Date.now() };
  state.pending.push(pending);
  attach(false);
  refresh();
  try {
    const response = await fetch("phone/messages", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ from: pending.phone, to: byId("to").value, body, mediaUrls }),
    });
    if (!response.ok) {
      const problem = await response.text();
      byId("count").textContent = `Not sent: ${problem.slice(0, 120)}`;
    }
  } finally {
    state.pending = state.pending.filter(p => p !== pending);
    refresh();
  }
}

function attach(on) {
  state.attached = on;
  byId("attach").setAttribute("aria-pressed", String(on));
  measure();
}

function measure() {
  const field = byId("body");
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
  const left = field.value.length > 140 ? `${field.value.length} of 1600` : "";
  byId("count").textContent = [state.attached ? "with a picture" : "", left].filter(Boolean).join(" · ");
}

byId("compose").addEventListener("submit", event => {
  event.preventDefault();
  const field = byId("body");
  const body = field.value;
  field.value = "";
  measure();
  send(body);
  field.focus();
});

byId("body").addEventListener("keydown", event => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    byId("compose").requestSubmit();
  }
});

byId("body").addEventListener("input", measure);
byId("attach").addEventListener("click", () => attach(!state.attached));
byId("failures").addEventListener("change", applyFailures);
byId("failures").addEventListener("submit", event => event.preventDefault());
byId("to").addEventListener("change", () => { byId("peer").textContent = byId("to").value; });

byId("heal").addEventListener("click", async () => {
  byId("failures").reset();
  await fetch("failures", { method: "DELETE" });
  await showFailures();
});

byId("reset").addEventListener("click", async () => {
  byId("failures").reset();
  await fetch("reset", { method: "POST" });
  refresh();
});

byId("add-phone").addEventListener("submit", event => {
  event.preventDefault();
  const number = byId("new-phone").value.trim();
  if (!state.phones.includes(number)) {
    state.phones.push(number);
    save("phones");
  }
  byId("add-phone").reset();
  choose(number);
});

byId("chips").replaceChildren(...quickTexts.map(text => {
  const chip = element("button", "", text);
  chip.type = "button";
  chip.addEventListener("click", () => send(text));
  return chip;
}));

// ---- live

let refreshing = false;
let again = false;

async function refresh() {
  if (refreshing) {
    again = true;
    return;
  }
  refreshing = true;
  try {
    do {
      again = false;
      const phone = state.phone;
      const [messages, threads, sends, webhooks] = await Promise.all([
        get(`phone/messages?number=${encodeURIComponent(phone)}`), get("phone/threads"), get("sends?last=60"), get("webhooks?last=60")]);
      if (phone === state.phone) {
        showThread(messages, threads.find(t => t.number === phone)?.underWay ?? []);
        showPhones(threads);
        showLog(sends, webhooks);
        await showFailures();
      }
      await new Promise(resolve => setTimeout(resolve, 80));
    } while (again);
  } catch {
    // The event stream tells when the sandbox is gone and when it is back.
  } finally {
    refreshing = false;
  }
}

async function start() {
  const accounts = await get("accounts");
  const numbers = accounts.flatMap(account => account.numbers.map(number => number.phoneNumber));
  byId("to").replaceChildren(...numbers.map(number => element("option", "", number)));
  byId("peer").textContent = byId("to").value;

  const events = new EventSource("phone/events");
  events.addEventListener("open", () => live("live", "live"));
  events.addEventListener("error", () => live("lost", "sandbox not reachable"));
  events.addEventListener("changed", refresh);
  measure();
  await refresh();
}

function live(className, text) {
  byId("link").className = "link " + className;
  byId("link-text").textContent = text;
}

start();
