// A link that carries a sheet in its fragment, which browsers never send to a server:
// #answers=1d.… (version 1, deflated JSON, base64url) or #answers=1j.… (the JSON as it is).

import { isEmpty, read, toJson } from "./sheet.js";
import { SHARED } from "./traces.js";

export const MAX_LINK = 8_000;
const MAX_ENCODED = 28_000; // 20 kB in base64
const MAX_DECODED = 1_000_000;
const VERSION = "1";
const CHUNK = 0x2000;

class Damaged extends Error {}

/**
 * The link to a page with a sheet's answers: { ok, link } or { ok, code, reason }, where the code is
 * "too-long" or "empty". Notes and reasons, names of owners and approvers, evidence, and what was
 * filled in but for the `plain` parameters, go along only if asked for. Whoever holds the link holds
 * the answers.
 */
export async function encode(sheet, address, wanted = {}) {
  const open = without(sheet, wanted);
  if (isEmpty(open)) {
    return { ok: false, code: "empty", reason: "There are no answers to share yet." };
  }
  const bytes = new TextEncoder().encode(JSON.stringify(toJson(open)));
  const deflated = await through(bytes, "CompressionStream");
  const written = deflated ? `d.${toBase64(deflated)}` : `j.${toBase64(bytes)}`;
  const link = `${address.replace(/#.*$/s, "")}#${SHARED}${VERSION}${written}`;
  if (link.length <= MAX_LINK) return { ok: true, link };
  const reason = `The link would have ${link.length} characters, and many programs cut links off after ${MAX_LINK}. Send the answers as a file.`;
  return { ok: false, code: "too-long", reason };
}

/** The sheet in a fragment, checked, for one of some playbooks: { ok, sheet } or { ok, reason }. */
export async function decode(fragment, playbooks) {
  const damaged = "This link is damaged or cut off. Ask for it again, or for a file.";
  const [, version, form, encoded] =
    /^#?answers=(\d{1,4})([a-z])\.([\w-]+)$/.exec(fragment.slice(0, MAX_ENCODED + 20)) ?? [];
  if (!version) return { ok: false, reason: damaged };
  if (version !== VERSION || !"dj".includes(form)) {
    return { ok: false, reason: "This link was made by another version of the handbook." };
  }
  if (encoded.length > MAX_ENCODED) return { ok: false, reason: "This link is too long to open." };
  if (form === "d" && !supports("DecompressionStream")) {
    const reason = "This browser is too old to open the link. Ask for the answers as a file.";
    return { ok: false, reason };
  }
  let data;
  try {
    const bytes = fromBase64(encoded);
    const plain = form === "d" ? await through(bytes, "DecompressionStream") : bytes;
    data = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(plain));
  } catch (error) {
    return { ok: false, reason: error instanceof Damaged ? error.message : damaged };
  }
  const result = read(data);
  if (!result.ok) return { ok: false, reason: `This link cannot be used: ${result.reason}.` };
  const { playbook } = result.sheet;
  if (playbooks.includes(playbook)) return result;
  return { ok: false, reason: `This link carries answers to another playbook, "${playbook}".` };
}

/** The sheet as it is shared: what was not asked for is left out. */
export function without(sheet, { notes, names, evidence, filled, plain = new Set() }) {
  const answers = [...sheet.answers].map(([item, answer]) => {
    const { reason, approver } = answer.not_applicable ?? {};
    const waiver = answer.waiver && {
      ...answer.waiver,
      reason: notes ? answer.waiver.reason : "",
      approver: names ? answer.waiver.approver : "",
    };
    const set_aside = { reason: notes ? reason : "", approver: names ? approver : "" };
    return [
      item,
      {
        ...answer,
        not_applicable: answer.not_applicable && set_aside,
        waiver,
        owner: names ? answer.owner : "",
        note: notes ? answer.note : "",
        evidence: evidence ? answer.evidence : "",
      },
    ];
  });
  const told = answers.filter(([, { fingerprint, ...rest }]) => Object.values(rest).some(Boolean));
  const parameters = [...sheet.parameters].filter(([name]) => filled || plain.has(name));
  return { ...sheet, answers: new Map(told), parameters: new Map(parameters) };
}

function supports(name) {
  try {
    new globalThis[name]("deflate-raw");
    return true;
  } catch {
    return false;
  }
}

/** The bytes through a stream of that name, or null where the browser lacks it. */
async function through(bytes, name) {
  if (!supports(name)) return null;
  const reader = new Blob([bytes])
    .stream()
    .pipeThrough(new globalThis[name]("deflate-raw"))
    .getReader();
  const chunks = [];
  let size = 0;
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.length;
    if (size > MAX_DECODED) {
      // Not awaited: a stream may end only after all of its input.
      reader.cancel().catch(() => {});
      throw new Damaged("This link holds more than a sheet of answers can. It was not opened.");
    }
    chunks.push(next.value);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64(bytes) {
  let text = "";
  for (let at = 0; at < bytes.length; at += CHUNK) {
    text += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

function fromBase64(text) {
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(bytes, (mark) => mark.charCodeAt(0));
}
