import assert from "node:assert/strict";
import test from "node:test";

import { openStore } from "./store.js";
import { read, toJson } from "./sheet.js";

const KEY = "decision-handbook:1:sheet:kickoff";
const page = {
  playbook: "kickoff",
  version: "0a1b2c3d",
  handbook_version: "0.1.0",
  items: new Map([
    ["who", "11111111"],
    ["when", "22222222"],
    ["where", "33333333"],
  ]),
  aliases: new Map(),
};

/** A browser's storage for one address: the tabs that share it hear of each other's changes. */
class Browser {
  constructor({ room = Infinity } = {}) {
    this.kept = new Map();
    this.room = room;
    this.tabs = [];
    this.mail = [];
  }

  /** A store in a new tab; `now` counts minutes, so that times differ. */
  tab(name) {
    const events = new EventTarget();
    this.tabs.push(events);
    let minute = 0;
    const now = () => new Date(Date.UTC(2026, 10, 20, 10, (minute += 1)));
    return Object.assign(openStore({ storage: () => this.area(events), events, now, tab: name }), {
      events,
    });
  }

  area(from) {
    const { kept } = this;
    const post = (key) => {
      for (const to of this.tabs) if (to !== from) this.mail.push([to, key]);
    };
    return {
      get length() {
        return kept.size;
      },
      key: (at) => [...kept.keys()][at] ?? null,
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, text) => {
        const others = [...kept].filter(([name]) => name !== key);
        const size = [...others, [key, text]].reduce((sum, pair) => sum + pair.join("").length, 0);
        if (size > this.room) throw new DOMException("full", "QuotaExceededError");
        kept.set(key, text);
        post(key);
      },
      removeItem: (key) => {
        if (kept.delete(key)) post(key);
      },
    };
  }

  /** Lets every tab hear what happened, until all is quiet. */
  settle() {
    for (let rounds = 0; this.mail.length; rounds += 1) {
      assert.ok(rounds < 100, "the tabs answer each other for ever");
      deliver(this.mail.shift());
    }
  }
}

const answers = ({ sheet }) =>
  Object.fromEntries([...sheet.answers].map(([item, { answer, note }]) => [item, answer ?? note]));

test("what is typed is there after a reload", () => {
  const browser = new Browser();
  const tab = browser.tab("a");
  tab.open(page);
  assert.equal(tab.set(page, "who", "answer", "yes").ok, true);
  tab.setParameter(page, "threshold", "80");
  const later = browser.tab("b").open(page);
  assert.deepEqual(toJson(later.sheet), {
    playbook: "kickoff",
    version: "0a1b2c3d",
    handbook_version: "0.1.0",
    answers: { who: { answer: "yes", fingerprint: "11111111" } },
    parameters: { threshold: "80" },
  });
  assert.equal(later.changed, "2026-11-20T10:02:00.000Z");
});

test("two tabs keep each other's changes, whoever is first", () => {
  const browser = new Browser();
  const [a, b] = [browser.tab("a"), browser.tab("b")];
  a.open(page);
  b.open(page);
  a.set(page, "who", "answer", "yes");
  b.set(page, "when", "answer", "no");
  browser.settle();
  assert.deepEqual(answers(a.open(page)), { who: "yes", when: "no" });
  assert.deepEqual(answers(b.open(page)), { who: "yes", when: "no" });
});

test("a tab that writes over what it has not seen is put right", () => {
  const browser = new Browser();
  const [a, b] = [browser.tab("a"), browser.tab("b")];
  a.open(page);
  b.open(page);
  b.set(page, "when", "answer", "no");
  const stale = browser.kept.get(KEY);
  a.set(page, "who", "answer", "yes");
  browser.settle();
  browser.kept.set(KEY, stale); // two processes of a browser wrote at once, and one lost
  browser.mail.push([browser.tabs[0], KEY]);
  browser.settle();
  assert.deepEqual(answers(browser.tab("c").open(page)), { who: "yes", when: "no" });
});

