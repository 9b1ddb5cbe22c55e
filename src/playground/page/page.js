// The page's script, served as it is: fetches drawn parts when something has changed, and tells what the person does.

const look = { person: "U0ALICE", channel: "C0INC", thread: "" };
let viewKey = "";
let focusBefore = null;

// After something was done in the thread one wants to see what comes of it.
let followUntil = 0;
const FOLLOW_MS = 8000;

const at = (id) => document.getElementById(id);

async function act(name, body) {
  const response = await fetch(`/act/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(name === "slow" ? body : { person: look.person, ...body }),
  });
  at("trouble").textContent = response.ok ? "" : `This did not work: ${await response.text()}`;
}

// The home tab stands in the place of a channel, and Slack tells the app each time that it is opened.
const HOME = "home";
const openHome = () => void act("home", {});

// Parts are swapped only where they differ, so that a menu that is open, and where one reads, stay as they are.
function swap(box, html) {
  if (box.drawn === html) return;
  const isAtEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  const focused = box.contains(document.activeElement) ? keyOf(document.activeElement) : "";
  box.innerHTML = html;
  box.drawn = html;
  if (focused !== "") [...box.querySelectorAll("button, select, a")].find((one) => keyOf(one) === focused)?.focus();
  const follows = box.id === "thread-messages" && Date.now() < followUntil;
  if (isAtEnd || follows) box.scrollTop = box.scrollHeight;
}

// What is being typed stays where the tab is drawn anew meanwhile.
function swapHome(html) {
  const box = at("home");
  const typed = box.querySelector("[data-enter]")?.value ?? "";
  swap(box, html);
  const field = box.querySelector("[data-enter]");
  if (field !== null && typed !== "") field.value = typed;
}

function keyOf(element) {
  return JSON.stringify({ ...element.dataset });
}

async function draw() {
  const answer = await fetch(`/fragments?${new URLSearchParams(look)}`);
  const parts = await answer.json();
  swap(at("channels"), parts.sidebar);
  at("title").textContent = parts.title;
  const isHome = look.channel === HOME;
  at("messages").hidden = at("compose").hidden = isHome;
  at("home").hidden = !isHome;
  if (isHome) swapHome(parts.messages);
  else swap(at("messages"), parts.messages);
  at("thread").hidden = parts.thread === null;
  if (parts.thread !== null) swap(at("thread-messages"), parts.thread);
  drawView(parts);
  drawExtras(parts);
}

function drawView({ view, viewKey: key }) {
  const veil = at("veil");
  if (key === viewKey) return;
  viewKey = key;
  if (view === null) {
    veil.hidden = true;
    veil.replaceChildren();
    focusBefore?.focus();
    focusBefore = null;
    return;
  }
  focusBefore ??= document.activeElement;
  const typed = new Map([...veil.querySelectorAll("[data-field]")].map((field) => [field.dataset.block, field.value]));
  veil.hidden = false;
  veil.innerHTML = view;
  for (const field of veil.querySelectorAll("[data-field]")) {
    const before = typed.get(field.dataset.block);
    if (before) field.value = before;
  }
  (
    veil.querySelector(".wrong [data-field]") ??
    veil.querySelector("[data-field]") ??
    veil.querySelector("button")
  )?.focus();
}

function drawExtras({ examples, slow }) {
  at("slow-box").hidden = slow === null;
  at("slow").checked = slow === true;
  const box = at("examples");
  if (box.childElementCount > 0) return;
  for (const text of examples) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "example";
    button.textContent = text;
    button.addEventListener(
      "click",
      () => void act("say", { channel: look.channel, thread: null, text: `/trail ${text}` }),
    );
    box.append(button);
  }
}

function show(pane) {
  document.body.dataset.pane = pane;
}

function openThread(ts) {
  look.thread = ts;
  show("thread");
  void draw().then(() => {
    at("thread-messages").scrollTop = at("thread-messages").scrollHeight;
    at("reply-text").focus({ preventScroll: true });
  });
}

function pressed(element, value) {
  const { place, channel, ts, action, block } = element.dataset;
  if (at("thread").contains(element)) followUntil = Date.now() + FOLLOW_MS;
  const message = place === "message" ? { channel, ts } : null;
  void act("press", { message, actionId: action, blockId: block, value });
}

document.addEventListener("click", (event) => {
  const target = event.target.closest("button, a");
  if (target === null) return;
  const { dataset } = target;
  if ("press" in dataset) {
    target.disabled = true;
    setTimeout(() => (target.disabled = false), 1500);
    pressed(target, null);
  } else if ("thread" in dataset) openThread(dataset.thread);
  else if ("about" in dataset) void act("about", { message: { channel: look.channel, ts: dataset.about } });
  else if ("investigate" in dataset)
    void act("investigate", { message: { channel: look.channel, ts: dataset.investigate } });
  else if ("channelLink" in dataset) {
    Object.assign(look, { channel: dataset.channelLink, thread: "" });
    show("channel");
    void draw().then(() => (at("messages").scrollTop = at("messages").scrollHeight));
    if (look.channel === HOME) openHome();
  } else if ("close" in dataset) void act("close", {});
  else if ("paneTo" in dataset) show(dataset.paneTo);
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-choose]")) pressed(event.target, event.target.value);
});

document.addEventListener("keydown", (event) => {
  const field = event.target;
  if (event.key !== "Enter" || event.isComposing || !field.matches("[data-enter]") || field.value.trim() === "") return;
  event.preventDefault();
  pressed(field, field.value);
  field.value = "";
});

at("close-thread").addEventListener("click", () => {
  look.thread = "";
  show("channel");
  void draw();
});
at("person").addEventListener("change", (event) => {
  const wasDirect = look.channel.startsWith("D");
  look.person = event.target.value;
  if (wasDirect) look.channel = `D${look.person.slice(1)}`;
  if (look.channel === HOME) openHome();
  void draw();
});
at("slow").addEventListener("change", (event) => void act("slow", { on: event.target.checked }));
at("shortcut").addEventListener("click", () => void act("form", {}));

function sends(form, box, thread) {
  const send = () => {
    const text = box.value.trim();
    if (text === "") return;
    box.value = "";
    if (thread() !== null) followUntil = Date.now() + FOLLOW_MS;
    void act("say", { channel: look.channel, thread: thread(), text });
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    send();
  });
}
sends(at("say"), at("say-text"), () => null);
sends(at("reply"), at("reply-text"), () => look.thread);

at("veil").addEventListener("submit", (event) => {
  event.preventDefault();
  const values = {};
  for (const field of at("veil").querySelectorAll("[data-field]")) {
    if (field.value === "") continue;
    values[field.dataset.field] =
      "moment" in field.dataset ? String(Math.floor(Date.parse(field.value) / 1000)) : field.value;
  }
  for (const check of at("veil").querySelectorAll("[data-check]:checked")) {
    values[check.dataset.check] = [values[check.dataset.check], check.value].filter(Boolean).join(",");
  }
  void act("submit", { values });
});

document.addEventListener("keydown", (event) => {
  const veil = at("veil");
  if (veil.hidden) {
    if (event.key === "Escape" && look.thread !== "") at("close-thread").click();
    return;
  }
  if (event.key === "Escape") void act("close", {});
  if (event.key !== "Tab") return;
  const stops = [...veil.querySelectorAll("button, input, select, textarea")];
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (document.activeElement !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
});

const events = new EventSource("/events");
events.addEventListener("message", () => void draw());
events.addEventListener(
  "error",
  () => (at("trouble").textContent = "The demo has ended, or cannot be reached: start it again."),
);
events.addEventListener("open", () => (at("trouble").textContent = ""));
