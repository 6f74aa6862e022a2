import assert from "node:assert/strict";
import test from "node:test";
import { deflateRawSync } from "node:zlib";

import { MAX_LINK, decode, encode } from "./share.js";
import { make, read, toJson } from "./sheet.js";
import { isShared } from "./traces.js";

const PAGE = "https://example.org/handbook/playbooks/kickoff/";
const full = {
  playbook: "kickoff",
  version: "0a1b2c3d",
  handbook_version: "0.1.0",
  answers: {
    who: {
      answer: "yes",
      owner: "Ada",
      due: "2026-11-20",
      note: "a secret <note> 😀",
      evidence: "https://example.org/",
      fingerprint: "11111111",
    },
    when: { not_applicable: { reason: "a private reason", approver: "Grace" } },
    noted: { note: "only a note", fingerprint: "33333333" },
  },
  parameters: { threshold: "80 of 100" },
};
const { sheet } = read(full);
const EVERYTHING = { notes: true, names: true, evidence: true, filled: true };

const fragmentOf = (link) => link.slice(link.indexOf("#"));
const opened = async (options) => {
  const { link } = await encode(sheet, PAGE, options);
  return toJson((await decode(fragmentOf(link), ["kickoff"])).sheet);
};
const packed = (text) => `#answers=1d.${deflateRawSync(text).toString("base64url")}`;
const plain = (text) => `#answers=1j.${Buffer.from(text).toString("base64url")}`;
const refused = async (fragment, reason, playbooks = ["kickoff"]) => {
  const result = await decode(fragment, playbooks);
  assert.equal(result.ok, false);
  assert.match(result.reason, reason);
};

test("everything that was asked for arrives", async () => {
  assert.deepEqual(await opened(EVERYTHING), full);
});

test("notes, names, evidence and what was filled in stay at home unless asked for", async () => {
  const { parameters, ...rest } = full;
  assert.deepEqual((await opened({ plain: new Set(["threshold"]) })).parameters, parameters);
  assert.deepEqual(await opened(), {
    ...rest,
    answers: {
      who: { answer: "yes", due: "2026-11-20", fingerprint: "11111111" },
      when: { not_applicable: { reason: "" } },
    },
  });
  const { who, when } = (await opened({ names: true })).answers;
  assert.deepEqual([who.owner, when.not_applicable], ["Ada", { reason: "", approver: "Grace" }]);
  assert.equal(who.note, undefined);
  const noted = (await opened({ notes: true })).answers;
  assert.equal(noted.noted.note, "only a note");
  assert.deepEqual(noted.when.not_applicable, { reason: "a private reason" });
  assert.equal((await opened({ evidence: true, filled: true })).answers.who.evidence, "https://example.org/");
});

test("the link is short, of one word, and the page's own", async () => {
  const { link } = await encode(sheet, `${PAGE}#who`, EVERYTHING);
  assert.match(link, /^https:\/\/example\.org\/handbook\/playbooks\/kickoff\/#answers=1d\.[\w-]+$/);
  assert.ok(isShared(fragmentOf(link)));
  assert.ok(!isShared("#who") && !isShared(""));
});

test("without compression the link works and is longer", async (context) => {
  const compressed = (await encode(sheet, PAGE, EVERYTHING)).link;
  const { CompressionStream, DecompressionStream } = globalThis;
  context.after(() => Object.assign(globalThis, { CompressionStream, DecompressionStream }));
  Object.assign(globalThis, { CompressionStream: undefined, DecompressionStream: undefined });
  const { link } = await encode(sheet, PAGE, EVERYTHING);
  assert.match(link, /#answers=1j\./);
  assert.ok(link.length > compressed.length);
  assert.deepEqual(toJson((await decode(fragmentOf(link), ["kickoff"])).sheet), full);
  await refused(fragmentOf(compressed), /too old/);
});

test("a link that would be cut off is not made", async () => {
  const noise = Array.from({ length: 3_000 }, (_, at) => ((at * 7919) % 65_000).toString(36)).join("");
  const long = read({ playbook: "kickoff", answers: { who: { note: noise } } }).sheet;
  const result = await encode(long, PAGE, EVERYTHING);
  assert.deepEqual([result.ok, result.code], [false, "too-long"]);
  assert.match(result.reason, new RegExp(`${MAX_LINK}.*as a file`));
});

test("a link without answers is not made", async () => {
  const noted = read({ playbook: "kickoff", answers: { who: { note: "x" } } }).sheet;
  for (const empty of [make(sheet), noted]) assert.equal((await encode(empty, PAGE)).code, "empty");
});

test("a hostile or damaged fragment is refused in words", async () => {
  const { link } = await encode(sheet, PAGE, EVERYTHING);
  const whole = fragmentOf(link);
  for (let end = 0; end < whole.length; end += 7) {
    await refused(whole.slice(0, end), /damaged or cut off/);
  }
  await refused("#answers=1d.<script>", /damaged or cut off/);
  await refused("#answers=1d.%41", /damaged or cut off/);
  await refused("#answers=1d.A", /damaged or cut off/);
  await refused("#answers=1d.////", /damaged or cut off/);
  await refused(plain("{"), /damaged or cut off/);
  await refused(plain(Buffer.from([0x22, 0xff, 0x22])), /damaged or cut off/);
  await refused(packed("[".repeat(200_000)), /damaged or cut off/);
  await refused(whole.replace("=1d.", "=2d."), /another version/);
  await refused(whole.replace("=1d.", "=1x."), /another version/);
  await refused(packed("[]"), /must be a group/);
  await refused(packed("null"), /must be a group/);
  await refused(packed('{"playbook":"kickoff","__proto__":{"x":1}}'), /no field "__proto__"/);
  await refused(packed('{"playbook":"kickoff","answers":{"__proto__":{}}}'), /"__proto__" is not/);
  await refused(packed('{"playbook":"kickoff","answers":{"who":{"due":"soon"}}}'), /a day/);
  assert.equal({}.x, undefined);
});

test("a link to another playbook says which", async () => {
  const { link } = await encode(sheet, PAGE);
  await refused(fragmentOf(link), /another playbook, "kickoff"/, ["charter"]);
  assert.ok((await decode(fragmentOf(link), ["start", "kickoff"])).ok);
});

test("a bomb is not unpacked, an oversized link not even read", async () => {
  const bomb = packed(Buffer.alloc(20_000_000, 0x20));
  assert.ok(bomb.length < 28_000);
  await refused(bomb, /more than a sheet/);
  await refused(`#answers=1d.${"A".repeat(5_000_000)}`, /too long/);
});
