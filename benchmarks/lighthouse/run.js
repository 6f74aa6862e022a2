// Runs Lighthouse on the address given, with a Chromium and its flags, and prints its scores and its
// complaints as JSON.

import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const [url, chromePath, ...flags] = process.argv.slice(2);
const chrome = await launch({
  chromePath,
  chromeFlags: ["--headless=new", ...flags],
  logLevel: "silent",
});
const { lhr } = await lighthouse(url, { port: chrome.port, logLevel: "error" });
await chrome.kill();

const scores = Object.fromEntries(
  Object.values(lhr.categories).map(({ id, score }) => [id, score === null ? null : Math.round(score * 100)]),
);
const figures = Object.fromEntries(
  ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift"].map(
    (id) => [id, lhr.audits[id].numericValue],
  ),
);
const failed = ({ weight, id }) =>
  weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 0.9;
const where = ({ node, text, href }) => node?.selector ?? (text && `"${text}"`) ?? href;
const complaints = Object.values(lhr.categories).flatMap(({ id: category, auditRefs }) =>
  auditRefs.filter(failed).map(({ id }) => {
    const { title, displayValue, details } = lhr.audits[id];
    const found = [...new Set((details?.items ?? []).map(where).filter(Boolean))].slice(0, 3);
    return [`${category}: ${title}`, found.join(", ") || displayValue].filter(Boolean).join(": ");
  }),
);
const { lighthouseVersion: version, environment } = lhr;
console.log(JSON.stringify({ scores, figures, complaints, version, browser: environment.hostUserAgent }));