test("of two answers to one item the later stands in both tabs", () => {
  const browser = new Browser();
  const [a, b] = [browser.tab("a"), browser.tab("b")];
  const seen = [];
  a.subscribe(({ sheet, elsewhere }) => seen.push([sheet.answers.get("who").answer, elsewhere]));
  a.set(page, "who", "answer", "yes");
  browser.settle();
  b.set(page, "who", "answer", "no");
  browser.settle();
  assert.deepEqual(seen, [
    ["yes", false],
    ["no", true],
  ]);
  assert.deepEqual(answers(a.open(page)), answers(b.open(page)));
});

test("clear empties both tabs, undo brings it back beside what is new", () => {
  const browser = new Browser();
  const [a, b] = [browser.tab("a"), browser.tab("b")];
  a.set(page, "who", "answer", "yes");
  a.set(page, "when", "answer", "no");
  browser.settle();
  const cleared = a.clear("kickoff");
  assert.deepEqual([answers(cleared), cleared.undo], [{}, "clear"]);
  browser.settle();
  assert.deepEqual(answers(b.open(page)), {});
  b.set(page, "who", "answer", "partly");
  browser.settle();
  const back = a.undo("kickoff");
  assert.deepEqual([answers(back), back.undo], [{ who: "partly", when: "no" }, null]);
  browser.settle();
  assert.deepEqual(answers(b.open(page)), { who: "partly", when: "no" });
});

test("a change to one item survives that another tab clears at once", () => {
  const browser = new Browser();
  const [a, b] = [browser.tab("a"), browser.tab("b")];
  a.set(page, "who", "answer", "yes");
  browser.settle();
  a.clear("kickoff");
  b.set(page, "when", "answer", "no");
  browser.settle();
  assert.deepEqual(answers(a.open(page)), { when: "no" });
});

test("who decided is kept beside the answers, in every tab, and goes and comes with them", () => {
  const browser = new Browser();
  const [one, other] = [browser.tab("a"), browser.tab("b")];
  const heard = [];
  other.subscribe(({ playbook }) => heard.push(playbook));
  const decided = { by: "Ada", on: "2026-11-20", statement: "We go on." };
  one.open(page);
  one.set(page, "who", "answer", "yes");
  assert.deepEqual(one.setDecided("kickoff", decided), { ok: true });
  browser.settle();
  assert.deepEqual(other.decided("kickoff"), decided);
  assert.ok(heard.includes("kickoff"));
  assert.deepEqual(browser.tab("c").decided("kickoff"), decided);
  one.clear("kickoff");
  assert.equal(one.decided("kickoff").by, "");
  one.undo("kickoff");
  assert.deepEqual(one.decided("kickoff"), decided);
  one.eraseAll();
  assert.equal(browser.kept.size, 0);
});

test("who decided moves with a renamed playbook, and stays on the page where nothing is kept", () => {
  const browser = new Browser();
  const old = { ...page, playbook: "former" };
  const before = browser.tab("a");
  before.set(old, "who", "answer", "yes");
  before.setDecided("former", { by: "Ada", on: null, statement: "" });
  const after = browser.tab("b");
  after.open({ ...page, aliases: new Map([["former", "kickoff"]]) });
  assert.equal(after.decided("kickoff").by, "Ada");
  assert.equal(after.decided("former").by, "");

  const blocked = openStore({
    storage: () => {
      throw new DOMException("no", "SecurityError");
    },
    events: new EventTarget(),
  });
  const result = blocked.setDecided("kickoff", { by: "Ada", on: null, statement: "" });
  assert.equal(result.code, "blocked");
  assert.equal(blocked.decided("kickoff").by, "Ada");
});

test("what is kept as who decided and is something else says nothing", () => {
  const browser = new Browser();
  const tab = browser.tab("a");
  for (const text of ["{", "null", "[]", '{"by":{"x":1},"on":"2026-13-45","statement":7}', "7"]) {
    browser.kept.set("decision-handbook:1:decided:kickoff", text);
    assert.deepEqual(tab.decided("kickoff"), { by: "", on: null, statement: "" });
  }
});

