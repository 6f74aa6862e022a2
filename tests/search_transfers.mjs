// How many bytes the first search for each query loads: node search_transfers.mjs FOLDER '["query"]'

import { readFileSync } from "node:fs";
import { join } from "node:path";

import { find } from "../browser/search/rank.js";
import { openTables } from "../browser/search/tables.js";

const [folder, queries] = process.argv.slice(2);
const transferred = [];
for (const query of JSON.parse(queries)) {
  let size = 0;
  const load = (path) => {
    const script = readFileSync(join(folder, path), "utf8");
    size += Buffer.byteLength(script);
    return JSON.parse(script.slice(script.indexOf(",") + 1, script.lastIndexOf(")")));
  };
  const directory = load("index.js");
  const tables = openTables(directory, async (name) => load(`${directory.version}/${name}.js`));
  const { results } = await find(query, directory, tables);
  transferred.push([size, results.length]);
}
console.log(JSON.stringify(transferred));
