// What the search box needs once somebody types in it (see search/search.js).

import { excerpt, marked } from "./search/excerpt.js";
import { find } from "./search/rank.js";
import { openTables } from "./search/tables.js";

globalThis.handbookSearching = { excerpt, find, marked, openTables };