test("erased is erased, in every tab", () => {
  const browser = new Browser();
  const [a, b] = [browser.tab("a"), browser.tab("b")];
  browser.kept.set("another-app", "x");
  browser.kept.set(`${KEY}:damaged`, "{");
  a.set(page, "who", "answer", "yes");
  browser.settle();
  assert.equal(b.eraseAll().ok, true);
  browser.settle();
  assert.deepEqual([...browser.kept.keys()], ["another-app"]);
  assert.deepEqual(a.list().sheets, []);
  a.set(page, "when", "answer", "no");
  assert.deepEqual(answers(a.open(page)), { when: "no" });
});

test("answers outlive a browser that forgets while they are on the screen", () => {
  const browser = new Browser();
  const tab = browser.tab("a");
  tab.set(page, "who", "answer", "yes");
  browser.kept.clear();
  tab.set(page, "when", "answer", "no");
  assert.deepEqual(answers(browser.tab("b").open(page)), { who: "yes", when: "no" });
});

test("a page that comes back from the cache catches up", () => {
  const browser = new Browser();
  const [a, b] = [browser.tab("a"), browser.tab("b")];
  a.set(page, "who", "answer", "yes");
  b.open(page);
  b.eraseAll();
  browser.mail = [];
  a.events.dispatchEvent(Object.assign(new Event("pageshow"), { persisted: true }));
  assert.deepEqual(a.list().sheets, []);
});

test("a blocked storage is told, and the page goes on", () => {
  const denied = () => {
    throw new DOMException("denied", "SecurityError");
  };
  for (const storage of [denied, () => null, () => undefined]) {
    const store = openStore({ storage, events: new EventTarget(), tab: "a" });
    for (const result of [store.open(page), store.set(page, "who", "answer", "yes"), store.list()]) {
      assert.deepEqual([result.ok, result.code], [false, "blocked"]);
      assert.match(result.reason, /does not let this page keep anything/);
    }
    assert.deepEqual(answers(store.open(page)), { who: "yes" });
    assert.deepEqual(answers(store.list().sheets[0]), { who: "yes" });
    assert.equal(store.eraseAll().code, "blocked");
    assert.deepEqual(answers(store.open(page)), {});
  }
});

test("a full storage is told, and what was there stays", () => {
  const browser = new Browser({ room: 600 });
  const tab = browser.tab("a");
  assert.equal(tab.set(page, "who", "answer", "yes").ok, true);
  const before = browser.kept.get(KEY);
  const result = tab.set(page, "who", "note", "x".repeat(1000));
  assert.deepEqual([result.ok, result.code], [false, "full"]);
  assert.equal(result.sheet.answers.get("who").note.length, 1000);
  assert.equal(browser.kept.get(KEY), before);
  assert.equal(tab.set(page, "who", "note", "short").ok, true);
  assert.equal(browser.tab("b").open(page).sheet.answers.get("who").note, "short");
});

test("a change that is refused changes nothing and says why", () => {
  const browser = new Browser();
  const result = browser.tab("a").set(page, "nobody", "answer", "yes");
  assert.deepEqual([result.ok, result.code], [false, "invalid"]);
  assert.match(result.reason, /no item "nobody"/);
  assert.equal(browser.kept.size, 0);
});

