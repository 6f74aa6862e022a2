// Parts of the index come as classic scripts that call `handbookSearch`: a page opened from a disk
// may load scripts and nothing else, and a strict content policy allows them.

/** A function that promises the data of the script at a path below `folder`. */
export function scriptLoader(document, folder) {
  const waiting = new Map();
  globalThis.handbookSearch = (name, data) => waiting.get(name)?.(data);
  return (name, path) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      waiting.set(name, resolve);
      const end = () => {
        waiting.delete(name);
        script.remove();
        reject(new Error(`no part of the search index: ${script.src}`)); // unless it has resolved
      };
      script.addEventListener("load", end);
      script.addEventListener("error", end);
      script.src = new URL(path, folder).href;
      document.head.append(script);
    });
}
