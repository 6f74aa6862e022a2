// The browser's storage, which may be blocked, full or somebody else's: nothing here throws.

const REASONS = {
  blocked:
    "This browser does not let this page keep anything. What you enter is gone when you leave the page.",
  full:
    "This browser has no more room for this site, so the last change is not kept. Export your answers as a file, then clear what you no longer need.",
};

/**
 * Access to what `storage` returns; it may throw, as the getter of localStorage does where it is
 * blocked. Each call returns { ok: true, value } or { ok: false, code: "blocked" | "full", reason }.
 */
export function guard(storage) {
  const attempt = (act) => {
    try {
      return { ok: true, value: act(storage()) };
    } catch (error) {
      const code = isFull(error) ? "full" : "blocked";
      return { ok: false, code, reason: REASONS[code] };
    }
  };
  return {
    get: (key) => attempt((kept) => kept.getItem(key)),
    set: (key, text) => attempt((kept) => kept.setItem(key, text)),
    remove: (key) => attempt((kept) => kept.removeItem(key)),
    keys: (prefix) =>
      attempt((kept) =>
        Array.from({ length: kept.length }, (_, at) => kept.key(at))
          .filter((key) => key?.startsWith(prefix))
          .sort(),
      ),
  };
}

function isFull({ name }) {
  return name === "QuotaExceededError" || name === "NS_ERROR_DOM_QUOTA_REACHED";
}