for (const damaged of [
  "{",
  "null",
  "[]",
  '"text"',
  "{}",
  '{"sheet":{"playbook":"charter"}}',
  '{"sheet":{"playbook":"kickoff","answers":{"__proto__":{"answer":"yes"}}}}',
  '{"sheet":{"playbook":"kickoff"},"stamps":{"__proto__":[1,"a"]}}',
  '{"sheet":{"playbook":"kickoff"},"stamps":{"answers:who":[1e300,"a"]}}',
  '{"sheet":{"playbook":"kickoff"},"stamp":[1,"<img>"]}',
  '{"sheet":{"playbook":"kickoff"},"changed":"<img>"}',
  "[".repeat(100_000),
]) {
  test(`what cannot be read is kept and told: ${damaged.slice(0, 70)}`, () => {
    const browser = new Browser();
    browser.kept.set(KEY, damaged);
    const tab = browser.tab("a");
    const opened = tab.open(page);
    assert.deepEqual(answers(opened), {});
    assert.ok(opened.damaged);
    assert.deepEqual(tab.list().damaged.map(({ key, text }) => [key, text]), [[KEY, damaged]]);
    assert.equal(browser.kept.get(KEY), damaged);
    assert.equal(tab.set(page, "who", "answer", "yes").ok, true);
    assert.equal(browser.kept.get(`${KEY}:damaged`), damaged);
    const later = browser.tab("b");
    assert.deepEqual(answers(later.open(page)), { who: "yes" });
    assert.deepEqual(later.list().damaged.map(({ text }) => text), [damaged]);
    assert.equal(later.eraseDamaged(`${KEY}:damaged`).ok, true);
    assert.deepEqual(later.list().damaged, []);
    assert.equal({}.answer, undefined);
  });
}

test("damaged twice, both are kept", () => {
  const browser = new Browser();
  for (const text of ["{1", "{2"]) {
    browser.kept.set(KEY, text);
    const tab = browser.tab("a");
    tab.open(page);
    tab.set(page, "who", "answer", "yes");
  }
  assert.deepEqual(
    browser.tab("b").list().damaged.map(({ text }) => text),
    ["{1", "{2"],
  );
});

test("where there is no room to set a damaged text aside, it is not written over", () => {
  const browser = new Browser({ room: 1_100 });
  browser.kept.set(KEY, "{".repeat(1_000));
  const tab = browser.tab("a");
  tab.open(page);
  assert.equal(tab.set(page, "who", "answer", "yes").code, "full");
  assert.equal(browser.kept.get(KEY), "{".repeat(1_000));
});

test("keys that look like ours and are not do no harm", () => {
  const browser = new Browser();
  for (const name of ["__proto__", "../x", "", "A", "x".repeat(500)]) {
    browser.kept.set(`decision-handbook:1:sheet:${name}`, "{}");
  }
  const list = browser.tab("a").list();
  assert.deepEqual([list.ok, list.sheets.length, list.damaged.length], [true, 0, 5]);
});

test("the list has what is in progress, the latest first", () => {
  const browser = new Browser();
  const tab = browser.tab("a");
  tab.set({ ...page, playbook: "charter" }, "who", "answer", "no");
  tab.set(page, "who", "answer", "yes");
  tab.set({ ...page, playbook: "cleared" }, "who", "answer", "no");
  tab.clear("cleared");
  const names = (store) => store.list().sheets.map(({ playbook }) => playbook);
  assert.deepEqual(names(tab), ["cleared", "kickoff", "charter"]);
  assert.deepEqual(names(browser.tab("b")), ["kickoff", "charter"]);
});

test("a renamed playbook brings its answers, and its old key goes", () => {
  const browser = new Browser();
  const aliases = new Map([
    ["start", "kickoff"],
    ["charter#a", "kickoff#when"],
  ]);
  const items = new Map([...page.items, ["a", "4"]]);
  const old = browser.tab("a");
  old.set({ ...page, playbook: "start" }, "who", "answer", "yes");
  old.set({ ...page, items, playbook: "charter" }, "a", "answer", "no");
  const tab = browser.tab("b");
  const opened = tab.open({ ...page, aliases });
  assert.deepEqual(answers(opened), { who: "yes", when: "no" });
  assert.equal(opened.carried.length, 2);
  assert.ok(!browser.kept.has("decision-handbook:1:sheet:start"));
  assert.ok(browser.kept.has("decision-handbook:1:sheet:charter"));
  tab.clear("kickoff");
  assert.deepEqual(answers(browser.tab("c").open({ ...page, aliases })), {});
});

