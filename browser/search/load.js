// Parts of the index come as classic scripts that call `handbookSearch`: a page opened from a disk
// may load scripts and nothing else, and a strict content policy allows them.

const FOR_THE_LOADER = "handbookPart";

/** A function that promises the data of the script at a path below `folder`. */
export function scriptLoader(document, folder) {
  globalThis.handbookSearch = (name, data) => {
    document.currentScript[FOR_THE_LOADER] = data;
  };
  return (path) =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      const end = () => {
        script.remove();
        if (FOR_THE_LOADER in script) resolve(script[FOR_THE_LOADER]);
        else reject(new Error(`no part of the search index: ${script.src}`));
      };
      script.addEventListener("load", end);
      script.addEventListener("error", end);
      script.src = new URL(path, folder).href;
      document.head.append(script);
    });
}