test("a renamed playbook keeps its old key where there is no room", () => {
  const browser = new Browser();
  browser.tab("a").set({ ...page, playbook: "start" }, "who", "note", "x".repeat(500));
  browser.room = 1_200;
  const opened = browser.tab("b").open({ ...page, aliases: new Map([["start", "kickoff"]]) });
  assert.equal(opened.code, "full");
  assert.ok(browser.kept.has("decision-handbook:1:sheet:start"));
});

const theirs = (playbook, given) => read({ playbook, answers: given }).sheet;

test("answers are taken in three ways, and that can be undone", () => {
  for (const [way, wanted] of [
    ["mine", { who: "yes" }],
    ["theirs", { who: "no", when: "no" }],
    ["merge", { who: "yes", when: "no" }],
  ]) {
    const tab = new Browser().tab("a");
    tab.set(page, "who", "answer", "yes");
    const sheet = theirs("kickoff", { who: { answer: "no" }, when: { answer: "no" } });
    assert.deepEqual(tab.take([{ sheet, way }]), { ok: true });
    assert.deepEqual(answers(tab.open(page)), wanted, way);
    tab.undo("kickoff");
    assert.deepEqual(answers(tab.open(page)), { who: "yes" }, way);
  }
});

test("if all of it has no room, none of it is taken", () => {
  const browser = new Browser({ room: 1_500 });
  const tab = browser.tab("a");
  tab.set(page, "who", "answer", "yes");
  const result = tab.take([
    { sheet: theirs("kickoff", { who: { answer: "no" } }), way: "theirs" },
    { sheet: theirs("charter", { who: { note: "x".repeat(2_000) } }), way: "theirs" },
  ]);
  assert.deepEqual([result.ok, result.code], [false, "full"]);
  const later = browser.tab("b").list().sheets;
  assert.deepEqual(later.map(answers), [{ who: "yes" }]);
  assert.deepEqual(tab.list().sheets.map(answers), [{ who: "yes" }]);
});

test("a subscriber hears that a change is not kept", () => {
  const tab = new Browser({ room: 10 }).tab("a");
  const seen = [];
  tab.subscribe(({ ok, code }) => seen.push([ok, code]));
  tab.set(page, "who", "answer", "yes");
  assert.deepEqual(seen, [[false, "full"]]);
});

test("a subscriber that leaves hears no more", () => {
  const tab = new Browser().tab("a");
  const seen = [];
  const leave = tab.subscribe(({ playbook }) => seen.push(playbook));
  tab.set(page, "who", "answer", "yes");
  leave();
  tab.set(page, "who", "answer", "no");
  assert.deepEqual(seen, ["kickoff"]);
});

test("whatever three tabs do, in the end all of them show what is kept", () => {
  let seed = 7;
  const random = (below) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed % below;
  };
  const items = [...page.items.keys()];
  for (let round = 0; round < 200; round += 1) {
    const browser = new Browser();
    const tabs = ["a", "b", "c"].map((name) => browser.tab(name));
    tabs.forEach((tab) => tab.open(page));
    for (let step = 0; step < 12; step += 1) {
      const tab = tabs[random(3)];
      const act = random(10);
      if (act === 0) tab.clear("kickoff");
      else if (act === 1) tab.undo("kickoff");
      else if (act === 2) browser.mail.splice(0, random(4)).forEach((one) => deliver(one));
      else tab.set(page, items[random(3)], "answer", ["no", "yes", ""][random(3)]);
    }
    browser.settle();
    const [kept, ...shown] = [browser.tab("d"), ...tabs].map((tab) => answers(tab.open(page)));
    for (const one of shown) assert.deepEqual(one, kept);
  }
});

function deliver([to, key]) {
  to.dispatchEvent(Object.assign(new Event("storage"), { key }));
}
